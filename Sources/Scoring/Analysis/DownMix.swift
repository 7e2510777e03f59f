import CKernels
import Media

/// One channel that stands for all: their mean, unless the channels cancel in it.
struct DownMix: Sendable {
    /// All samples, or of a sound that stays in its file `excerpts` of `excerptSeconds`, evenly spread.
    let samples: [Float]
    /// What a reader should know about the way here; nil when there is nothing odd.
    let note: String?
    private let clip: AudioClip
    /// The channel that stands for all; nil for their mean.
    private let channel: Int?

    static let (excerpts, excerptSeconds) = (60, 10)

    /// A mean this much below the louder channel has lost the sound: 20 dB, as a power ratio.
    private static let cancelled = 0.01
    /// A channel this much below the louder one counts as silent: 80 dB, as a power ratio.
    private static let silent = 1e-8
    private static let stretch = 1 << 18

    init(of clip: AudioClip, levels: SampleLevels) {
        let powers = levels.powers
        let loudest = powers.indices.reduce(0) { powers[$1] > powers[$0] ? $1 : $0 }
        self.clip = clip
        if clip.channels > 1, Self.powerOfMean(clip) < Self.cancelled * powers[loudest] {
            channel = loudest
            note = "channels cancel in the mix: channel \(loudest + 1) of \(clip.channels) stands for all"
        } else {
            channel = clip.channels > 1 ? nil : 0
            let silent = powers.indices.filter { powers[loudest] > 0 && powers[$0] <= Self.silent * powers[loudest] }
            note = silent.isEmpty || clip.channels == 1 ? nil : Self.note(silent: silent.map { $0 + 1 }, of: clip.channels)
        }
        samples = Self.kept(clip, channel)
    }

    private static func note(silent: [Int], of channels: Int) -> String {
        let names = silent.map(String.init).joined(separator: ", ")
        return silent.count == 1 ? "channel \(names) of \(channels) is silent" : "channels \(names) of \(channels) are silent"
    }

    private static func kept(_ clip: AudioClip, _ channel: Int?) -> [Float] {
        if !clip.isStreamed { return clip.channels == 1 ? clip.samples : mixed(clip, channel, 0..<clip.frames) }
        let length = min(clip.frames, excerptSeconds * clip.sampleRate)
        return (0..<excerpts).flatMap { index in
            let first = (clip.frames - length) * index / (excerpts - 1)
            return mixed(clip, channel, first..<first + length)
        }
    }

    private static func powerOfMean(_ clip: AudioClip) -> Double {
        var moments = [0.0, 0.0]
        for first in stride(from: 0, to: clip.frames, by: stretch) {
            let mean = mixed(clip, nil, first..<min(clip.frames, first + stretch))
            ck_moments(mean, 0, &moments, mean.count)
        }
        return moments[1] / Double(max(1, clip.frames))
    }

    private static func mixed(_ clip: AudioClip, _ channel: Int?, _ range: Range<Int>) -> [Float] {
        var mix = [Float](repeating: 0, count: range.count)
        let blockFrames = SampleLevels.blockFrames
        var row = [Float](repeating: 0, count: blockFrames)
        let gain = 1 / Float(clip.channels)
        mix.withUnsafeMutableBufferPointer { mix in
            guard let to = mix.baseAddress else { return }
            for start in stride(from: range.lowerBound, to: range.upperBound, by: stretch) {
                let part = start..<min(range.upperBound, start + stretch)
                clip.withFrames(part) { from in
                    for first in stride(from: 0, to: part.count, by: blockFrames) {
                        let count = min(blockFrames, part.count - first)
                        let place = to + (part.lowerBound - range.lowerBound + first)
                        for taken in channel.map({ [$0] }) ?? Array(0..<clip.channels) {
                            ck_pick(from + first * clip.channels + taken, clip.channels, &row, count)
                            ck_add_scaled(row, channel == nil ? gain : 1, place, count)
                        }
                    }
                }
            }
        }
        return mix
    }

    /// The mix of all frames in stretches of `length`, each with `overlap` more from the next, in order.
    func eachStretch(of length: Int, overlap: Int = 0, _ body: ([Float]) -> Void) {
        if !clip.isStreamed { return body(samples) }
        for first in stride(from: 0, to: clip.frames, by: length) {
            body(Self.mixed(clip, channel, first..<min(clip.frames, first + length + overlap)))
        }
    }
}
