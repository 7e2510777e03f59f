import Glibc

/// One branch's place in the eyes of the voters.
package struct PreferenceStanding: Sendable {
    package let branch: String
    package let votes: Int
    package let wins, losses, ties: Int
    /// θ, their sum 0 over the component; natural logarithm of odds.
    package let strength: Double
    package let error: Double?
    /// 95 % limits of θ less the mean of all; infinite where the votes set none.
    package let interval: [Double]?
    /// 1000 + 400/ln 10 · θ.
    package let eloLike: Double
    /// Probability of being preferred to the leader, ties half; ½ for the leader.
    package let winAgainstLeader: Double
    package let rankLow, rankHigh: Int

    init(_ place: Int, _ evidence: PreferenceEvidence, _ decision: Decision) {
        let branch = evidence.members[place]
        let points = evidence.table.votes.compactMap { $0.points(of: branch) }
        let strength = evidence.levels[place]
        let error = evidence.fit.flatMap { fit in
            evidence.covariance.map { covariance in
                let own = covariance.error(of: place)
                return fit.isRegularised ? max(own, max(0, fit.covariance[place * fit.size + place]).squareRoot()) : own
            }
        }
        self.branch = evidence.table.branches[branch]
        votes = points.count
        wins = points.count { $0 == 1 }
        losses = points.count { $0 == 0 }
        ties = points.count - wins - losses
        self.strength = strength
        self.error = error
        let quantile = StudentT.quantile(0.975, degrees: Double(max(1, evidence.degrees)))
        let open = evidence.openEnds(of: place)
        interval = error.map { [open.low ? -.infinity : strength - quantile * $0, open.high ? .infinity : strength + quantile * $0] }
        eloLike = 1_000 + 400 / log(10) * strength
        winAgainstLeader = decision.order.first.flatMap { leader in evidence.fit?.preference(place, over: leader) } ?? 0.5
        rankLow = decision.ranges[place].low
        rankHigh = decision.ranges[place].high
    }
}

/// Two branches in the eyes of the voters, as the stronger one sees it.
package struct PreferencePair: Sendable {
    package let a: String
    package let b: String
    package let wins, losses, ties: Int
    /// Cases with a vote on this very pair.
    package let cases: Int
    /// θ of a less that of b.
    package let difference: Double
    package let error: Double?
    /// 95 % limits of the difference; infinite where the votes set none.
    package let interval: [Double]?
    package let p: Double?
    package let pHolm: Double?
    package let label: VerdictLabel
    package let casesNeeded: Int?
    /// Probability that a is preferred, ties half, as fitted; and as voted, nil where the two never met.
    package let fitted: Double
    package let voted: Double?

    init(_ index: Int, from branch: Int, _ evidence: PreferenceEvidence, _ decision: Decision, _ votes: VotedPair) {
        let pair = evidence.pairs[index]
        let isFirst = pair.first == branch
        let names = evidence.members.map { evidence.table.branches[$0] }
        a = names[branch]
        b = names[pair.rival(of: branch)]
        wins = isFirst ? votes.wins : votes.losses
        losses = isFirst ? votes.losses : votes.wins
        ties = votes.ties
        cases = votes.differences.count
        difference = 0 + pair.lead(of: branch)
        error = evidence.errors[index]
        interval = evidence.intervals[index].map { isFirst ? $0 : [0 - $0[1], 0 - $0[0]] }
        p = evidence.pValues[index]
        pHolm = decision.adjusted[index]
        label = decision.verdicts[index].label
        casesNeeded = decision.verdicts[index].casesNeeded
        fitted = evidence.fit?.preference(branch, over: pair.rival(of: branch)) ?? 0.5
        voted = votes.preference.map { isFirst ? $0 : 1 - $0 }
    }
}
