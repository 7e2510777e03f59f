/// The standing of the branches of one group over all cases, with honest uncertainty.
///
/// Depends on the scores, names and settings only, never on the order in which branches or cases are given; file order breaks ties.
package struct Ranking: Codable, Sendable, Hashable {
    /// Best mean first, equal means in file order, what ran nothing last.
    package let standings: [Standing]
    /// All pairs, each from the side that stands higher.
    package let pairs: [PairComparison]
    package let verdict: OverallVerdict

    package init(_ input: RankingInput, settings: RankingSettings = RankingSettings()) {
        let assessment = Assessment(input, settings: settings)
        let order = assessment.decision.order
        let absent = assessment.field.absent
        let all = order.count + absent.count
        standings =
            order.map { Standing(of: $0, in: assessment) } + absent.map { Standing(absent: $0, behind: order.count, of: all) }
        pairs = Self.pairs(assessment, standings.map(\.branch))
        verdict = OverallVerdict(assessment, warnings: RankingWarnings.all(assessment, input: input))
    }

    private static func pairs(_ assessment: Assessment, _ names: [String]) -> [PairComparison] {
        let order = assessment.decision.order
        return names.indices.flatMap { higher in
            (higher + 1..<names.count).map { lower in
                guard lower < order.count else { return PairComparison(unmet: names[higher], names[lower]) }
                let index = assessment.decision.index(order[higher], order[lower])
                return PairComparison(index, from: order[higher], in: assessment)
            }
        }
    }
}
