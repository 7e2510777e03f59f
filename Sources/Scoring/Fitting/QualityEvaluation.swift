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
        spearman = Self.correlation(Self.ranks(judged.map(\.1)), Self.ranks(judged.map(\.0.teacher)))
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

    /// Ranks from 1, equal values sharing their mean rank.
    static func ranks(_ values: [Double]) -> [Double] {
        let order = values.indices.sorted { values[$0] < values[$1] }
        var ranks = [Double](repeating: 0, count: values.count)
        var start = 0
        while start < order.count {
            var end = start
            while end + 1 < order.count, values[order[end + 1]] == values[order[start]] { end += 1 }
            for place in start...end { ranks[order[place]] = Double(start + end) / 2 + 1 }
            start = end + 1
        }
        return ranks
    }

    private static func correlation(_ x: [Double], _ y: [Double]) -> Double {
        guard x.count > 1 else { return 0 }
        let n = Double(x.count)
        let (mx, my) = (x.reduce(0, +) / n, y.reduce(0, +) / n)
        var xy = 0.0, xx = 0.0, yy = 0.0
        for (a, b) in zip(x, y) {
            xy += (a - mx) * (b - my)
            xx += (a - mx) * (a - mx)
            yy += (b - my) * (b - my)
        }
        return xx > 0 && yy > 0 ? xy / (xx * yy).squareRoot() : 0
    }
}
