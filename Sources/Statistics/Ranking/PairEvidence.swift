/// The numbers on which the verdict on a pair rests, before the other pairs are considered.
struct PairEvidence: Sendable {
    static let digits = 4

    let first, second: Int
    let cases: Int
    let nonZero: Int
    let hasSpread: Bool
    /// Of the first less the second; 0 without cases.
    let mean: Double
    let deviation: Double
    /// Limits in full precision; nil below two cases.
    let exact95, exact90: [Double]?
    /// Unadjusted, full precision; nil without cases.
    let p: Double?

    /// All of it, with the default interval.
    init(_ sample: PairSample, _ interval: MeanInterval, settings: RankingSettings) {
        let p = SignFlipTest(sample.differences, resamples: settings.resamples, seed: settings.seed).pValue
        self.init(sample, Moments(sample.differences), nonZero: sample.wins + sample.losses, p: p) { interval.limits(level: $0) }
    }

    /// With Student's interval in place of the default one: for deciding again and again with a case left out.
    init(screening sample: PairSample, without position: Int?, p: Double) {
        let kept = sample.positions.indices.filter { sample.positions[$0] != position }.map { sample.differences[$0] }
        let moments = Moments(kept)
        self.init(sample, moments, nonZero: kept.count { $0 != 0 }, p: p) { level in
            MeanInterval.student(count: kept.count, mean: moments.mean, deviation: moments.deviation, level: level)
        }
    }

    init(
        first: Int, second: Int, cases: Int, nonZero: Int, hasSpread: Bool, mean: Double, deviation: Double, exact95: [Double]?,
        exact90: [Double]?, p: Double?
    ) {
        (self.first, self.second) = (first, second)
        self.cases = cases
        self.nonZero = nonZero
        self.hasSpread = hasSpread
        self.mean = mean
        self.deviation = deviation
        self.exact95 = exact95
        self.exact90 = exact90
        self.p = p
    }

    private init(_ sample: PairSample, _ moments: Moments, nonZero: Int, p: Double, limits: (Double) -> [Double]?) {
        (first, second) = (sample.first, sample.second)
        cases = moments.centred.count
        self.nonZero = nonZero
        hasSpread = moments.hasSpread
        mean = moments.mean
        deviation = moments.deviation
        exact95 = limits(0.95)
        exact90 = limits(0.90)
        self.p = cases > 0 ? p : nil
    }

    /// Limits rounded as they are printed, which are the ones that decide: the last bits differ between platforms.
    var interval95: [Double]? { exact95?.map { $0.rounded(digits: Self.digits) } }
    var interval90: [Double]? { exact90?.map { $0.rounded(digits: Self.digits) } }
}
