/// Scores as quality of the output + bias of the listener + noise of that listener's own size, fitted by alternating updates
/// (Li, Bampis, Krasula, Janowski and Katsavounidis, arXiv:2004.02067).
///
/// A careless listener counts for less instead of being thrown out. A listener's variance is held to that of all by as many made-up
/// scores as `prior`: without them one who happens to hit the mean is believed alone.
package struct RaterModel: Sendable {
    /// Scores of average spread that every listener is credited with.
    static let prior = 5.0
    private static let mostRounds = 200

    /// Of each listener of the table; their mean, weighted by scores, is 0.
    package let bias: [Double]
    /// Standard deviation of each listener's scores about quality + bias.
    package let noise: [Double]
    /// Score less bias, in the order of the table's ratings.
    let adjusted: [Double]
    /// 1 / noise², in the order of the table's ratings.
    let weights: [Double]

    package init(_ table: RatingTable) {
        var fit = Fit(table)
        for _ in 0..<Self.mostRounds where fit.step() > 1e-9 {}
        (bias, noise) = (fit.bias, fit.variance.map { $0.squareRoot() })
        adjusted = table.ratings.map { [bias] in $0.score - bias[$0.rater] }
        weights = table.ratings.map { [fit] in 1 / fit.variance[$0.rater] }
    }

    /// The state of the alternating updates.
    private struct Fit {
        let table: RatingTable
        /// The output that each rating is about.
        let stimuli: [Int]
        let stimulusCount: Int
        var quality: [Double]
        var bias: [Double]
        var variance: [Double]

        init(_ table: RatingTable) {
            self.table = table
            var places: [[Int]: Int] = [:]
            stimuli = table.ratings.map { rating in
                let key = [rating.branch, rating.caseIndex]
                let place = places[key] ?? places.count
                places[key] = place
                return place
            }
            stimulusCount = places.count
            quality = [Double](repeating: 0, count: places.count)
            bias = [Double](repeating: 0, count: table.raters.count)
            variance = [Double](repeating: 1, count: table.raters.count)
        }

        /// One round: qualities, biases, variances. Returns the largest change of a quality.
        mutating func step() -> Double {
            let before = quality
            quality = means(stimuli, stimulusCount) { $0.score - bias[$0.rater] }
            bias = raterMeans { rating, place in rating.score - quality[stimuli[place]] }
            let count = Double(max(1, table.ratings.count))
            let shift = table.ratings.reduce(0) { $0 + bias[$1.rater] } / count
            for rater in bias.indices { bias[rater] -= shift }
            updateVariance()
            return zip(before, quality).map { abs($0 - $1) }.max() ?? 0
        }

        private mutating func updateVariance() {
            var sums = [Double](repeating: 0, count: bias.count), counts = sums
            for (place, rating) in table.ratings.enumerated() {
                let residual = rating.score - bias[rating.rater] - quality[stimuli[place]]
                sums[rating.rater] += residual * residual
                counts[rating.rater] += 1
            }
            let pooled = max(1e-4, sums.reduce(0, +) / max(1, counts.reduce(0, +)))
            for rater in bias.indices {
                variance[rater] = (sums[rater] + RaterModel.prior * pooled) / (counts[rater] + RaterModel.prior)
            }
        }

        private func means(_ slots: [Int], _ count: Int, _ value: (Rating) -> Double) -> [Double] {
            var sums = [Double](repeating: 0, count: count), weights = sums
            for (place, rating) in table.ratings.enumerated() {
                let weight = 1 / variance[rating.rater]
                sums[slots[place]] += weight * value(rating)
                weights[slots[place]] += weight
            }
            return zip(sums, weights).map { $0 / $1 }
        }

        private func raterMeans(_ value: (Rating, Int) -> Double) -> [Double] {
            var sums = [Double](repeating: 0, count: bias.count), counts = sums
            for (place, rating) in table.ratings.enumerated() {
                sums[rating.rater] += value(rating, place)
                counts[rating.rater] += 1
            }
            return zip(sums, counts).map { $1 > 0 ? $0 / $1 : 0 }
        }
    }
}
