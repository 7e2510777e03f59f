import Media

/// How long the signal stays at its own maximum: the mark that clipping leaves, whatever the level afterwards.
package struct PeakRuns: Sendable, Hashable {
    /// Share of the maximum by which a sample may be lower and still count as at the maximum.
    static let tolerance = 1e-4
    /// Samples in a row at the maximum that a sound does not reach by itself.
    static let shortestRun = 3

    /// Samples at the maximum, over all channels.
    package private(set) var samplesAtPeak = 0
    /// Samples of the longest run.
    package private(set) var longest = 0
    /// Samples that lie in runs of at least `shortestRun`.
    package private(set) var samplesInRuns = 0

    init(in clip: AudioClip, levels: SampleLevels) {
        guard levels.peak > 0 else { return }
        let threshold = Float(Double(levels.peak) * (1 - Self.tolerance))
        var runs = [Int](repeating: 0, count: clip.channels)
        for blocks in Self.stretches(of: levels.blockPeaks, reaching: threshold) {
            let end = min(blocks.upperBound * SampleLevels.blockFrames, clip.frames)
            for first in stride(from: blocks.lowerBound * SampleLevels.blockFrames, to: end, by: 1 << 18) {
                let part = first..<min(end, first + (1 << 18))
                clip.withFrames(part) { samples in
                    for channel in runs.indices { count(samples, part.count, step: clip.channels, channel, threshold, &runs[channel]) }
                }
            }
            for channel in runs.indices {
                add(runs[channel])
                runs[channel] = 0
            }
        }
    }

    /// Neighbouring blocks that reach the threshold; no run leaves such a stretch.
    private static func stretches(of peaks: [Float], reaching threshold: Float) -> [Range<Int>] {
        var stretches: [Range<Int>] = []
        for block in peaks.indices where peaks[block] >= threshold {
            if let last = stretches.last, last.upperBound == block {
                stretches[stretches.count - 1] = last.lowerBound..<block + 1
            } else {
                stretches.append(block..<block + 1)
            }
        }
        return stretches
    }

    /// `run` is what the channel had at its peak just before.
    private mutating func count(
        _ samples: UnsafePointer<Float>, _ frames: Int, step: Int, _ channel: Int, _ threshold: Float, _ run: inout Int
    ) {
        for frame in 0..<frames {
            if abs(samples[frame &* step &+ channel]) >= threshold {
                run &+= 1
            } else if run > 0 {
                add(run)
                run = 0
            }
        }
    }

    private mutating func add(_ run: Int) {
        guard run > 0 else { return }
        samplesAtPeak += run
        longest = max(longest, run)
        if run >= Self.shortestRun { samplesInRuns += run }
    }
}
