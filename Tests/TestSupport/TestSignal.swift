import Foundation
import Media

/// The signals that loudness and peak meters are tested with; levels in dBFS are those of the peak, 0 is full scale.
package enum TestSignal {
    /// A stretch of the same tone in every channel, each at its own level; no level is silence.
    package struct Part: Sendable {
        package let seconds: Double
        package let decibels: [Double?]

        package init(_ seconds: Double, _ decibels: Double?...) { self.init(seconds, levels: decibels) }

        package init(_ seconds: Double, levels: [Double?]) {
            self.seconds = seconds
            decibels = levels
        }
    }

    /// Consecutive parts of one tone, whose phase runs on; a part with one level has it in all channels.
    package static func tone(_ parts: [Part], frequency: Double = 1000, channels: Int = 2, rate: Int = 48_000) -> AudioClip {
        var samples: [Float] = []
        for part in parts {
            let amplitudes = (0..<channels).map { channel in
                part.decibels[part.decibels.count == 1 ? 0 : channel].map { pow(10, $0 / 20) } ?? 0
            }
            for _ in 0..<Int((part.seconds * Double(rate)).rounded()) {
                let phase = 2 * Double.pi * frequency * Double(samples.count / channels) / Double(rate)
                for amplitude in amplitudes { samples.append(Float(amplitude * sin(phase))) }
            }
        }
        return AudioClip(sampleRate: rate, channels: channels, samples: samples)
    }

    /// One channel of amplitude · sin(2π · cycles · n + degrees), with linear ramps of `ramp` frames at both ends.
    package static func sine(
        cycles: Double, amplitude: Double, degrees: Double, frames: Int, rate: Int = 48_000, ramp: Int = 0
    ) -> AudioClip {
        let samples = (0..<frames).map { n in
            let edge = ramp > 0 ? min(1, Double(min(n, frames - 1 - n)) / Double(ramp)) : 1
            return Float(amplitude * edge * sin(2 * .pi * (cycles * Double(n) + degrees / 360)))
        }
        return AudioClip(sampleRate: rate, channels: 1, samples: samples)
    }

    /// White noise, evenly spread between ±`amplitude`.
    package static func noise(seconds: Double, amplitude: Float = 0.5, channels: Int = 1, rate: Int = 48_000, seed: UInt64 = 1) -> AudioClip
    {
        var random = SplitMix(seed: seed)
        let count = Int((seconds * Double(rate)).rounded()) * channels
        let samples = (0..<count).map { _ in (Float(random.next() >> 40) / Float(1 << 23) - 1) * amplitude }
        return AudioClip(sampleRate: rate, channels: channels, samples: samples)
    }

    package static func constant(_ value: Float, seconds: Double, channels: Int = 1, rate: Int = 48_000) -> AudioClip {
        let count = Int((seconds * Double(rate)).rounded()) * channels
        return AudioClip(sampleRate: rate, channels: channels, samples: [Float](repeating: value, count: count))
    }
}

extension AudioClip {
    /// The same frames with other samples, one value a channel.
    package func mapFrames(channels: Int, _ change: (ArraySlice<Float>) -> [Float]) -> AudioClip {
        let changed = (0..<frames).flatMap { change(samples[$0 * self.channels..<($0 + 1) * self.channels]) }
        return AudioClip(sampleRate: sampleRate, channels: channels, samples: changed)
    }

    package func scaled(by factor: Float) -> AudioClip {
        AudioClip(sampleRate: sampleRate, channels: channels, samples: samples.map { $0 * factor })
    }

    package var reversed: AudioClip {
        let backwards = (0..<frames).reversed().flatMap { samples[$0 * channels..<($0 + 1) * channels] }
        return AudioClip(sampleRate: sampleRate, channels: channels, samples: backwards)
    }

    /// The stretch from one time to another, in seconds.
    package func cut(_ from: Double, _ to: Double) -> AudioClip {
        let (first, end) = (Int((from * Double(sampleRate)).rounded()), Int((to * Double(sampleRate)).rounded()))
        return AudioClip(sampleRate: sampleRate, channels: channels, samples: Array(samples[first * channels..<end * channels]))
    }
}
