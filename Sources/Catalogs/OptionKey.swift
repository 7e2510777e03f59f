/// One key that a reader asked for, as the read described it: what schemas and tables of keys are made from.
package struct OptionKey: Sendable, Hashable {
    package enum Kind: String, Sendable, Hashable, CaseIterable {
        case text, flag, whole, number, choice, list
        /// Taken as it stands: the reader decides itself, or different reads asked for different types.
        case any
    }

    package let name: String
    package private(set) var kind: Kind
    /// Bounds of a number, both included; nil where there is none.
    package private(set) var minimum: Double?
    package private(set) var maximum: Double?
    /// The words that a choice allows.
    package private(set) var choices: [String]
    /// The value taken where nobody wrote one, as it would stand in YAML; nil where the read names none.
    package private(set) var fallback: String?
    package private(set) var isRequired: Bool

    package init(
        _ name: String, _ kind: Kind, minimum: Double? = nil, maximum: Double? = nil, choices: [String] = [], fallback: String? = nil,
        isRequired: Bool = false
    ) {
        self.name = name
        self.kind = kind
        self.minimum = minimum.flatMap { $0.isFinite ? $0 : nil }
        self.maximum = maximum.flatMap { $0.isFinite ? $0 : nil }
        self.choices = choices
        self.fallback = fallback
        self.isRequired = isRequired
    }

    /// What two reads of one key allow together.
    mutating func widen(with other: OptionKey) {
        isRequired = isRequired || other.isRequired
        fallback = fallback ?? other.fallback
        guard kind == other.kind else {
            kind = .any
            choices = []
            (minimum, maximum) = (nil, nil)
            return
        }
        choices += other.choices.filter { !choices.contains($0) }
        minimum = minimum.flatMap { mine in other.minimum.map { min(mine, $0) } }
        maximum = maximum.flatMap { mine in other.maximum.map { max(mine, $0) } }
    }
}
