/// Substitutions, deletions and insertions over a number of reference units; adds up over prompts.
package struct ErrorCount: Sendable, Hashable, Codable {
    /// Units heard as another one.
    package var substitutions: Int
    /// Units said and not heard.
    package var deletions: Int
    /// Units heard and not said.
    package var insertions: Int
    /// N, the units of the reference.
    package var units: Int

    /// A count, empty unless told otherwise.
    package init(substitutions: Int = 0, deletions: Int = 0, insertions: Int = 0, units: Int = 0) {
        self.substitutions = substitutions
        self.deletions = deletions
        self.insertions = insertions
        self.units = units
    }

    /// S + D + I.
    package var errors: Int { substitutions + deletions + insertions }

    /// (S + D + I)/N, above 1 where much was inserted; nil without a reference.
    package var rate: Double? { units == 0 ? nil : Double(errors) / Double(units) }

    /// The pooled count: rates of sums, not means of rates.
    package static func + (left: ErrorCount, right: ErrorCount) -> ErrorCount {
        ErrorCount(
            substitutions: left.substitutions + right.substitutions, deletions: left.deletions + right.deletions,
            insertions: left.insertions + right.insertions, units: left.units + right.units)
    }
}
