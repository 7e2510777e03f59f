/// The text that a picture was asked to show, compared with what a recogniser read in it.
///
/// Letters are compared as transcripts are (`TranscriptGlyphs`: lower case, compatibility forms, no accents), white space is not
/// compared at all, and the lines that were read may stand in any order.
struct PictureText: Sendable, Hashable {
    /// Folded, without white space.
    private let asked: String

    /// Letters of a recogniser's answer that are looked at.
    static let longest = 10_000
    /// Lines up to which every order is tried: 720 of them.
    static let mostOrdered = 6

    /// The case's own column, else what stands in double quotation marks in the prompt; nil where nothing was asked for.
    init?(asked question: ScorerQuestion) {
        let parts = question.text.map { [$0] } ?? Self.quoted(in: question.prompt ?? "")
        let folded = parts.map(Self.folded).joined()
        guard !folded.isEmpty else { return nil }
        asked = String(folded.prefix(Self.longest))
    }

    /// 1 − S, D and I over the letters asked for (character error rate), 0 to 1; of all orders of the lines the best.
    func accuracy(of read: String) -> Double {
        let lines = String(read.prefix(Self.longest)).split(whereSeparator: \.isNewline).map { Self.folded(String($0)) }
            .filter { !$0.isEmpty }
        let rates = orders(of: lines).map { CharacterDistance(asked, $0.joined()).count.rate ?? 1 }
        return max(0, 1 - (rates.min() ?? 1))
    }

    private static func folded(_ text: String) -> String {
        var scalars = String.UnicodeScalarView()
        scalars.append(contentsOf: TranscriptGlyphs.folded(Array(text)).filter { !$0.isSpace }.map(\.scalar))
        return String(scalars)
    }

    /// Texts between "…", “…”, „…“ and «…»; single quotation marks are apostrophes too often.
    static func quoted(in prompt: String) -> [String] {
        let closing: [Character: [Character]] = ["\"": ["\""], "“": ["”"], "„": ["“", "”"], "«": ["»"], "»": ["«"]]
        var parts: [String] = []
        var rest = prompt[...]
        while let start = rest.firstIndex(where: { closing[$0] != nil }) {
            let ends = closing[rest[start]] ?? []
            let body = rest[rest.index(after: start)...]
            guard let end = body.firstIndex(where: ends.contains) else { break }
            parts.append(String(body[..<end]))
            rest = body[body.index(after: end)...]
        }
        return parts
    }

    private func orders(of lines: [String]) -> [[String]] {
        guard lines.count > 1 else { return [lines] }
        guard lines.count <= Self.mostOrdered else { return [lines, inOrderOfAsking(lines)] }
        var orders: [[String]] = [[]]
        for line in lines {
            orders = orders.flatMap { order in
                (0...order.count).map { place in
                    var longer = order
                    longer.insert(line, at: place)
                    return longer
                }
            }
        }
        return orders
    }

    /// Each line where it fits best into what was asked for.
    private func inOrderOfAsking(_ lines: [String]) -> [String] {
        let target = Array(asked)
        return lines.enumerated().map { index, line in (Self.bestEnd(of: Array(line), in: target), index, line) }
            .sorted { ($0.0, $0.1) < ($1.0, $1.1) }.map(\.2)
    }

    /// Where the stretch of the target that the line is nearest to ends (Sellers 1980: a free beginning and a free end).
    private static func bestEnd(of line: [Character], in target: [Character]) -> Int {
        var row = [Int](repeating: 0, count: target.count + 1)
        for (i, letter) in line.enumerated() {
            var diagonal = row[0]
            row[0] = i + 1
            for j in 1..<row.count {
                let above = row[j]
                row[j] = min(above + 1, row[j - 1] + 1, diagonal + (target[j - 1] == letter ? 0 : 1))
                diagonal = above
            }
        }
        return row.indices.min { (row[$0], $0) < (row[$1], $1) } ?? 0
    }
}
