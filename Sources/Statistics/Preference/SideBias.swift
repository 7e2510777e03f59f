/// Whether voters favour what is shown left: γ is added to the strength of the left one (Davidson and Beaver 1977).
package struct SideBias: Sendable {
    /// Natural logarithm of odds; 0 is no bias.
    package let gamma: Double
    package let error: Double
    package let p: Double
    /// Share of the decided votes that went left.
    package let leftShare: Double

    /// nil where the votes determine no γ, or come from fewer than six cases.
    init?(_ table: VoteTable, branches: [Int]) {
        let tallies = PairTally.all(of: table.votes)
        let left = tallies.reduce(0) { $0 + $1.leftWins }, right = tallies.reduce(0) { $0 + $1.rightWins }
        guard left > 0, right > 0, FitExistence(tallies, branches: branches, model: .davidson).obstacle == nil,
            let fit = StrengthFit(tallies, branches: branches, model: .davidson, withSide: true), let gamma = fit.side,
            let covariance = TwoWayCovariance(fit, votes: table.votes), covariance.degrees >= PreferenceComponent.fewestCases - 1
        else { return nil }
        let error = covariance.error(of: fit.size - 1)
        guard error > 0 else { return nil }
        self.gamma = gamma
        self.error = error
        p = StudentT.twoSided(gamma / error, degrees: Double(covariance.degrees))
        leftShare = left / (left + right)
    }
}
