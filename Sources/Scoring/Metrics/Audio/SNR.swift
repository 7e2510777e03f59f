import Catalogs

/// Energy of the reference over the energy of the difference.
struct SNR: Metric {
    static let name = "snr"
    static let summary = "Signal-to-noise ratio against the clean recording, in dB; both must be aligned."
    static let version = 1
    static let scale = Scale(unit: "dB", in: (nil, nil), better: .higher)
    static let needs = Needs.reference
    static let source = "10 log10(Σ s² / Σ (e − s)²), without removal of means"

    private let aligns: Bool

    init(options: inout Options) { aligns = options.flag("align", default: false) }

    func flags(of sound: AudioAnalysis, against reference: AudioAnalysis?) -> [String] {
        sound.pairFlags(against: reference, aligned: aligns)
    }

    func measure(_ sound: AudioAnalysis, against reference: AudioAnalysis?) throws -> Measurement {
        let pair = try sound.speechPair(reference, aligned: aligns)
        let signal = pair.clean.reduce(0.0) { $0 + Double($1) * Double($1) }
        let error = PairMoments.residual(clean: pair.clean, copy: pair.copy, gain: 1, means: (0, 0))
        if error < 1e-18 * signal { return .identical }
        return .value(PortableMath.decibels(power: signal / (error + 1e-20)))
    }
}
