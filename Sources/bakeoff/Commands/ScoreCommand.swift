import ArgumentParser
import Catalogs
import Foundation
import Media
import Pipeline
import Scoring

struct ScoreCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "score", abstract: "Measure files: readings and quality, one line each.",
        discussion: """
            EXAMPLES
              bakeoff score *.png
              bakeoff score --reference clean.wav noisy.wav
              bakeoff score --metric ssim,psnr --reference originals --json out/*.png
              bakeoff score --reference original.png --maps maps edited.png
            """)

    @Argument(help: "Pictures and sounds.") var files: [String]
    @Option(help: "Metrics, separated by commas.") var metric: String?
    @Option(help: "Scoring profile: a name or a path.") var profile: String?
    @Flag(help: "Every metric there is.") var all = false
    @Option(help: "The file that each should equal, or a folder with files of the same names.") var reference: String?
    @Option(help: "The words that should be heard.") var transcript: String?
    @Option(help: "A program that prints the words it hears, as one line: 'my-recogniser {{audio}}'.") var transcriber: String?
    @Option(help: "A file with 'scorers:', such as a pipeline: scorers of your own.") var scorers: String?
    @Option(help: "What a model was asked for, for --scorers.") var prompt: String?
    @Option(help: "A folder for maps of where each picture differs from its reference.") var maps: String?
    @Option(help: "Embedded colour profiles: shown (as a viewer shows them) or stored (codes as in the file).")
    var colours = ColourPolicy.shown
    @Option(help: "A picture of another size than its reference: refuse, resize or crop.") var fit = SizeFit.refuse
    @Flag(help: "Print one JSON document.") var json = false

    func validate() throws {
        if files.isEmpty { throw ValidationError("name at least one file") }
        if [metric != nil, profile != nil, all].count(where: { $0 }) > 1 {
            throw ValidationError("--metric, --profile and --all exclude each other")
        }
        if maps != nil, reference == nil { throw ValidationError("--maps needs --reference: a map shows where the two differ") }
        if let reference, !FileManager.default.fileExists(atPath: reference) {
            Console.error("no reference at \(reference)")
            throw Status.noInput
        }
    }

    func run() async throws {
        let data = try Loading.scoringData()
        let words = transcriber.map { line in
            Transcriber.command(line.split(separator: " ").map(String.init), in: FileManager.default.currentDirectoryPath)
        }
        let own = try scorers.map(Loading.scorers) ?? []
        let scorers = try Scorers(
            data: data, metrics: metric, profile: profile, all: all, colours: colours, fit: fit, transcriber: words,
            scorers: own)
        defer { for scorer in own { scorer.end() } }
        let entries = await Self.measure(
            zip(files, mapPlaces).map {
                ScoredFile.Request(path: $0, reference: reference(for: $0), transcript: transcript, prompt: prompt, maps: $1)
            }, with: scorers)
        if json {
            try Console.result(json: ScoreDocument(entries, scoringVersion: scorers.version, scorers: own))
        } else {
            for entry in entries { Console.result(entry.line) }
        }
        for entry in entries { if let error = entry.error, !json { Console.error(error.description) } }
        if entries.contains(where: { $0.error != nil }) { throw Status.badData }
    }

    /// One for each file, named after it; files of one name are told apart by a number.
    private var mapPlaces: [MapPlace?] {
        guard let maps else { return files.map { _ in nil } }
        var taken: [String: Int] = [:]
        return files.map { file in
            let stem = ((file as NSString).lastPathComponent as NSString).deletingPathExtension
            taken[stem, default: 0] += 1
            let count = taken[stem] ?? 1
            return MapPlace(root: maps, stem: count == 1 ? stem : "\(stem).\(count)")
        }
    }

    /// A folder pairs by file name.
    private func reference(for file: String) -> String? {
        guard let reference else { return nil }
        var isFolder: ObjCBool = false
        guard FileManager.default.fileExists(atPath: reference, isDirectory: &isFolder), isFolder.boolValue else { return reference }
        return "\(reference)/\((file as NSString).lastPathComponent)"
    }

    /// As many files at once as there are cores, or one with all of them; results in the order of the arguments.
    private static func measure(_ requests: [ScoredFile.Request], with scorers: Scorers) async -> [ScoredFile] {
        let threads = requests.count == 1 ? ProcessInfo.processInfo.activeProcessorCount : 1
        return await eachAtOnce(requests) { await ScoredFile($0, scorers: scorers, threads: threads) }
    }
}

extension ColourPolicy: ExpressibleByArgument {}
extension SizeFit: ExpressibleByArgument {}
