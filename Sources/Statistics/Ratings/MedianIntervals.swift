/// Medians of ratings with percentile intervals that draw listeners and cases again, both with replacement (Owen 2007, the pigeonhole
/// bootstrap): wider than drawing ratings, which share their listener and their case.
struct MedianIntervals: Sendable {
    private static let replicates = 1_999

    private let table: RatingTable
    /// Of each replicate, how often each case and each listener is in it.
    private let draws: [(cases: [Int], raters: [Int])]

    init(_ table: RatingTable, seed: UInt64) {
        self.table = table
        draws = (0..<Self.replicates).map { replicate in
            var random = RandomStream(seed: seed, purpose: .ratingBootstrap, replicate: replicate)
            func counts(_ number: Int) -> [Int] {
                var counts = [Int](repeating: 0, count: number)
                for _ in 0..<number { counts[Int(random.below(UInt64(number)))] += 1 }
                return counts
            }
            return (counts(table.cases.count), counts(table.raters.count))
        }
    }

    /// The median of a branch's scores and its 95 % limits.
    func of(_ branch: Int) -> (value: Double, interval: [Double]) {
        let own = table.ratings.filter { $0.branch == branch }.sorted { $0.score < $1.score }
        guard !own.isEmpty else { return (0, [0, 0]) }
        let value = Self.median(own.map { ($0.score, 1) }) ?? 0
        let medians = draws.compactMap { draw in
            Self.median(own.map { ($0.score, draw.cases[$0.caseIndex] * draw.raters[$0.rater]) })
        }.sorted()
        guard medians.count > 39 else { return (value, [own[0].score, own[own.count - 1].score]) }
        let cut = Int((0.025 * Double(medians.count + 1)).rounded(.down)) - 1
        return (value, [medians[cut], medians[medians.count - 1 - cut]])
    }

    /// Of sorted values with how often each counts; nil where none does.
    private static func median(_ values: [(score: Double, count: Int)]) -> Double? {
        let total = values.reduce(0) { $0 + $1.count }
        guard total > 0 else { return nil }
        var below = 0
        for (place, one) in values.enumerated() where one.count > 0 {
            below += one.count
            if 2 * below > total { return one.score }
            if 2 * below == total, let next = values[(place + 1)...].first(where: { $0.count > 0 }) { return (one.score + next.score) / 2 }
        }
        return nil
    }
}
