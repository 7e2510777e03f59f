import Catalogs
import Foundation

/// Two texts as one, with the words that only the first or only the second has marked.
struct WordDifference: MergedTexts {
    static let name = "diff"
    static let summary = "Two texts as one, word by word: struck out what only the first has, underlined what only the second has."
    static let fileExtension = "md"
    /// Words, gaps and signs of a text; more would take minutes where nothing is alike.
    static let mostTokens = 100_000

    init(options: inout Options) {}

    func merged(_ entries: [TextEntry]) throws(CompositionError) -> (text: String, measurements: [String: Double]) {
        let texts = entries.compactMap(\.text)
        guard entries.count == 2, texts.count == 2 else {
            throw CompositionError(
                "needs_two", "diff needs exactly two texts, found \(texts.count) of \(entries.count); use mode 'markdown'")
        }
        let (first, second) = (Self.tokens(texts[0]), Self.tokens(texts[1]))
        guard max(first.count, second.count) <= Self.mostTokens else {
            throw CompositionError("too_large", "a text has more than \(Self.mostTokens / 2) words; split it first")
        }
        let edits = SequenceDifference(from: first, to: second).edits
        func words(_ tokens: [Substring]) -> Int { tokens.count { $0.contains { $0.isLetter || $0.isNumber } } }
        let (gone, new) = (edits.map { words($0.removed) }.reduce(0, +), edits.map { words($0.added) }.reduce(0, +))
        let same = words(first) - gone
        // Between <pre> tags no sign is Markdown, and line ends stay.
        let body = edits.map { edit in
            Self.escaped(edit.kept) + Self.marked(edit.removed, "del") + Self.marked(edit.added, "ins")
        }.joined()
        let names = entries.map { MergedMarkdown.plain($0.input.label) }
        let head =
            "<del>\(names[0])</del> → <ins>\(names[1])</ins>: \(same) words the same, \(gone) only in the first, \(new) only in the second"
        return (
            "\(head)\n\n<pre>\n\(body)\(body.hasSuffix("\n") ? "" : "\n")</pre>\n",
            ["words_same": Double(same), "words_removed": Double(gone), "words_added": Double(new)]
        )
    }

    /// Words, the gaps between them, and each sign of a script that knows no gaps.
    static func tokens(_ text: String) -> [Substring] {
        var tokens: [Substring] = []
        var start = text.startIndex
        while start < text.endIndex {
            let kind = Sort(text[start])
            var end = text.index(after: start)
            if kind != .alone { while end < text.endIndex, Sort(text[end]) == kind { end = text.index(after: end) } }
            tokens.append(text[start..<end])
            start = end
        }
        return tokens
    }

    private enum Sort {
        case gap, letter, alone

        init(_ letter: Character) {
            let scalar = letter.unicodeScalars.first?.value ?? 0
            // Kana, CJK ideographs and their extensions, Thai.
            let isAlone =
                (0x0E00...0x0E7F).contains(scalar) || (0x3040...0x30FF).contains(scalar) || (0x3400...0x9FFF).contains(scalar)
                || (0xF900...0xFAFF).contains(scalar) || (0x20000...0x3FFFF).contains(scalar)
            self = letter.isWhitespace ? .gap : isAlone || letter.isPunctuation ? .alone : .letter
        }
    }

    private static func marked(_ tokens: [Substring], _ tag: String) -> String {
        tokens.isEmpty ? "" : "<\(tag)>\(escaped(tokens))</\(tag)>"
    }

    private static func escaped(_ tokens: [Substring]) -> String {
        tokens.joined().replacing("&", with: "&amp;").replacing("<", with: "&lt;").replacing(">", with: "&gt;")
    }
}
