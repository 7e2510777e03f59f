/// One score that one listener gave one branch on one case.
package struct Rating: Sendable, Hashable {
    /// Indices into the table's names.
    package let branch, caseIndex, rater: Int
    package let score: Double
}

/// All ratings of one comparison, in an order that does not depend on the order in which they came.
package struct RatingTable: Sendable, Hashable {
    /// Sorted by the bytes of the names, as are cases and raters.
    package let branches: [String]
    package let cases: [String]
    package let raters: [String]
    package let ratings: [Rating]

    /// A rating with names in place of indices.
    package struct Entry: Sendable, Hashable {
        package let caseName, branch, rater: String
        package let score: Double

        package init(caseName: String, branch: String, rater: String, score: Double) {
            (self.caseName, self.branch, self.rater, self.score) = (caseName, branch, rater, score)
        }
    }

    /// - Parameter known: branches that have a place also without any rating.
    package init(_ entries: [Entry], branches known: [String] = []) {
        let branches = Self.sorted(entries.map(\.branch) + known)
        let cases = Self.sorted(entries.map(\.caseName))
        let raters = Self.sorted(entries.map(\.rater))
        let branchPlaces = Self.places(branches), casePlaces = Self.places(cases), raterPlaces = Self.places(raters)
        ratings = entries.map { entry in
            Rating(
                branch: branchPlaces[entry.branch] ?? 0, caseIndex: casePlaces[entry.caseName] ?? 0, rater: raterPlaces[entry.rater] ?? 0,
                score: entry.score)
        }.sorted { a, b in
            let (left, right) = ([a.caseIndex, a.branch, a.rater], [b.caseIndex, b.branch, b.rater])
            return left == right ? a.score < b.score : left.lexicographicallyPrecedes(right)
        }
        (self.branches, self.cases, self.raters) = (branches, cases, raters)
    }

    private static func sorted(_ names: [String]) -> [String] {
        Array(Set(names)).sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) }
    }

    private static func places(_ names: [String]) -> [String: Int] {
        Dictionary(uniqueKeysWithValues: names.enumerated().map { ($1, $0) })
    }
}
