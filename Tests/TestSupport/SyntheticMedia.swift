import Glibc
import Media

/// Plain sounds made by formula: what every reader and writer of sound must bring back.
package enum SyntheticMedia {
    package static func sine(
        hertz: Double = 440, seconds: Double = 1, sampleRate: Int = 16_000, channels: Int = 1, amplitude: Double = 0.5
    ) -> AudioClip {
        draw(seconds: seconds, sampleRate: sampleRate, channels: channels) { frame, _ in
            amplitude * sin(2 * .pi * hertz * Double(frame) / Double(sampleRate))
        }
    }

    package static func silence(seconds: Double = 1, sampleRate: Int = 16_000, channels: Int = 1) -> AudioClip {
        draw(seconds: seconds, sampleRate: sampleRate, channels: channels) { _, _ in 0 }
    }

    /// Uniform white noise within ± `amplitude`, another in every channel.
    package static func noise(
        seconds: Double = 1, sampleRate: Int = 16_000, channels: Int = 1, amplitude: Double = 0.1, seed: UInt64 = 1
    ) -> AudioClip {
        var random = SplitMix(seed: seed)
        return draw(seconds: seconds, sampleRate: sampleRate, channels: channels) { _, _ in
            amplitude * Double.random(in: -1...1, using: &random)
        }
    }

    /// One value a frame and channel, in the order of the samples.
    package static func draw(
        seconds: Double, sampleRate: Int, channels: Int, value: (_ frame: Int, _ channel: Int) -> Double
    ) -> AudioClip {
        let frames = Int((seconds * Double(sampleRate)).rounded())
        var samples: [Float] = []
        samples.reserveCapacity(frames * channels)
        for frame in 0..<frames {
            for channel in 0..<channels { samples.append(Float(value(frame, channel))) }
        }
        return AudioClip(sampleRate: sampleRate, channels: channels, samples: samples)
    }
}
