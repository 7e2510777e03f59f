/// Tables of a Markdown text, which people read and programs take apart.
enum MarkdownTables {
    /// The text with the minus of ASCII before the digits of table cells; prose and code spans keep theirs.
    static func withASCIIMinus(_ text: String) -> String {
        guard text.contains(Quantity.minus) else { return text }
        return text.split(separator: "\n", omittingEmptySubsequences: false).map { line in
            line.hasPrefix("|") && line.contains(Quantity.minus) ? row(line) : String(line)
        }.joined(separator: "\n")
    }

    private static func row(_ line: Substring) -> String {
        var row = ""
        var rest = line
        // A code span ends at a fence as long as the one it began with (CommonMark 6.1).
        while let start = rest.firstIndex(of: "`") {
            row += numbers(rest[..<start])
            let fence = rest[start...].prefix { $0 == "`" }
            let body = rest[fence.endIndex...]
            guard let end = closing(fence.count, in: body) else { return row + numbers(rest[start...]) }
            row += rest[start..<end]
            rest = rest[end...]
        }
        return row + numbers(rest)
    }

    /// The end of the fence that closes a span.
    private static func closing(_ count: Int, in body: Substring) -> Substring.Index? {
        var place = body.startIndex
        while let start = body[place...].firstIndex(of: "`") {
            let fence = body[start...].prefix { $0 == "`" }
            if fence.count == count { return fence.endIndex }
            place = fence.endIndex
        }
        return nil
    }

    private static func numbers(_ text: Substring) -> String {
        String(text.replacing(/\u{2212}(?=[0-9])/, with: "-"))
    }
}
