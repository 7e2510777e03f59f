/// How much neighbouring periods of a voice differ in length and in height.
package struct VoicePerturbation: Sendable {
    /// Mean difference of neighbouring periods over the mean period; nil without three pulses in a row.
    package let jitter: Double?
    /// Mean difference of neighbouring amplitudes over the mean amplitude.
    package let shimmer: Double?

    /// Periods of 0.1 to 20 ms count, neighbours up to a factor of 1.3 in length and 1.6 in height.
    package init(_ pulses: GlottalPulses) {
        var (differences, periods) = ([Double](), [Double]())
        var (steps, heights) = ([Double](), [Double]())
        for (times, peaks) in zip(pulses.stretches, pulses.peaks) {
            let lengths = zip(times, times.dropFirst()).map { $1 - $0 }
            for index in lengths.indices where (0.0001...0.02).contains(lengths[index]) {
                periods.append(lengths[index])
                if index > 0, Self.ratio(lengths[index], lengths[index - 1]) <= 1.3 {
                    differences.append(abs(lengths[index] - lengths[index - 1]))
                }
            }
            for index in peaks.indices where peaks[index] > 0 {
                heights.append(peaks[index])
                guard index > 0, peaks[index - 1] > 0, index - 1 < lengths.count, (0.0001...0.02).contains(lengths[index - 1]) else {
                    continue
                }
                if Self.ratio(peaks[index], peaks[index - 1]) <= 1.6 { steps.append(abs(peaks[index] - peaks[index - 1])) }
            }
        }
        jitter = Self.mean(differences).flatMap { difference in Self.mean(periods).map { difference / $0 } }
        shimmer = Self.mean(steps).flatMap { step in Self.mean(heights).map { step / $0 } }
    }

    private static func ratio(_ a: Double, _ b: Double) -> Double { max(a / b, b / a) }
    private static func mean(_ values: [Double]) -> Double? { values.isEmpty ? nil : values.reduce(0, +) / Double(values.count) }
}
