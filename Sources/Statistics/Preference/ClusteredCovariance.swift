/// Sandwich covariances of a fit: how far strengths would move if the votes were drawn again, cluster by cluster.
///
/// V = I⁻¹ (Σ g_c g_cᵀ) I⁻¹ · C/(C − 1), g_c the sum of the scores of the votes in cluster c (Liang and Zeger 1986).
struct ClusteredCovariance: Sendable {
    /// Over the fit's parameters.
    let matrix: [Double]
    let clusters: Int
    private let size: Int

    /// - Parameters:
    ///   - cluster: of each vote; nil leaves a vote out.
    ///   - isCorrected: multiplies by C/(C − 1); the plain form is the one that other tools give per vote.
    /// - Returns: nil below two clusters.
    init?(_ fit: StrengthFit, votes: [Vote], isCorrected: Bool = true, cluster: (Int, Vote) -> Int?) {
        var places = [Int?](repeating: nil, count: (votes.flatMap { [$0.left, $0.right] }.max() ?? 0) + 1)
        for (place, branch) in fit.branches.enumerated() where branch < places.count { places[branch] = place }
        var slots: [Int: Int] = [:]
        var sums: [[Double]] = []
        for (index, vote) in votes.enumerated() {
            guard let name = cluster(index, vote) else { continue }
            let score = fit.score(of: vote, places: places)
            guard !score.isEmpty else { continue }
            if let slot = slots[name] {
                for (place, value) in score.enumerated() { sums[slot][place] += value }
            } else {
                slots[name] = sums.count
                sums.append(score)
            }
        }
        guard sums.count > 1 else { return nil }
        size = fit.size
        clusters = sums.count
        let influences = sums.map { Self.product(fit.covariance, $0) }
        let factor = isCorrected ? Double(sums.count) / Double(sums.count - 1) : 1
        var matrix = [Double](repeating: 0, count: size * size)
        for influence in influences {
            for row in 0..<size {
                for column in 0..<size { matrix[row * size + column] += factor * influence[row] * influence[column] }
            }
        }
        self.matrix = matrix
    }

    /// Standard error of a parameter by its place.
    func error(of slot: Int) -> Double { max(0, matrix[slot * size + slot]).squareRoot() }

    /// Variance of the difference of two strengths.
    func variance(_ first: Int, _ second: Int) -> Double { Self.variance(matrix, size, first, second) }

    static func variance(_ matrix: [Double], _ size: Int, _ first: Int, _ second: Int) -> Double {
        max(0, matrix[first * size + first] + matrix[second * size + second] - 2 * matrix[first * size + second])
    }

    private static func product(_ matrix: [Double], _ vector: [Double]) -> [Double] {
        let size = vector.count
        return (0..<size).map { row in (0..<size).reduce(0) { $0 + matrix[row * size + $1] * vector[$1] } }
    }
}

/// Clusters both ways: votes on one case share the case, votes of one person share the person.
///
/// V_case + V_rater − V_cell (Cameron and Miller 2015, equation 34); where a variance comes out not positive, the larger one-way.
struct TwoWayCovariance: Sendable {
    let byCase: ClusteredCovariance
    private let byRater, byCell: ClusteredCovariance?

    /// nil below two cases. Without raters, or with a rater for each case alone, it is the one-way covariance.
    init?(_ fit: StrengthFit, votes: [Vote]) {
        guard let byCase = ClusteredCovariance(fit, votes: votes, cluster: { $1.caseIndex }) else { return nil }
        self.byCase = byCase
        let isShared = Self.someRaterHasManyCases(votes)
        byRater = isShared ? ClusteredCovariance(fit, votes: votes) { index, vote in vote.rater ?? -1 - index } : nil
        let raters = (votes.compactMap(\.rater).max() ?? 0) + 1
        byCell =
            isShared
            ? ClusteredCovariance(fit, votes: votes) { index, vote in
                vote.rater.map { vote.caseIndex * raters + $0 } ?? -1 - index
            } : nil
    }

    /// Degrees of freedom of Student's t: one less than the cases.
    var degrees: Int { byCase.clusters - 1 }
    /// Whether some rater voted on several cases, so that raters count as clusters too.
    var countsRaters: Bool { byRater != nil }

    func variance(_ first: Int, _ second: Int) -> Double {
        combined { $0.variance(first, second) }
    }

    /// Standard error of a parameter by its place.
    func error(of slot: Int) -> Double { combined { $0.error(of: slot) * $0.error(of: slot) }.squareRoot() }

    private func combined(_ part: (ClusteredCovariance) -> Double) -> Double {
        let own = part(byCase)
        guard let byRater, let byCell else { return own }
        let sum = own + part(byRater) - part(byCell)
        return sum > 0 ? sum : max(own, part(byRater))
    }

    private static func someRaterHasManyCases(_ votes: [Vote]) -> Bool {
        var first: [Int: Int] = [:]
        for vote in votes {
            guard let rater = vote.rater else { continue }
            if let known = first[rater] { if known != vote.caseIndex { return true } } else { first[rater] = vote.caseIndex }
        }
        return false
    }
}
