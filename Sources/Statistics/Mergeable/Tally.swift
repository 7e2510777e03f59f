/// What one branch, or the difference of a pair on the same cases, has shown so far, in integers: shards of a huge run are tallied
/// apart and merged, and every partition and order gives the same bits.
///
/// For runs too large to keep each case in memory; below some 10⁵ cases `MeanInterval` on the values themselves says more.
package struct Tally: Codable, Sendable, Hashable {
    package enum Scale: String, Codable, Sendable {
        /// Of one branch, 0…100.
        case quality
        /// Of a pair, first less second, −100…100.
        case difference

        var low: Double { self == .quality ? 0 : -100 }
        var span: Double { self == .quality ? 100 : 200 }
    }

    /// The two tallies count different things or in different ways.
    package struct Mismatch: Error, Hashable, CustomStringConvertible {
        package let description: String
    }

    package let scale: Scale
    /// Differences of a smaller magnitude are ties, in points of quality.
    package let minEffect: Double
    /// Values outside the scale that were counted as its nearer end.
    package private(set) var clamped = 0
    /// Values that were not counted: NaN and infinite ones are not qualities, and a mean over them would not be one either.
    package private(set) var refused = 0
    /// Differences of at least `minEffect` in favour of the first; 0 on the scale of one branch, as are the losses.
    package private(set) var wins = 0
    package private(set) var losses = 0
    private var moments = FixedMoments()
    private var bins = QuantileBins()
    private var replicates: PoissonReplicates

    package init(_ scale: Scale, minEffect: Double = 0, replicates: Int = 200) {
        self.scale = scale
        self.minEffect = minEffect > 0 ? minEffect : 0
        self.replicates = PoissonReplicates(count: max(2, replicates))
    }

    /// Counts a value; `case` is the case's `StableHash`, which decides in which replicates of the bootstrap it takes part.
    package mutating func add(_ value: Double, case key: UInt64) {
        guard value.isFinite else {
            refused &+= 1
            return
        }
        let inside = min(max(value, scale.low), scale.low + scale.span)
        if inside != value { clamped &+= 1 }
        let fixed = FixedMoments.fixed(inside)
        moments.add(fixed)
        bins.add(at: (inside - scale.low) / scale.span)
        // 2⁻²⁴ points above the low end: 200 points fill 32 bits, which processors multiply fastest.
        replicates.add(UInt32((inside - scale.low) * 0x1p24), key: key)
        guard scale == .difference, fixed != 0, inside.magnitude >= minEffect else { return }
        if fixed > 0 { wins &+= 1 } else { losses &+= 1 }
    }

    package mutating func merge(_ other: Tally) throws(Mismatch) {
        guard scale == other.scale, minEffect == other.minEffect, replicates.count == other.replicates.count else {
            throw Mismatch(description: "cannot merge a tally of \(other.settings) into one of \(settings)")
        }
        clamped &+= other.clamped
        refused &+= other.refused
        wins &+= other.wins
        losses &+= other.losses
        moments.merge(other.moments)
        bins.merge(other.bins)
        replicates.merge(other.replicates)
    }

    private var settings: String { "\(scale.rawValue), minimal effect \(minEffect), \(replicates.count) replicates" }
}

extension Tally {
    /// Values counted, without the refused ones.
    package var count: Int { moments.count }
    package var ties: Int { scale == .difference ? count &- wins &- losses : 0 }
    /// 0 without values.
    package var mean: Double { moments.mean }
    /// With divisor n − 1; 0 below two values.
    package var standardDeviation: Double { moments.standardDeviation }
    package var minimum: Double? { count > 0 ? Double(moments.least) * FixedMoments.unit : nil }
    package var maximum: Double? { count > 0 ? Double(moments.greatest) * FixedMoments.unit : nil }
    /// Of the mean, over resampled cases, in points; its own relative error with 200 replicates is 5 %.
    package var standardError: Double { replicates.spread.deviation * 0x1p-24 }

    /// Lower and upper limit of the mean, such as at a level of 0.95; nil below two values.
    ///
    /// Student's t on the replicates' spread, with a degree of freedom less than replicates, allows for their small number. Their
    /// percentiles are not used: with 200 replicates five lie beyond a limit, which shakes it by a fifth of a standard error.
    package func interval(level: Double) -> [Double]? {
        let (deviation, usable) = replicates.spread
        guard count >= 2, usable >= 2 else { return nil }
        // Replicates of n values spread as if divided by n, and not by n − 1.
        let spread = deviation * 0x1p-24 * (Double(count) / Double(count - 1)).squareRoot()
        let half = StudentT.quantile(0.5 + level / 2, degrees: Double(min(usable, count) - 1)) * spread
        return [mean - half, mean + half]
    }

    /// The value of rank ⌈p n⌉ to half a step of 1/1,024 of the scale (0.05 points of quality, 0.1 of a difference), never outside
    /// the values seen; nil without values and for p outside 0…1.
    package func quantile(_ p: Double) -> Double? {
        guard let position = bins.position(of: p), let minimum, let maximum, minimum <= maximum else { return nil }
        return min(max(scale.low + position * scale.span, minimum), maximum)
    }
}
