/// What a reader must know beside the verdict.
enum RankingWarnings {
    static func all(_ assessment: Assessment, input: RankingInput) -> [String] {
        let one = [meanAgainstMedian(assessment), influence(assessment, input), leaderAgainstWins(assessment), incomplete(assessment)]
        return one.compactMap(\.self)
    }

    private static func meanAgainstMedian(_ assessment: Assessment) -> String? {
        guard let deciding = assessment.decision.deciding else { return nil }
        let sample = assessment.samples[deciding]
        guard assessment.evidence[deciding].mean * sample.median < 0 else { return nil }
        let names = [sample.first, sample.second].sorted { $0 == assessment.leader && $1 != assessment.leader }
            .map { assessment.field.branches[$0] }
        return "mean and median of the differences between \(names[0]) and \(names[1]) differ in sign: few cases carry the mean"
    }

    private static func influence(_ assessment: Assessment, _ input: RankingInput) -> String? {
        guard assessment.settings.race == nil, let influence = Influence(assessment, input: input) else { return nil }
        let names = influence.label == assessment.decision.label ? " for \(influence.winners.joined(separator: ", "))" : ""
        return "without case '\(influence.caseName)' the verdict would be \(influence.label.rawValue)\(names)"
    }

    private static func leaderAgainstWins(_ assessment: Assessment) -> String? {
        guard let leader = assessment.leader, let own = assessment.winRate(of: leader) else { return nil }
        let rates = assessment.decision.order.map { (branch: $0, rate: assessment.winRate(of: $0) ?? 0) }
        // Shares of equal counts may differ in the last bit.
        guard let most = rates.max(by: { $0.rate < $1.rate }), most.rate > own + 1e-9 else { return nil }
        let (first, second) = (assessment.field.branches[leader], assessment.field.branches[most.branch])
        return "leader and wins disagree: \(first) has the higher mean, \(second) wins more cases"
    }

    private static func incomplete(_ assessment: Assessment) -> String? {
        guard assessment.field.isIncomplete else { return nil }
        return "not every branch ran every case: each pair is compared on the cases that both ran"
    }
}
