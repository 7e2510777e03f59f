import Foundation
import Pipeline

/// What in a report looks like something that is not for everybody.
struct PrivacyNote {
    /// Empty where nothing does.
    let text: String

    init(_ record: RunRecord) {
        var found: [String: String] = [:]
        for comparison in record.comparisons {
            for input in comparison.cases {
                let places = [("prompt", input.prompt), ("transcript", input.transcript), ("path", input.reference)]
                for (name, text) in places {
                    guard let text, let kind = Self.kind(of: text.prefix(20_000)) else { continue }
                    if found[kind] == nil { found[kind] = "the \(name) of \(ShownText(input.id, limit: 40).plain)" }
                }
            }
        }
        let list = found.sorted { $0.key < $1.key }.map { "\($0.key) (\($0.value))" }
        text = list.isEmpty ? "" : "Before you share this report: it holds what looks like \(Quantity.list(list, "and"))."
    }

    private static func kind(of text: Substring) -> String? {
        if text.contains(/[A-Za-z0-9._%+-]+@[A-Za-z0-9-]+\.[A-Za-z]{2,}/) { return "a mail address" }
        if text.contains(/\b(sk|key|token|ghp|xox[a-z])[-_][A-Za-z0-9_-]{16,}/) { return "a key" }
        if text.contains(/(\/home\/|\/Users\/|C:\\Users\\)[^\/\\\s]+/) { return "a path in somebody's home" }
        if text.contains(/\+\d[\d ()-]{8,}\d/) { return "a telephone number" }
        return nil
    }
}
