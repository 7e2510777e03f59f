import Scoring
import Statistics

/// How far quality, or one metric, says what the voters say.
package struct MetricAgreement: Sendable {
    /// `quality`, or the metric's name.
    package let name: String
    package let accuracy: PairwiseAccuracy
    /// Mean of Kendall's τ_b inside cases; nil where no case has enough branches with votes.
    package let tauWithinCases: Double?
    /// τ_b between branch means and strengths: as many points as branches, so of little weight.
    package let tauOfBranches: Double?

    /// The interval of the accuracy includes what a coin would get.
    package var isNoBetterThanChance: Bool { accuracy.interval.map { $0[0] <= 0.5 } ?? true }

    /// nil where no vote is on two outputs that both have a value.
    ///
    /// - Parameter value: of a branch on a case, higher is better.
    init?(_ name: String, votes: VoteTable, strengths: [String: Double], value: (String, String) -> Double?) {
        let pairs = votes.votes.compactMap { vote -> PairwiseAccuracy.Pair? in
            let caseName = votes.cases[vote.caseIndex]
            guard let left = value(votes.branches[vote.left], caseName), let right = value(votes.branches[vote.right], caseName) else {
                return nil
            }
            let human = vote.choice == .tie ? 0 : vote.choice == .left ? 1 : -1
            return PairwiseAccuracy.Pair(caseIndex: vote.caseIndex, human: human, metric: left - right)
        }
        guard let accuracy = PairwiseAccuracy(pairs) else { return nil }
        self.name = name
        self.accuracy = accuracy
        tauWithinCases = Self.tauWithinCases(votes, value)
        let means = votes.branches.compactMap { branch -> (Double, Double)? in
            guard let mean = ContestScores.mean(votes.cases.compactMap { value(branch, $0) }), let strength = strengths[branch] else {
                return nil
            }
            return (mean, strength)
        }
        tauOfBranches = Correlation.kendallTauB(means.map(\.0), means.map(\.1))
    }

    private static func tauWithinCases(_ votes: VoteTable, _ value: (String, String) -> Double?) -> Double? {
        let byCase = Dictionary(grouping: votes.votes, by: \.caseIndex)
        let taus = byCase.sorted { $0.key < $1.key }.compactMap { caseIndex, own -> Double? in
            let points = votes.branches.indices.compactMap { branch -> (Double, Double)? in
                guard let points = ContestScores.mean(own.compactMap { $0.points(of: branch) }),
                    let value = value(votes.branches[branch], votes.cases[caseIndex])
                else { return nil }
                return (value, points)
            }
            return Correlation.kendallTauB(points.map(\.0), points.map(\.1))
        }
        return ContestScores.mean(taus)
    }
}

/// The preference for one branch over another by votes, by quality, and by both.
package struct CombinedPreference: Sendable {
    package let a: String
    package let b: String
    package let estimate: PredictionPowered

    /// Of each pair with votes on two cases or more, in the order of the names.
    ///
    /// The proxy is the predicted preference Φ(ΔQ/10) on every case that both branches ran.
    static func all(_ votes: VoteTable, quality: (String, String) -> Double?, cases: [String]) -> [CombinedPreference] {
        votes.branches.indices.flatMap { a in
            (a + 1..<votes.branches.count).compactMap { b in
                let (first, second) = (votes.branches[a], votes.branches[b])
                var voted: [String: [Double]] = [:]
                for vote in votes.votes where Set([vote.left, vote.right]) == [a, b] {
                    voted[votes.cases[vote.caseIndex], default: []].append(vote.points(of: a) ?? 0.5)
                }
                let both = cases.compactMap { name -> (Double, Double?)? in
                    guard let x = quality(first, name), let y = quality(second, name) else { return nil }
                    return (CaseVerdict.preference(lead: x - y), ContestScores.mean(voted[name] ?? []))
                }
                return PredictionPowered(proxy: both.map(\.0), votes: both.map(\.1)).map {
                    CombinedPreference(a: first, b: second, estimate: $0)
                }
            }
        }
    }
}
