import Catalogs
import Foundation
import Media

/// How far speech stands above its noise, guessed from the distribution of its amplitudes alone.
struct WADASNR: Metric {
    static let name = "wada_snr"
    static let summary = "Signal-to-noise ratio of speech without a reference, −20 to 40 dB; higher is given as 40."
    static let version = 1
    static let scale = Scale(unit: "dB", in: (-20, 40), better: .higher)
    static let needs = Needs.nothing
    static let source =
        "Kim and Stern, Robust signal-to-noise ratio estimation based on waveform amplitude distribution analysis, Interspeech 2008"

    /// Beyond this the digits mean nothing.
    private static let most = 40.0

    init(options: inout Options) {}

    func measure(_ sound: AudioAnalysis, against _: AudioAnalysis?) throws -> Measurement { .value(min(Self.most, try estimate(sound))) }

    func flags(of sound: AudioAnalysis, against reference: AudioAnalysis?) -> [String] {
        let isBeyond = (try? estimate(sound)).map { $0 > Self.most } ?? false
        return sound.flags(against: reference) + (isBeyond ? ["over 40 dB"] : [])
    }

    /// Over the frames that are not silent, since digital silence between words is no noise.
    private func estimate(_ sound: AudioAnalysis) throws -> Double {
        try sound.requireSpeech()
        let samples = sound.mono
        let pauses = sound.monoPauses
        var (sum, logs, count) = (0.0, 0.0, 0.0)
        for frame in pauses.sounding {
            for index in frame * sound.clip.sampleRate / 50..<(frame + 1) * sound.clip.sampleRate / 50 {
                let magnitude = max(Double(abs(samples[index])), 1e-10)
                sum += magnitude
                logs += log(magnitude)
                count += 1
            }
        }
        guard count > 0 else { throw Missing(.failed, "silent") }
        return AmplitudeStatistics.decibels(log(sum / count) - logs / count)
    }
}
