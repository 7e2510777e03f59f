import Foundation
import Media

extension ParallelGroup {
    /// The step types of its branches, of those inside nested groups too.
    private var types: [StepType] { branches.flatMap { $0.nested?.types ?? [$0.type] } }

    /// True when its branches take a whole list at once.
    var takesLists: Bool { types.contains(.concatVideos) }

    /// True when what flows is of the kind that its branches take; a step that takes text can always take the prompt instead.
    func takes(_ flow: Flow) -> Bool {
        guard let kind = flow.items.first?.kind else { return false }
        return types.contains { $0.input == kind }
    }
}

extension InputSplit {
    /// The items to deal.
    func list(from flow: Flow, prompt: String?) -> Flow {
        switch source {
        case .flow: return Flow(items: flow.items.isEmpty ? Self.items([prompt ?? ""]) : flow.items, isList: true, prompt: prompt)
        case .items(let items):
            let made = items.enumerated().map { FlowItem(name: String($0 + 1), text: $1.text, tags: $1.tags) }
            return Flow(items: made, isList: true, prompt: prompt)
        case .parts(let parts):
            let text = flow.items.first?.text ?? prompt ?? ""
            return Flow(items: Self.items(parts.cut(text)), isList: true, prompt: prompt)
        }
    }

    private static func items(_ texts: [String]) -> [FlowItem] {
        texts.filter { !$0.isEmpty }.enumerated().map { FlowItem(name: String($0 + 1), text: $1) }
    }
}

extension TextParts {
    /// The parts of a text, trimmed, without empty ones.
    func cut(_ text: String) -> [String] {
        let plain = text.replacing("\r\n", with: "\n")
        let parts: [String] =
            switch self {
            case .lines: plain.split(separator: "\n").map(String.init)
            case .paragraphs: plain.split(separator: /\n[ \t]*\n/).map { String($0).replacing("\n", with: " ") }
            case .sentences: Self.sentences(plain.replacing("\n", with: " "))
            }
        return parts.map { $0.trimmingCharacters(in: .whitespaces) }.filter { !$0.isEmpty }
    }

    /// A sentence ends at . ! ? … (and a closing quote or bracket) before a space; "e.g." and the like end one too, as no list of
    /// abbreviations fits all languages.
    private static func sentences(_ text: String) -> [String] {
        var sentences: [String] = []
        var rest = text[...]
        while let end = rest.firstRange(of: /[.!?…。！？]+["'”’)\]]*(?=\s|$)|[。！？]/) {
            sentences.append(String(rest[..<end.upperBound]))
            rest = rest[end.upperBound...]
        }
        return sentences + (rest.isEmpty ? [] : [String(rest)])
    }
}
