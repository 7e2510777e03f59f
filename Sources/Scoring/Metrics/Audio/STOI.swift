import Catalogs

/// How much of noisy speech can be understood, from the correlation of short stretches in third-octave bands.
struct STOI: Metric {
    static let name = "stoi"
    static let summary = "Intelligibility of noisy speech against the clean one, 0 to 1; both must be aligned."
    static let version = 1
    static let scale = Scale(unit: "", in: (-1, 1), better: .higher)
    static let needs = Needs.reference
    static let source = "Taal, Hendriks, Heusdens and Jensen, IEEE Trans. Audio, Speech and Language Processing 19 (2011)"

    private let aligns: Bool

    init(options: inout Options) { aligns = options.flag("align", default: false) }

    func flags(of sound: AudioAnalysis, against reference: AudioAnalysis?) -> [String] {
        sound.pairFlags(against: reference, aligned: aligns)
    }

    func measure(_ sound: AudioAnalysis, against reference: AudioAnalysis?) throws -> Measurement {
        let pair = try sound.speechPair(reference, aligned: aligns)
        if pair.isIdentical { return .value(1) }
        return .value(
            try Self.mean(pair.intelligibility) { x, y in
                let limit = 1 + 5.623413251903491
                let epsilon = 2.220446049250313e-16
                var total = 0.0
                for band in 0..<IntelligibilityBands.bands {
                    var (cleanEnergy, copyEnergy) = (0.0, 0.0)
                    for moment in 0..<IntelligibilityBands.segment {
                        cleanEnergy += x(band, moment) * x(band, moment)
                        copyEnergy += y(band, moment) * y(band, moment)
                    }
                    let gain = cleanEnergy.squareRoot() / (copyEnergy.squareRoot() + epsilon)
                    var sums = Correlation()
                    for moment in 0..<IntelligibilityBands.segment {
                        sums.add(x(band, moment), min(y(band, moment) * gain, x(band, moment) * limit))
                    }
                    total += sums.value(epsilon)
                }
                return total / Double(IntelligibilityBands.bands)
            })
    }

    /// Mean over all stretches of 30 frames; `x` and `y` take band and moment.
    ///
    /// - Throws: `Missing` below 30 frames.
    static func mean(
        _ bands: IntelligibilityBands, _ compare: ((Int, Int) -> Double, (Int, Int) -> Double) -> Double
    ) throws -> Double {
        let segments = bands.frames - IntelligibilityBands.segment + 1
        guard segments > 0 else { throw Missing(.failed, "too short: fewer than 30 frames (0.4 s) of speech") }
        return bands.clean.withUnsafeBufferPointer { clean in
            bands.copy.withUnsafeBufferPointer { copy in
                (0..<segments).reduce(0.0) { sum, segment in
                    sum
                        + compare(
                            { clean[(segment + $1) * IntelligibilityBands.bands + $0] },
                            { copy[(segment + $1) * IntelligibilityBands.bands + $0] })
                } / Double(segments)
            }
        }
    }
}

/// Pearson's correlation of pairs as they come.
struct Correlation {
    private var (count, x, y, xx, yy, xy) = (0.0, 0.0, 0.0, 0.0, 0.0, 0.0)

    mutating func add(_ a: Double, _ b: Double) {
        count += 1
        x += a
        y += b
        xx += a * a
        yy += b * b
        xy += a * b
    }

    /// - Parameter epsilon: added to both norms, so that what is constant correlates with nothing.
    func value(_ epsilon: Double) -> Double {
        let norms = (max(0, xx - x * x / count).squareRoot() + epsilon) * (max(0, yy - y * y / count).squareRoot() + epsilon)
        return (xy - x * y / count) / norms
    }
}
