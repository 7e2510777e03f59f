import CKernels
import Media

/// One channel that stands for all: their mean, unless the channels cancel in it.
struct DownMix: Sendable {
    let samples: [Float]
    /// What a reader should know about the way here; nil when there is nothing odd.
    let note: String?

    /// A mean this much below the louder channel has lost the sound: 20 dB, as a power ratio.
    private static let cancelled = 0.01
    /// A channel this much below the louder one counts as silent: 80 dB, as a power ratio.
    private static let silent = 1e-8

    init(of clip: AudioClip, levels: SampleLevels) {
        guard clip.channels > 1 else {
            (samples, note) = (clip.samples, nil)
            return
        }
        let powers = levels.powers
        let loudest = powers.indices.reduce(0) { powers[$1] > powers[$0] ? $1 : $0 }
        let mean = Self.mean(of: clip)
        var moments = [0.0, 0.0]
        ck_moments(mean, 0, &moments, mean.count)
        let power = moments[1] / Double(max(1, clip.frames))
        guard power >= Self.cancelled * powers[loudest] else {
            samples = Self.channel(loudest, of: clip)
            note = "channels cancel in the mix: channel \(loudest + 1) of \(clip.channels) stands for all"
            return
        }
        samples = mean
        let silent = powers.indices.filter { powers[loudest] > 0 && powers[$0] <= Self.silent * powers[loudest] }
        note = silent.isEmpty ? nil : Self.note(silent: silent.map { $0 + 1 }, of: clip.channels)
    }

    private static func note(silent: [Int], of channels: Int) -> String {
        let names = silent.map(String.init).joined(separator: ", ")
        return silent.count == 1 ? "channel \(names) of \(channels) is silent" : "channels \(names) of \(channels) are silent"
    }

    private static func channel(_ channel: Int, of clip: AudioClip) -> [Float] {
        clip.samples.withUnsafeBufferPointer { samples in
            [Float](unsafeUninitializedCapacity: clip.frames) { row, count in
                if let from = samples.baseAddress, let to = row.baseAddress {
                    ck_pick(from + channel, clip.channels, to, clip.frames)
                }
                count = clip.frames
            }
        }
    }

    private static func mean(of clip: AudioClip) -> [Float] {
        let blockFrames = SampleLevels.blockFrames
        var mean = [Float](repeating: 0, count: clip.frames)
        var row = [Float](repeating: 0, count: blockFrames)
        let gain = 1 / Float(clip.channels)
        clip.samples.withUnsafeBufferPointer { samples in
            mean.withUnsafeMutableBufferPointer { mean in
                guard let from = samples.baseAddress, let to = mean.baseAddress else { return }
                for first in stride(from: 0, to: clip.frames, by: blockFrames) {
                    let count = min(blockFrames, clip.frames - first)
                    for channel in 0..<clip.channels {
                        ck_pick(from + first * clip.channels + channel, clip.channels, &row, count)
                        ck_add_scaled(row, gain, to + first, count)
                    }
                }
            }
        }
        return mean
    }
}
