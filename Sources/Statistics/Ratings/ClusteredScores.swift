/// Means of ratings in which every case counts alike, with errors that hold scores of one case, and of one listener, to belong together.
///
/// The variance is V_case + V_listener − V_cell (Cameron and Miller 2015, equation 34); where that is not positive, the larger of the
/// one-way variances.
struct ClusteredScores: Sendable {
    struct Estimate: Sendable {
        let value: Double
        let error: Double?
        /// Cases that it rests on.
        let cases: Int
        /// Of Student's t: one less than the fewer of cases and listeners.
        let degrees: Int

        func limits(_ level: Double) -> [Double]? {
            error.map { error in
                let half = StudentT.quantile(0.5 + level / 2, degrees: Double(degrees)) * error
                return [value - half, value + half]
            }
        }

        var p: Double? { error.flatMap { $0 > 0 ? StudentT.twoSided(value / $0, degrees: Double(degrees)) : nil } }
    }

    private struct Part {
        let caseIndex, rater: Int
        let influence: Double
    }

    private let ratings: [Rating]
    private let values, weights: [Double]

    init(_ table: RatingTable, model: RaterModel?) {
        ratings = table.ratings
        values = model?.adjusted ?? table.ratings.map(\.score)
        weights = model?.weights ?? [Double](repeating: 1, count: table.ratings.count)
    }

    /// nil without a rating.
    func mean(of branch: Int) -> Double? { cases(of: branch).isEmpty ? nil : mean(of: branch, on: Set(cases(of: branch))) }

    func estimate(of branch: Int) -> Estimate {
        let own = Set(cases(of: branch))
        return estimate(mean(of: branch, on: own), parts(branch, on: own, sign: 1), cases: own.count)
    }

    /// The first less the second, on the cases on which both were rated.
    func difference(_ first: Int, _ second: Int) -> Estimate {
        let shared = Set(cases(of: first)).intersection(cases(of: second))
        guard !shared.isEmpty else { return Estimate(value: 0, error: nil, cases: 0, degrees: 0) }
        return estimate(
            mean(of: first, on: shared) - mean(of: second, on: shared),
            parts(first, on: shared, sign: 1) + parts(second, on: shared, sign: -1), cases: shared.count)
    }

    private func cases(of branch: Int) -> [Int] { ratings.filter { $0.branch == branch }.map(\.caseIndex) }

    private func mean(of branch: Int, on cases: Set<Int>) -> Double {
        let sums = totals(branch, cases)
        return sums.values.reduce(0) { $0 + $1.value / $1.weight } / Double(max(1, sums.count))
    }

    private func totals(_ branch: Int, _ cases: Set<Int>) -> [Int: (value: Double, weight: Double)] {
        var sums: [Int: (value: Double, weight: Double)] = [:]
        for (place, rating) in ratings.enumerated() where rating.branch == branch && cases.contains(rating.caseIndex) {
            sums[rating.caseIndex, default: (0, 0)].value += weights[place] * values[place]
            sums[rating.caseIndex, default: (0, 0)].weight += weights[place]
        }
        return sums
    }

    /// What each rating moves the mean by.
    private func parts(_ branch: Int, on cases: Set<Int>, sign: Double) -> [Part] {
        let sums = totals(branch, cases)
        let mean = mean(of: branch, on: cases)
        return ratings.enumerated().compactMap { place, rating in
            guard rating.branch == branch, let sum = sums[rating.caseIndex] else { return nil }
            let share = weights[place] / sum.weight / Double(sums.count)
            return Part(caseIndex: rating.caseIndex, rater: rating.rater, influence: sign * share * (values[place] - mean))
        }
    }

    private func estimate(_ value: Double, _ parts: [Part], cases: Int) -> Estimate {
        let raters = Set(parts.map(\.rater)).count
        let byCase = Self.variance(parts) { [$0.caseIndex] }
        let byRater = raters > 1 ? Self.variance(parts) { [$0.rater] } : nil
        guard let byCase else { return Estimate(value: value, error: nil, cases: cases, degrees: 0) }
        guard let byRater, let byCell = Self.variance(parts, key: { [$0.caseIndex, $0.rater] }) else {
            return Estimate(value: value, error: byCase.squareRoot(), cases: cases, degrees: cases - 1)
        }
        let sum = byCase + byRater - byCell
        let variance = sum > 0 ? sum : max(byCase, byRater)
        return Estimate(value: value, error: variance.squareRoot(), cases: cases, degrees: min(cases, raters) - 1)
    }

    /// nil below two clusters.
    private static func variance(_ parts: [Part], key: (Part) -> [Int]) -> Double? {
        var sums: [[Int]: Double] = [:]
        for part in parts { sums[key(part), default: 0] += part.influence }
        guard sums.count > 1 else { return nil }
        let count = Double(sums.count)
        // Sorted, so that the sum does not depend on a dictionary's order.
        let squares = sums.sorted { $0.key.lexicographicallyPrecedes($1.key) }.reduce(0) { $0 + $1.value * $1.value }
        return squares * count / (count - 1)
    }
}
