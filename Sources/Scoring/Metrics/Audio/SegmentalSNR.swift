import Catalogs
import Foundation

/// The mean over frames of 30 ms of their signal-to-noise ratio.
struct SegmentalSNR: Metric {
    static let name = "seg_snr"
    static let summary = "Mean signal-to-noise ratio of 30 ms frames against the clean recording, −10 to 35 dB."
    static let version = 1
    static let scale = Scale(unit: "dB", in: (-10, 35), better: .higher)
    static let needs = Needs.reference
    static let source = "Hansen and Pellom, ICSLP 1998: frames of 30 ms, hop a quarter, limited to −10…35 dB"

    private let aligns: Bool

    init(options: inout Options) { aligns = options.flag("align", default: false) }

    func flags(of sound: AudioAnalysis, against reference: AudioAnalysis?) -> [String] {
        sound.pairFlags(against: reference, aligned: aligns)
    }

    func measure(_ sound: AudioAnalysis, against reference: AudioAnalysis?) throws -> Measurement {
        let pair = try sound.speechPair(reference, aligned: aligns)
        let (clean, copy) = pair.speech
        let (length, hop) = (480, 120)
        guard clean.count >= length else { throw Missing(.failed, "shorter than one 30 ms frame") }
        if pair.isIdentical { return .value(35) }
        let window = (1...length).map { 0.5 * (1 - cos(2 * .pi * Double($0) / Double(length + 1))) }
        var (sum, frames) = (0.0, 0.0)
        for start in stride(from: 0, through: clean.count - length, by: hop) {
            var (signal, error) = (0.0, 0.0)
            for k in 0..<length {
                let s = Double(clean[start + k]) * window[k], e = Double(copy[start + k]) * window[k]
                signal += s * s
                error += (e - s) * (e - s)
            }
            sum += min(35, max(-10, 10 * log10(signal / (error + 2.22e-16) + 2.22e-16)))
            frames += 1
        }
        return .value(sum / frames)
    }
}
