/// One answer of one person to "which of these two is better?".
package struct Vote: Sendable, Hashable {
    package enum Choice: String, Sendable, Hashable, CaseIterable {
        case left, right, tie
    }

    /// Index into the cases of the table.
    package let caseIndex: Int
    /// Indices into the branches of the table, as they were shown.
    package let left, right: Int
    package let choice: Choice
    /// Index into the raters of the table; nil where nobody wrote down who voted.
    package let rater: Int?

    package init(caseIndex: Int, left: Int, right: Int, choice: Choice, rater: Int? = nil) {
        self.caseIndex = caseIndex
        self.left = left
        self.right = right
        self.choice = choice
        self.rater = rater
    }

    /// Points of the branch: 1 for a win, ½ for a tie, 0 for a loss; nil when it was not shown.
    package func points(of branch: Int) -> Double? {
        guard branch == left || branch == right else { return nil }
        return choice == .tie ? 0.5 : (choice == .left) == (branch == left) ? 1 : 0
    }
}

/// All votes on one comparison, in an order that does not depend on the order in which they came.
package struct VoteTable: Sendable, Hashable {
    /// Sorted by the bytes of the names, as are cases and raters.
    package let branches: [String]
    package let cases: [String]
    package let raters: [String]
    package let votes: [Vote]

    /// A vote with names in place of indices.
    package struct Entry: Sendable, Hashable {
        package let caseName: String
        package let left: String
        package let right: String
        package let choice: Vote.Choice
        package let rater: String?

        package init(caseName: String, left: String, right: String, choice: Vote.Choice, rater: String? = nil) {
            self.caseName = caseName
            self.left = left
            self.right = right
            self.choice = choice
            self.rater = rater
        }
    }

    /// - Parameter branches: names that have a place also without any vote.
    /// - Precondition: nobody voted on a branch against itself.
    package init(_ entries: [Entry], branches known: [String] = []) {
        let branches = Self.sorted(entries.flatMap { [$0.left, $0.right] } + known)
        let cases = Self.sorted(entries.map(\.caseName))
        let raters = Self.sorted(entries.compactMap(\.rater))
        let branchPlaces = Self.places(branches), casePlaces = Self.places(cases), raterPlaces = Self.places(raters)
        votes = entries.map { entry in
            precondition(entry.left != entry.right, "a branch cannot be compared with itself")
            return Vote(
                caseIndex: casePlaces[entry.caseName] ?? 0, left: branchPlaces[entry.left] ?? 0, right: branchPlaces[entry.right] ?? 0,
                choice: entry.choice, rater: entry.rater.flatMap { raterPlaces[$0] })
        }.sorted(by: Self.precedes)
        (self.branches, self.cases, self.raters) = (branches, cases, raters)
    }

    private init(branches: [String], cases: [String], raters: [String], votes: [Vote]) {
        (self.branches, self.cases, self.raters, self.votes) = (branches, cases, raters, votes)
    }

    /// The votes for which `isKept` holds, under the same names.
    package func filter(_ isKept: (Vote) -> Bool) -> VoteTable {
        VoteTable(branches: branches, cases: cases, raters: raters, votes: votes.filter(isKept))
    }

    private static func sorted(_ names: [String]) -> [String] {
        Array(Set(names)).sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) }
    }

    private static func places(_ names: [String]) -> [String: Int] {
        Dictionary(uniqueKeysWithValues: names.enumerated().map { ($1, $0) })
    }

    private static func precedes(_ a: Vote, _ b: Vote) -> Bool {
        func key(_ vote: Vote) -> [Int] {
            let choice = Vote.Choice.allCases.firstIndex(of: vote.choice) ?? 0
            return [vote.caseIndex, vote.left, vote.right, choice, vote.rater ?? -1]
        }
        return key(a).lexicographicallyPrecedes(key(b))
    }
}
