import Catalogs
import Foundation

/// How far the log power spectra of a pair are apart, frame by frame.
struct LogSpectralDistance: Metric {
    static let name = "lsd"
    static let summary = "Log-spectral distance to the clean recording, in dB; both must be aligned and equally loud."
    static let version = 1
    static let scale = Scale(unit: "dB", in: (0, nil), better: .lower)
    static let needs = Needs.reference
    static let source = "Gray and Markel, IEEE Trans. ASSP 24 (1976): 512/128 Hann, 10 log10 max(|X|², 1e-10), 16 kHz"

    private let aligns: Bool

    init(options: inout Options) { aligns = options.flag("align", default: false) }

    func flags(of sound: AudioAnalysis, against reference: AudioAnalysis?) -> [String] {
        sound.pairFlags(against: reference, aligned: aligns)
    }

    func measure(_ sound: AudioAnalysis, against reference: AudioAnalysis?) throws -> Measurement {
        let pair = try sound.speechPair(reference, aligned: aligns)
        let (clean, copy) = pair.speech
        let (length, hop) = (512, 128)
        guard clean.count >= length else { throw Missing(.failed, "shorter than one 32 ms frame") }
        if pair.isIdentical { return .value(0) }
        let transform = FourierTransform(length: length)
        let hann = (0..<length).map { 0.5 - 0.5 * PortableMath.cosineAndSine(turns: Double($0) / Double(length)).cosine }
        var left = [Double](repeating: 0, count: transform.bins), right = left
        var (sum, frames) = (0.0, 0.0)
        clean.withUnsafeBufferPointer { clean in
            copy.withUnsafeBufferPointer { copy in
                guard let s = clean.baseAddress, let e = copy.baseAddress else { return }
                for start in stride(from: 0, through: clean.count - length, by: hop) {
                    transform.powers(of: s + start, window: hann, into: &left)
                    transform.powers(of: e + start, window: hann, into: &right)
                    let squares = left.indices.reduce(0.0) { total, bin in
                        let difference = 10 * log10(max(left[bin], 1e-10) / max(right[bin], 1e-10))
                        return total + difference * difference
                    }
                    sum += (squares / Double(left.count)).squareRoot()
                    frames += 1
                }
            }
        }
        return .value(sum / frames)
    }
}
