import Catalogs
import Foundation

/// One heading for each text, its quality, and the text itself, fenced so that nothing in it is taken for Markdown.
struct MergedMarkdown: MergedTexts {
    static let name = "markdown"
    static let summary = "Texts under headings in one Markdown file ('quote: true' quotes instead of fencing)."
    static let fileExtension = "md"

    let quotes: Bool

    init(options: inout Options) { quotes = options.flag("quote", default: false) }

    var parameters: [String: SidecarValue] { ["quote": .flag(quotes)] }

    func merged(_ entries: [TextEntry]) -> (text: String, measurements: [String: Double]) {
        let sections = entries.map { entry in
            let heading = "## \(Self.plain(entry.input.label))\n"
            let quality = entry.input.quality.map { "quality \(String(format: "%.1f", $0))" }
            let verdict = [quality, entry.input.isWinner ? "**winner**" : nil].compactMap { $0 }.joined(separator: ", ")
            let body = entry.text.map { quotes ? Self.quoted($0) : Self.fenced($0) } ?? "*No text: \(Self.plain(entry.reason))*\n"
            return heading + (verdict.isEmpty ? "" : "\n\(verdict)\n") + "\n" + body
        }
        return (sections.joined(separator: "\n"), [:])
    }

    /// A name on one line, its Markdown signs as letters.
    static func plain(_ name: String) -> String {
        name.map { letter in
            if letter.isNewline { return " " }
            return "\\`*_{}[]<>#+!|&~".contains(letter) ? "\\\(letter)" : String(letter)
        }.joined()
    }

    /// A fence that is longer than any run of backticks within.
    private static func fenced(_ text: String) -> String {
        let longest = text.split { $0 != "`" }.map(\.count).max() ?? 0
        let fence = String(repeating: "`", count: max(3, longest + 1))
        return "\(fence)text\n\(text)\(text.last?.isNewline == true ? "" : "\n")\(fence)\n"
    }

    private static func quoted(_ text: String) -> String {
        let lines = text.split(omittingEmptySubsequences: false) { $0.isNewline }
        let shown = lines.last?.isEmpty == true ? lines.dropLast() : lines[...]
        return shown.map { $0.isEmpty ? ">\n" : "> \($0)\n" }.joined()
    }
}
