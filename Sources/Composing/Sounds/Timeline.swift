import Media

/// Sounds at their places in time, and the sum of them.
struct Timeline {
    let sampleRate: Int
    let channels: Int
    var placements: [Placement] = []

    /// A sound, its one gain, and how it begins and ends.
    struct Placement {
        let clip: AudioClip
        /// First frame in the composite.
        let start: Int
        /// In the composite's rate.
        let frames: Int
        /// Ratio of all its samples.
        var gain = 1.0
        var fadeIn = Fade.none
        var fadeOut = Fade.none
        /// Gain over time, of a limiter that was asked for.
        var limiter: LimiterCurve?
        /// Channels that it is written to; nil takes all.
        var lane: Range<Int>?

        var end: Int { start + frames }
    }

    /// A gain over the first or the last frames.
    struct Fade {
        let frames: Int
        /// The gain at a frame of the fade, counted from its outer edge.
        let gain: @Sendable (Int) -> Double

        static let none = Fade(frames: 0) { _ in 1 }

        /// Half a cosine from silence.
        static func edge(_ frames: Int) -> Fade {
            Fade(frames: frames) { .init(0.5 - 0.5 * cosine(turns: 0.5 * Double($0) / Double(frames))) }
        }
    }

    var frames: Int { placements.map(\.end).max() ?? 0 }

    /// All frames from the first to the last, in stretches.
    func render(_ take: (UnsafeBufferPointer<Float>) throws(MediaError) -> Void) throws(MediaError) {
        let stretch = 1 << 15
        var parts: [Int: SoundPart] = [:]
        var buffer = [Float](repeating: 0, count: stretch * channels)
        for first in stride(from: 0, to: frames, by: stretch) {
            let range = first..<min(frames, first + stretch)
            for i in buffer.indices { buffer[i] = 0 }
            for (index, placement) in placements.enumerated() {
                let heard = range.clamped(to: placement.start..<placement.end)
                guard !heard.isEmpty else { continue }
                let lane = placement.lane ?? 0..<channels
                let part = parts[index] ?? SoundPart(placement.clip, sampleRate: sampleRate, channels: lane.count)
                parts[index] = heard.upperBound == placement.end ? nil : part
                var samples = part.next(heard.count)
                placement.shape(&samples, from: heard.lowerBound - placement.start, channels: lane.count)
                add(samples, to: &buffer, at: heard.lowerBound - first, lane)
            }
            let result = buffer.withUnsafeBufferPointer { buffer in
                Result { () throws(MediaError) in try take(UnsafeBufferPointer(rebasing: buffer[..<(range.count * channels)])) }
            }
            try result.get()
        }
    }

    private func add(_ samples: [Float], to buffer: inout [Float], at frame: Int, _ lane: Range<Int>) {
        if lane.count == channels {
            buffer.withUnsafeMutableBufferPointer { buffer in
                let start = frame * channels
                for i in samples.indices { buffer[start + i] += samples[i] }
            }
        } else {
            for i in samples.indices { buffer[(frame + i / lane.count) * channels + lane.lowerBound + i % lane.count] += samples[i] }
        }
    }
}

extension Timeline.Placement {
    /// Applies gain, fades and limiter to a stretch of the sound that begins at one of its frames.
    fileprivate func shape(_ samples: inout [Float], from first: Int, channels: Int) {
        if gain != 1 {
            let gain = Float(gain)
            for i in samples.indices { samples[i] *= gain }
        }
        let range = first..<first + samples.count / channels
        func scale(_ frame: Int, _ gain: Double) {
            for i in (frame - first) * channels..<(frame - first + 1) * channels { samples[i] = Float(Double(samples[i]) * gain) }
        }
        for frame in range.clamped(to: 0..<fadeIn.frames) { scale(frame, fadeIn.gain(frame)) }
        for frame in range.clamped(to: frames - fadeOut.frames..<frames) { scale(frame, fadeOut.gain(frames - 1 - frame)) }
        if let limiter {
            for frame in range { scale(frame, limiter.gain(at: frame)) }
        }
    }
}
