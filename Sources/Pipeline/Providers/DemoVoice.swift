import Foundation
import Media

/// How a demo voice sounds: its clips differ in this damage alone.
package enum DemoVoiceQuality: String, CaseIterable, Sendable {
    /// As spoken.
    case bright
    /// Nothing above a cut-off between 5 and 6.5 kHz, another one for each seed.
    case muffled
    /// White noise at −30 dB of full scale.
    case hissing
    /// 14 dB too loud, cut off at full scale.
    case clipped
}

/// The sound side of the demo models: a formant synthesiser that reads English letters, without a network or a licence.
package enum DemoVoice {
    /// Frames a second.
    package static let sampleRate = 24_000
    /// Letters beyond this many are not read: some five minutes.
    package static let mostLetters = 4_000

    /// A mono clip whose length grows with the text; the same arguments give the same bytes.
    package static func speak(text: String, seed: UInt64, quality: DemoVoiceQuality = .bright) -> AudioClip {
        let read = String(text.prefix(mostLetters))
        var random = DemoRandom(read, seed: seed, for: "voice")
        let phones = DemoReader.phones(of: read)
        let spoken = DemoSpeaker(&random).speak(phones, &random)
        var damage = DemoRandom(read, seed: seed, for: "voice damage")
        return AudioClip(sampleRate: sampleRate, channels: 1, samples: quality.damaged(levelled(spoken), &damage))
    }

    /// Brings the loud parts to −20 dB of full scale, and no peak above −3 dB.
    private static func levelled(_ samples: [Float]) -> [Float] {
        let peak = samples.reduce(Float(1e-6)) { max($0, abs($1)) }
        let loud = samples.filter { abs($0) > peak * 0.02 }
        let power = loud.reduce(Float(1e-12)) { $0 + $1 * $1 } / Float(max(1, loud.count))
        let gain = min(0.1 / power.squareRoot(), 0.7 / peak)
        return samples.map { $0 * gain }
    }
}

extension DemoVoiceQuality {
    fileprivate func damaged(_ samples: [Float], _ random: inout DemoRandom) -> [Float] {
        switch self {
        case .bright: return samples
        case .muffled: return lowPassed(samples, cutoff: Double(random.between(5_000, 6_500)))
        case .hissing: return samples.map { $0 + 0.0316 * random.normal() }
        case .clipped: return samples.map { min(1, max(-1, $0 * 5)) }
        }
    }

    /// A windowed sinc (Blackman) of 255 taps, its delay taken out.
    private func lowPassed(_ samples: [Float], cutoff: Double) -> [Float] {
        let half = 127
        let turn = 2 * cutoff / Double(DemoVoice.sampleRate)
        let taps = (-half...half).map { k -> Float in
            let angle = .pi * turn * Double(k)
            let phase = .pi * Double(k) / Double(half + 1)
            return Float((k == 0 ? turn : turn * sin(angle) / angle) * (0.42 + 0.5 * cos(phase) + 0.08 * cos(2 * phase)))
        }
        let padded = [Float](repeating: 0, count: half) + samples + [Float](repeating: 0, count: half)
        return samples.indices.map { i in
            var sum: Float = 0
            for (k, tap) in taps.enumerated() { sum += tap * padded[i + k] }
            return sum
        }
    }
}
