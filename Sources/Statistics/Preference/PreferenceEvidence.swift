import Glibc

/// Strengths and pairs of one component as the rules of verdicts need them.
struct PreferenceEvidence: Sendable {
    let fit: StrengthFit?
    let table: VoteTable
    let members: [Int]
    let covariance: TwoWayCovariance?
    /// One of each pair of members, row by row of the upper triangle.
    let pairs: [PairEvidence]
    /// Full precision, in the order of `pairs`.
    let errors: [Double?]
    let intervals: [[Double]?]
    let pValues: [Double?]
    /// For each member those against whom it scored, step by step.
    private let scored: [Set<Int>]

    /// θ of each member.
    var levels: [Double] { fit?.strengths ?? members.map { _ in 0 } }
    var degrees: Int { covariance?.degrees ?? 0 }

    init(_ fit: StrengthFit?, table: VoteTable, members: [Int], voted: [VotedPair], settings: PreferenceSettings) {
        self.fit = fit
        self.table = table
        self.members = members
        let covariance = fit.flatMap { TwoWayCovariance($0, votes: table.votes) }
        self.covariance = covariance
        let cases = Set(table.votes.map(\.caseIndex)).count
        let degrees = Double(covariance?.degrees ?? 0)
        let scored = FitExistence.scoredAgainst(PairTally.all(of: table.votes), branches: members)
        self.scored = scored
        let places = Dictionary(uniqueKeysWithValues: members.enumerated().map { ($1, $0) })
        var pairs: [PairEvidence] = [], errors: [Double?] = [], intervals: [[Double]?] = [], pValues: [Double?] = []
        for pair in voted {
            let (a, b) = (places[pair.first] ?? 0, places[pair.second] ?? 0)
            let difference = fit.map { $0.strengths[a] - $0.strengths[b] } ?? 0
            let variance = fit.flatMap { fit in covariance.map { Self.variance(fit, $0, a, b) } }
            let error = variance.map { $0.squareRoot() }
            let p = Self.p(difference, error, degrees, pair, fit, settings)
            func limits(_ level: Double) -> [Double]? {
                error.map { error in
                    let half = StudentT.quantile(0.5 + level / 2, degrees: degrees) * error
                    // Nothing bounds a lead over somebody who never scored.
                    return [
                        scored[a].contains(pair.second) ? difference - half : -.infinity,
                        scored[b].contains(pair.first) ? difference + half : .infinity,
                    ]
                }
            }
            errors.append(error)
            intervals.append(limits(0.95))
            pValues.append(p)
            pairs.append(
                PairEvidence(
                    first: a, second: b, clusters: cases, mean: difference, error: error, interval95: limits(0.95), interval90: limits(0.9),
                    p: p))
        }
        (self.pairs, self.errors, self.intervals, self.pValues) = (pairs, errors, intervals, pValues)
    }

    /// Whether some branch never scored against the member, and whether it never scored against some: its limits are open then.
    func openEnds(of place: Int) -> (low: Bool, high: Bool) {
        (members.contains { !scored[place].contains($0) }, scored.contains { !$0.contains(members[place]) })
    }

    /// Where the maximum is not finite the sandwich is too sure of itself, and the information of the regularised fit holds it back.
    private static func variance(_ fit: StrengthFit, _ covariance: TwoWayCovariance, _ a: Int, _ b: Int) -> Double {
        let clustered = covariance.variance(a, b)
        return fit.isRegularised ? max(clustered, ClusteredCovariance.variance(fit.covariance, fit.size, a, b)) : clustered
    }

    /// Wald's p with Student's t; where the maximum is not finite, the sign-flip test on the pair's own cases.
    private static func p(
        _ difference: Double, _ error: Double?, _ degrees: Double, _ pair: VotedPair, _ fit: StrengthFit?, _ settings: PreferenceSettings
    ) -> Double? {
        guard let fit, !fit.isRegularised else {
            guard !pair.differences.isEmpty else { return nil }
            return SignFlipTest(pair.differences, resamples: settings.resamples, seed: settings.seed).pValue
        }
        guard let error, error > 0 else { return nil }
        return StudentT.twoSided(difference / error, degrees: degrees)
    }
}

extension PairEvidence {
    /// A difference of strengths with its standard error over clusters.
    init(
        first: Int, second: Int, clusters: Int, mean: Double, error: Double?, interval95: [Double]?, interval90: [Double]?, p: Double?
    ) {
        self.init(
            first: first, second: second, cases: clusters, nonZero: clusters, hasSpread: (error ?? 0) > 0, mean: mean,
            deviation: (error ?? 0) * Double(clusters).squareRoot(), exact95: interval95, exact90: interval90, p: p)
    }
}
