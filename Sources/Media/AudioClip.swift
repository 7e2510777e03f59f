/// Decoded sound: samples as Float, full scale ±1, frames of interleaved channels.
package struct AudioClip: Sendable, Hashable {
    /// Frames a second.
    package let sampleRate: Int
    package let channels: Int
    /// frames × channels values; may lie outside ±1 in float files, and is always finite. Empty where the sound stays in its file.
    package let samples: [Float]
    package let frames: Int
    /// Where the samples are where they are not held.
    private let stream: SampleStream?
    package var facts: AudioFacts

    /// - Precondition: `samples.count` is a multiple of `channels`.
    package init(sampleRate: Int, channels: Int, samples: [Float], facts: AudioFacts = AudioFacts()) {
        precondition(sampleRate > 0 && channels > 0 && samples.count % channels == 0, "samples do not fit the channels")
        self.sampleRate = sampleRate
        self.channels = channels
        self.samples = samples
        self.facts = facts
        frames = samples.count / channels
        stream = nil
    }

    init(sampleRate: Int, channels: Int, frames: Int, in stream: SampleStream, facts: AudioFacts) {
        self.sampleRate = sampleRate
        self.channels = channels
        self.frames = frames
        self.stream = stream
        self.facts = facts
        samples = []
    }

    /// Whether the samples stay in the file.
    package var isStreamed: Bool { stream != nil }

    /// Interleaved samples of a range of frames, for as long as the call lasts.
    ///
    /// - Precondition: the range lies within the clip.
    package func withFrames<Result>(_ range: Range<Int>, _ body: (UnsafePointer<Float>) throws -> Result) rethrows -> Result {
        precondition(range.lowerBound >= 0 && range.upperBound <= frames, "frames \(range) of \(frames)")
        guard let stream else {
            return try samples.withUnsafeBufferPointer { samples in
                // An empty clip has no address; nobody may read from it either.
                try body(samples.baseAddress.map { $0 + range.lowerBound * channels } ?? UnsafePointer(bitPattern: 16)!)
            }
        }
        let buffer = UnsafeMutableBufferPointer<Float>.allocate(capacity: max(1, range.count * channels))
        defer { buffer.deallocate() }
        stream.read(from: range.lowerBound, into: UnsafeMutableBufferPointer(rebasing: buffer[..<(range.count * channels)]))
        return try body(UnsafePointer(buffer.baseAddress!))
    }

    /// All frames in stretches of `count`, the last one shorter.
    package func eachStretch(of count: Int, _ body: (UnsafePointer<Float>, Range<Int>) -> Void) {
        for first in stride(from: 0, to: frames, by: count) {
            let range = first..<min(frames, first + count)
            withFrames(range) { body($0, range) }
        }
    }
    package var seconds: Double { Double(frames) / Double(sampleRate) }

    /// The clip up to a time, held in memory; the clip itself when it is no longer.
    package func beginning(seconds: Double) -> AudioClip {
        let frames = Int(seconds * Double(sampleRate))
        guard frames < self.frames else { return self }
        let samples = withFrames(0..<frames) { Array(UnsafeBufferPointer(start: $0, count: frames * channels)) }
        return AudioClip(sampleRate: sampleRate, channels: channels, samples: samples, facts: facts)
    }
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
