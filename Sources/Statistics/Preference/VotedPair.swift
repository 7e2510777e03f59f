/// What was voted on two branches, without any model.
struct VotedPair: Sendable {
    let first, second: Int
    let wins, losses, ties: Int
    /// Mean points of the first less those of the second, −1…1, case by case.
    let differences: [Double]

    init(_ first: Int, _ second: Int, votes: [Vote]) {
        (self.first, self.second) = (first, second)
        let met = votes.filter { ($0.left == first && $0.right == second) || ($0.left == second && $0.right == first) }
        let points = met.map { $0.points(of: first) ?? 0.5 }
        wins = points.count { $0 == 1 }
        losses = points.count { $0 == 0 }
        ties = points.count - wins - losses
        var sums: [(caseIndex: Int, sum: Double, count: Double)] = []
        for (vote, points) in zip(met, points) {
            // Votes are sorted by case.
            if sums.last?.caseIndex != vote.caseIndex { sums.append((vote.caseIndex, 0, 0)) }
            sums[sums.count - 1].sum += 2 * points - 1
            sums[sums.count - 1].count += 1
        }
        differences = sums.map { $0.sum / $0.count }
    }

    var count: Int { wins + losses + ties }
    /// Share of the votes that the first won, ties half; nil without votes.
    var preference: Double? { count > 0 ? (Double(wins) + 0.5 * Double(ties)) / Double(count) : nil }
}
