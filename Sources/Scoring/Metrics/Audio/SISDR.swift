import Catalogs
import CKernels

/// Energy of what is like the reference, whatever its gain, over the energy of the rest.
struct SISDR: Metric {
    static let name = "si_sdr"
    static let summary = "Scale-invariant signal-to-distortion ratio against the clean recording, in dB; both must be aligned."
    static let version = 1
    static let scale = Scale(unit: "dB", in: (nil, nil), better: .higher)
    static let needs = Needs.reference
    static let source = "Le Roux, Wisdom, Erdogan and Hershey, SDR: half-baked or well done?, ICASSP 2019"

    private let aligns: Bool

    init(options: inout Options) { aligns = options.flag("align", default: false) }

    func flags(of sound: AudioAnalysis, against reference: AudioAnalysis?) -> [String] {
        sound.pairFlags(against: reference, aligned: aligns)
    }

    func measure(_ sound: AudioAnalysis, against reference: AudioAnalysis?) throws -> Measurement {
        let pair = try sound.speechPair(reference, aligned: aligns)
        let moments = PairMoments(clean: pair.clean, copy: pair.copy, centred: true)
        guard moments.clean > 0 else { throw Missing(.failed, "the reference is constant") }
        let gain = moments.cross / moments.clean
        let target = gain * gain * moments.clean
        // The residual is summed itself: a difference of sums would lose it in rounding.
        let error = PairMoments.residual(clean: pair.clean, copy: pair.copy, gain: gain, means: moments.means)
        if error < 1e-18 * moments.copy { return .identical }
        guard target > 0 else { throw Missing(.failed, "nothing in it is like the reference") }
        return .value(PortableMath.decibels(power: target / (error + 1e-20)))
    }
}

/// Sums over a pair of signals.
struct PairMoments {
    private(set) var means = (0.0, 0.0)
    /// Σ s².
    private(set) var clean = 0.0
    /// Σ e².
    private(set) var copy = 0.0
    /// Σ e·s.
    private(set) var cross = 0.0

    init(clean: [Float], copy: [Float], centred: Bool) {
        let count = Double(max(1, clean.count))
        if centred { means = (clean.reduce(0.0) { $0 + Double($1) } / count, copy.reduce(0.0) { $0 + Double($1) } / count) }
        for index in clean.indices {
            let (s, e) = (Double(clean[index]) - means.0, Double(copy[index]) - means.1)
            self.clean += s * s
            self.copy += e * e
            cross += e * s
        }
    }

    /// Σ (e − gain · s)².
    static func residual(clean: [Float], copy: [Float], gain: Double, means: (Double, Double)) -> Double {
        var sum = 0.0
        for index in clean.indices {
            let difference = Double(copy[index]) - means.1 - gain * (Double(clean[index]) - means.0)
            sum += difference * difference
        }
        return sum
    }
}
