import Glibc

/// Weights of metrics learned from votes: a conditional logit, logit P(A over B) = γ side + Σ β_i (u_iA − u_iB) with β ≥ 0 and a ridge
/// towards the weights that a profile has, its strength chosen by leaving out one case at a time.
package struct PreferenceWeights: Sendable {
    /// One vote: utilities of the left less those of the right output.
    package struct Row: Sendable {
        package let caseIndex: Int
        package let differences: [Double]
        /// 1 left, ½ tie, 0 right.
        package let outcome: Double

        package init(caseIndex: Int, differences: [Double], outcome: Double) {
            self.caseIndex = caseIndex
            self.differences = differences
            self.outcome = outcome
        }
    }

    package enum Refusal: Error, Sendable, Hashable {
        case fewCases(have: Int, need: Int)
        case fewVotes(have: Int, need: Int)
        /// The votes say nothing about the metrics, or contradict all of them.
        case noFit
    }

    /// Votes that one free weight needs.
    package static let votesPerWeight = 20
    package static let fewestCases = 30
    /// Most folds of cases; with more cases some are left out together.
    static let mostFolds = 100
    /// Strengths of the ridge that are tried, in units of votes.
    static let ridges = [1_000, 300, 100, 30, 10, 3, 1, 0.3].map { Double($0) }

    /// Sum 1, in the order of the features.
    package let weights: [Double]
    package let side: Double
    package let ridge: Double
    /// Share of decided votes on left-out cases that the learned and the given weights predict.
    package let accuracy: Double
    package let givenAccuracy: Double
    /// Standard error of their difference, over cases.
    package let accuracyError: Double
    /// The learned weights predict better by more than the standard error.
    package let isBetter: Bool

    /// - Parameter given: the profile's weights, sum 1, none below 0.
    /// - Throws: `Refusal`.
    package init(_ rows: [Row], given: [Double]) throws(Refusal) {
        let cases = Array(Set(rows.map(\.caseIndex))).sorted()
        guard cases.count >= Self.fewestCases else { throw .fewCases(have: cases.count, need: Self.fewestCases) }
        let need = Self.votesPerWeight * given.count
        guard rows.count >= need else { throw .fewVotes(have: rows.count, need: need) }
        guard let scale = Self.scale(rows, given), scale > 0 else { throw .noFit }
        let centre = given.map { scale * $0 }
        let folds = (0..<min(cases.count, Self.mostFolds)).map { fold in
            Set(cases.enumerated().filter { $0.offset % min(cases.count, Self.mostFolds) == fold }.map(\.element))
        }
        var best: (score: Double, ridge: Double, predictions: [Double])?
        for ridge in Self.ridges {
            var predictions = [Double](repeating: 0, count: rows.count)
            var start = LogitFit(rows, centre: centre, ridge: ridge, from: nil)
            for fold in folds {
                let kept = rows.filter { !fold.contains($0.caseIndex) }
                let fit = LogitFit(kept, centre: centre, ridge: ridge, from: start)
                for (index, row) in rows.enumerated() where fold.contains(row.caseIndex) { predictions[index] = fit.linear(row) }
                start = fit
            }
            let score = zip(rows, predictions).reduce(0) { $0 + LogitFit.logLikelihood($1.0.outcome, $1.1) }
            if best.map({ score > $0.score + 1e-9 }) ?? true { best = (score, ridge, predictions) }
        }
        guard let best else { throw .noFit }
        let fit = LogitFit(rows, centre: centre, ridge: best.ridge, from: nil)
        let sum = fit.weights.reduce(0, +)
        guard sum > 0 else { throw .noFit }
        weights = fit.weights.map { $0 / sum }
        side = fit.side
        ridge = best.ridge
        let plain = rows.map { row in zip(row.differences, given).reduce(0) { $0 + $1.0 * $1.1 } }
        let trial = AccuracyGain(rows, learned: best.predictions, given: plain)
        (accuracy, givenAccuracy, accuracyError) = (trial.learned, trial.given, trial.error)
        isBetter = trial.learned - trial.given > trial.error && trial.error > 0
    }

    /// How steeply votes follow the given weights: a logit of one slope and a side.
    private static func scale(_ rows: [Row], _ given: [Double]) -> Double? {
        let single = rows.map { row in
            Row(
                caseIndex: row.caseIndex, differences: [zip(row.differences, given).reduce(0) { $0 + $1.0 * $1.1 }], outcome: row.outcome)
        }
        // A whisper of a ridge keeps a perfectly separated table finite.
        return LogitFit(single, centre: [0], ridge: 1e-3, from: nil).weights.first
    }
}

/// Pairwise accuracy on decided votes, learned against given, with the case as the unit.
private struct AccuracyGain {
    let learned, given, error: Double

    init(_ rows: [PreferenceWeights.Row], learned: [Double], given: [Double]) {
        var sums: [Int: (learned: Double, given: Double, count: Double)] = [:]
        for (index, row) in rows.enumerated() where row.outcome != 0.5 {
            func hit(_ value: Double) -> Double { value == 0 ? 0.5 : (value > 0) == (row.outcome > 0.5) ? 1 : 0 }
            sums[row.caseIndex, default: (0, 0, 0)].learned += hit(learned[index])
            sums[row.caseIndex, default: (0, 0, 0)].given += hit(given[index])
            sums[row.caseIndex, default: (0, 0, 0)].count += 1
        }
        let cases = sums.sorted { $0.key < $1.key }.map(\.value)
        let count = cases.reduce(0) { $0 + $1.count }
        let (ours, theirs) = (cases.reduce(0) { $0 + $1.learned }, cases.reduce(0) { $0 + $1.given })
        self.learned = count > 0 ? ours / count : 0.5
        self.given = count > 0 ? theirs / count : 0.5
        let gain = count > 0 ? (ours - theirs) / count : 0
        let residuals = cases.reduce(0) { sum, one in
            let residual = one.learned - one.given - gain * one.count
            return sum + residual * residual
        }
        let clusters = Double(cases.count)
        error = clusters > 1 && count > 0 ? (residuals * clusters / (clusters - 1)).squareRoot() / count : 0
    }
}
