/// How people who saw two outputs at a time rank the branches.
package struct PreferenceRanking: Sendable {
    package let table: VoteTable
    package let settings: PreferenceSettings
    /// Branches that votes connect are ranked together; those of different components cannot be compared. The one with the most
    /// votes first.
    package let components: [PreferenceComponent]
    /// Branches without a vote.
    package let unseen: [String]
    /// Whether being shown left helps; nil where votes cannot tell.
    package let sideBias: SideBias?

    package init(_ table: VoteTable, settings: PreferenceSettings = PreferenceSettings()) {
        self.table = table
        self.settings = settings
        let tallies = PairTally.all(of: table.votes)
        let groups = FitExistence.components(tallies, count: table.branches.count)
        unseen = groups.filter { $0.count == 1 }.map { table.branches[$0[0]] }
        let connected = groups.filter { $0.count > 1 }.map { PreferenceComponent(table, branches: $0, settings: settings) }
        components = connected.enumerated().sorted { a, b in
            a.element.votes == b.element.votes ? a.offset < b.offset : a.element.votes > b.element.votes
        }.map(\.element)
        sideBias = components.count == 1 ? SideBias(table, branches: groups.first { $0.count > 1 } ?? []) : nil
    }
}

/// What the user may choose about a ranking by votes; all of it is printed with the result.
package struct PreferenceSettings: Sendable {
    package var seed: UInt64
    package var resamples: Int
    /// Family-wise error of the pairwise tests.
    package var alpha: Double
    /// The smallest win probability that matters, above ½.
    package var minWin: Double

    package init(seed: UInt64 = 0, resamples: Int = 9_999, alpha: Double = 0.05, minWin: Double = 0.55) {
        self.seed = seed
        self.resamples = resamples
        self.alpha = alpha
        self.minWin = minWin
    }
}
