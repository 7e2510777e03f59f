/// What else may be said of a pair, beside the verdict and without a part in it.
package struct PairDetails: Sendable {
    package let a: String
    package let b: String
    /// a less b, case by case.
    package let differences: [Double]
    package let median: Double?
    package let deviation: Double
    package let error: Double?
    /// d̄/s.
    package let effectSize: Double?
    package let student: PairedTTest?
    package let studentInterval: [Double]?
    package let signP: Double
    package let wilcoxon: WilcoxonTest
    package let percentileInterval: [Double]?
    package let bcaInterval: [Double]?
    /// Natural logarithm of the e-value over all cases, and the interval that goes with it; nil while it is infinite.
    package let logE: Double
    package let alwaysValidInterval: [Double]?
    /// Cases in which neither failed.
    package let bothSucceeded: Int

    /// The details of pairs in the order and from the side given, of the same input as the ranking.
    package static func of(_ pairs: [PairComparison], input: RankingInput, settings: RankingSettings) -> [PairDetails] {
        let field = Field(input)
        let places = Dictionary(uniqueKeysWithValues: field.branches.enumerated().map { ($1, $0) })
        let samples = pairs.map { pair -> PairSample? in
            guard let a = places[pair.a], let b = places[pair.b] else { return nil }
            return PairSample(a, b, in: field)
        }
        let bootstraps = ResampledMeans.intervals(
            samples.map { $0?.differences ?? [] }, resamples: settings.resamples, seed: settings.seed)
        return zip(pairs, zip(samples, bootstraps)).map { pair, found in PairDetails(pair, found.0, found.1, field: field) }
    }

    private init(_ pair: PairComparison, _ sample: PairSample?, _ bootstrap: BootstrapInterval?, field: Field) {
        let differences = sample?.differences ?? []
        let moments = Moments(differences)
        let count = differences.count
        a = pair.a
        b = pair.b
        self.differences = differences
        median = sample.flatMap { $0.differences.isEmpty ? nil : $0.median }
        deviation = moments.deviation
        error = count >= 2 ? moments.deviation / Double(count).squareRoot() : nil
        effectSize = moments.hasSpread ? moments.mean / moments.deviation : nil
        student = PairedTTest(differences)
        studentInterval = MeanInterval.student(count: count, mean: moments.mean, deviation: moments.deviation, level: 0.95)
        signP = SignTest.exactP(differences)
        wilcoxon = WilcoxonTest(differences)
        percentileInterval = bootstrap?.percentile()
        bcaInterval = bootstrap?.bca()
        logE = EProcess.logE(differences)
        let limits = EProcess.interval(count: count, mean: moments.mean, deviation: moments.deviation)
        alwaysValidInterval = limits.allSatisfy { $0.isFinite } ? limits : nil
        bothSucceeded =
            sample.map { sample in
                sample.positions.count { !field.failed[sample.first][$0] && !field.failed[sample.second][$0] }
            } ?? 0
    }
}
