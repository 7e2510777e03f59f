import CKernels
import Media

/// Peaks and sums of the samples as they are, without any filter.
package struct SampleLevels: Sendable {
    /// Frames in a block of `blockPeaks`.
    static let blockFrames = 256

    /// Largest magnitude over all channels in each block; the last block may be shorter.
    let blockPeaks: [Float]
    /// Σ x of each channel.
    let sums: [Double]
    /// Σ x² of each channel.
    let energies: [Double]
    let frames: Int
    /// Largest magnitude of all samples; 0 without any.
    package let peak: Float

    init(of clip: AudioClip) {
        let channels = clip.channels
        var peaks: [Float] = []
        peaks.reserveCapacity(clip.frames / Self.blockFrames + 1)
        var moments = [[Double]](repeating: [0, 0], count: channels)
        var row = [Float](repeating: 0, count: Self.blockFrames)
        clip.eachStretch(of: Self.blockFrames << 10) { start, range in
            for first in stride(from: 0, to: range.count, by: Self.blockFrames) {
                let count = min(Self.blockFrames, range.count - first)
                let block = start + first * channels
                peaks.append(ck_peak(block, count * channels))
                for channel in 0..<channels {
                    guard channels > 1 else {
                        ck_moments(block, 0, &moments[0], count)
                        continue
                    }
                    ck_pick(block + channel, channels, &row, count)
                    ck_moments(row, 0, &moments[channel], count)
                }
            }
        }
        blockPeaks = peaks
        peak = peaks.max() ?? 0
        sums = moments.map { $0[0] }
        energies = moments.map { $0[1] }
        frames = clip.frames
    }

    /// Mean sample of each channel.
    package var means: [Double] { sums.map { $0 / Double(max(1, frames)) } }

    /// Mean square of each channel.
    package var powers: [Double] { energies.map { $0 / Double(max(1, frames)) } }

    /// Largest magnitude at and between the samples, with silence before the first and after the last.
    ///
    /// Blocks too quiet to hold it are passed over, which changes no bit of the result.
    func truePeak(of clip: AudioClip, _ interpolator: PeakInterpolator) -> Float {
        let margin = interpolator.length - 1
        var row = [Float](repeating: 0, count: Self.blockFrames + 2 * margin)
        var highest = peak
        for block in blockPeaks.indices {
            let nearby = max(blockPeaks[block], block > 0 ? blockPeaks[block - 1] : 0)
            guard nearby * interpolator.highestGain > highest else { continue }
            let first = block * Self.blockFrames
            let end = block == blockPeaks.count - 1 ? frames + margin : first + Self.blockFrames
            for channel in 0..<clip.channels {
                Self.load(first - margin..<end, of: channel, in: clip, into: &row)
                highest = max(highest, interpolator.peak(row, count: end - first))
            }
        }
        return highest
    }

    /// One channel's samples, zero outside the clip.
    private static func load(_ stretch: Range<Int>, of channel: Int, in clip: AudioClip, into row: inout [Float]) {
        let inside = stretch.clamped(to: 0..<clip.frames)
        if inside != stretch {
            for i in row.indices { row[i] = 0 }
        }
        clip.withFrames(inside) { samples in
            for frame in inside {
                row[frame &- stretch.lowerBound] = samples[(frame &- inside.lowerBound) &* clip.channels &+ channel]
            }
        }
    }
}
