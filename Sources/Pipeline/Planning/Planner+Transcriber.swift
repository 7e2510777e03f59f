import Catalogs
import Scoring

extension Planner {
    /// `transcriber:`, a program and its arguments; Whisper tiny.en in this process where there is none.
    mutating func readTranscriber(_ options: inout Options) -> Transcriber {
        guard let words = options.list("transcriber") else { return .whisper }
        let place = options.settings["transcriber"]
        let arguments = words.compactMap(\.text)
        guard let program = arguments.first, arguments.count == words.count, arguments.contains(where: { $0.contains("{{audio}}") }) else {
            options.report(
                "'transcriber' is a list of a program and its arguments, one of them with {{audio}}", at: place,
                remedy: "transcriber: [my-recogniser, \"{{audio}}\"]")
            return .whisper
        }
        if Paths.executable(program, from: file.folder) == nil {
            options.report("no program called '\(program.prefix(80))'", at: place, remedy: "install it, or give its path")
        }
        return .command(arguments, in: file.folder)
    }
}
