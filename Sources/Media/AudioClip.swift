/// Decoded sound: samples as Float, full scale ±1, frames of interleaved channels.
package struct AudioClip: Sendable, Hashable {
    /// Frames a second.
    package let sampleRate: Int
    package let channels: Int
    /// frames × channels values; may lie outside ±1 in float files, and is always finite.
    package let samples: [Float]
    package var facts: AudioFacts

    /// - Precondition: `samples.count` is a multiple of `channels`.
    package init(sampleRate: Int, channels: Int, samples: [Float], facts: AudioFacts = AudioFacts()) {
        precondition(sampleRate > 0 && channels > 0 && samples.count % channels == 0, "samples do not fit the channels")
        self.sampleRate = sampleRate
        self.channels = channels
        self.samples = samples
        self.facts = facts
    }

    package var frames: Int { samples.count / channels }
    package var seconds: Double { Double(frames) / Double(sampleRate) }
}

/// What a sound file says about itself beside the samples.
package struct AudioFacts: Sendable, Hashable, Codable {
    /// Container and encoding in words: `WAV, signed 16 bit PCM`.
    package var format = ""
    /// Frames the header promised; nil when it gave none, or a placeholder of a streamed file.
    package var promisedFrames: Int?
    /// What is odd without being an error: placeholder sizes, odd sample rate.
    package var warnings: [String] = []

    package init() {}
}
