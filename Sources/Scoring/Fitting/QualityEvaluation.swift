import Statistics

/// How well an estimate follows the teacher on samples that it was not fitted to.
struct QualityEvaluation: Sendable, Hashable {
    let name: String
    /// Samples that have an estimate.
    let count: Int
    /// Spearman's rank correlation over all samples.
    let spearman: Double
    /// Share of pairs of one scene in the order of the teacher, of pairs that the teacher puts at least `leastGap` apart.
    let pairwise: Double
    let pairs: Int

    /// Points of SSIMULACRA2: what people see side by side.
    static let leastGap = 5.0

    /// - Parameter estimate: higher is better; nil where there is none.
    init(_ name: String, over samples: [QualitySample], _ estimate: (QualitySample) -> Double?) {
        let judged = samples.compactMap { sample in estimate(sample).map { (sample, $0) } }
        self.name = name
        count = judged.count
        spearman = Statistics.Correlation.spearman(judged.map(\.1), judged.map(\.0.teacher)) ?? 0
        var right = 0.0, pairs = 0
        for scene in Dictionary(grouping: judged, by: \.0.scene).values {
            for (i, one) in scene.enumerated() {
                for other in scene[..<i] where abs(one.0.teacher - other.0.teacher) >= Self.leastGap {
                    pairs += 1
                    let agreement = (one.1 - other.1) * (one.0.teacher - other.0.teacher)
                    right += agreement > 0 ? 1 : agreement == 0 ? 0.5 : 0
                }
            }
        }
        self.pairs = pairs
        pairwise = pairs > 0 ? right / Double(pairs) : 0
    }
}
