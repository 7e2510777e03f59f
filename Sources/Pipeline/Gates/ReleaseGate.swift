import Catalogs

/// A rule that must *not* hold (`gates:`, `--fail-on`); the run exits with 1 when it does.
package struct ReleaseGate: Sendable, Hashable {
    package enum Condition: Sendable, Hashable {
        /// `winner != NAME`, `winner == NAME`
        case winner(isNot: Bool, String)
        /// `score(NAME) < 80`
        case score(String, Comparator, Double)
        /// `failed > 2%`, `failed > 0`
        case failed(Comparator, Double, isShare: Bool)
        /// `worse than baseline`, `worse than NAME by 1`
        case worse(than: String, by: Double)
        /// `p95(latency) > 8s`
        case latency(Comparator, seconds: Double)
        /// `cost > 5`
        case cost(Comparator, Double)
    }

    package enum Comparator: String, Sendable, Hashable, CaseIterable {
        case lessOrEqual = "<=", greaterOrEqual = ">=", less = "<", greater = ">"

        package func holds(_ value: Double, _ limit: Double) -> Bool {
            switch self {
            case .less: value < limit
            case .greater: value > limit
            case .lessOrEqual: value <= limit
            case .greaterOrEqual: value >= limit
            }
        }
    }

    package let rule: String
    /// nil applies to every group in which its names exist.
    package let group: String?
    package let condition: Condition
    package let place: SourcePlace?

    /// Branch ids the rule names; `baseline` stands for the branch of that id.
    package var branches: [String] {
        switch condition {
        case .winner(_, let name), .score(let name, _, _), .worse(let name, _): [name]
        default: []
        }
    }

    /// - Throws: a `Problem` that shows the forms a rule can have.
    package init(_ rule: String, at place: SourcePlace? = nil) throws(Problem) {
        self.rule = rule
        self.place = place
        var text = rule[...].trimmingSpaces
        if let colon = text.firstIndex(of: ":"), Identifier.isValid(String(text[..<colon])) {
            group = String(text[..<colon])
            text = text[text.index(after: colon)...].trimmingSpaces
        } else {
            group = nil
        }
        guard let condition = Self.condition(text) else {
            throw Problem(
                "cannot read the rule '\(rule.prefix(80))'", at: place, length: rule.unicodeScalars.count,
                remedy:
                    "forms: 'winner != NAME', 'score(NAME) < 80', 'failed > 2%', 'worse than NAME by 1', 'p95(latency) > 8s', 'cost > 5'")
        }
        self.condition = condition
    }

    private static func condition(_ text: Substring) -> Condition? {
        if let match = text.wholeMatch(of: /winner\s*(!=|==)\s*(\S+)/) { return .winner(isNot: match.1 == "!=", String(match.2)) }
        if let match = text.wholeMatch(of: /worse\s+than\s+(\S+)(?:\s+by\s+([0-9.]+))?/) {
            guard let by = Double(match.2 ?? "0") else { return nil }
            return .worse(than: String(match.1), by: by)
        }
        guard let match = text.wholeMatch(of: /(score\((\S+)\)|failed|p95\(latency\)|cost)\s*(<=|>=|<|>)\s*([0-9.]+)\s*(%|s)?/),
            let comparator = Comparator(rawValue: String(match.3)), let number = Double(match.4)
        else { return nil }
        switch (match.1, match.5) {
        case ("failed", "%"): return .failed(comparator, number / 100, isShare: true)
        case ("failed", nil): return .failed(comparator, number, isShare: false)
        case ("p95(latency)", "s"), ("p95(latency)", nil): return .latency(comparator, seconds: number)
        case ("cost", nil): return .cost(comparator, number)
        case (_, nil): return match.2.map { .score(String($0), comparator, number) }
        default: return nil
        }
    }
}

extension Substring {
    fileprivate var trimmingSpaces: Substring {
        let head = drop { $0 == " " }
        return head.lastIndex { $0 != " " }.map { head[...$0] } ?? head
    }
}
