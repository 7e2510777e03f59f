/// Where a clip is silent, by the level of its 20 ms frames.
package struct Pauses: Sendable, Hashable {
    /// A stretch of silence counts as a pause only when it is longer than this, in seconds.
    static let shortest = 0.2
    /// Below this rate 20 ms hold too few samples for a level, in Hz.
    static let lowestRate = 1000
    private static let frameSeconds = 0.02

    /// Complete 20 ms frames.
    package let frames: Int
    package let silentFrames: Int
    /// 95th minus 5th percentile of the levels of the frames, in dB; speech has far more than 1.
    let spread: Double
    /// Which frames are not silent.
    let sounding: [Int]
    /// Silence before the first sound, in seconds; the whole clip where there is none.
    package let lead: Double
    /// Silence after the last sound, in seconds; the whole clip where there is none.
    package let tail: Double
    /// Silences between sounds that are longer than 200 ms, in seconds, in order.
    package let pauses: [Double]

    /// Frames below −60 dBFS (RMS), or 40 dB below the 95th percentile of the frames where that is higher, are silent.
    init(in samples: [Float], sampleRate: Int) {
        self.init(levels: sampleRate < Self.lowestRate ? [] : Self.levels(of: samples, sampleRate: sampleRate))
    }

    /// Of a sound of any length, a minute at a time.
    init(in mix: DownMix, sampleRate: Int) {
        var levels: [Double] = []
        if sampleRate >= Self.lowestRate {
            mix.eachStretch(of: 60 * sampleRate) { levels += Self.levels(of: $0, sampleRate: sampleRate) }
        }
        self.init(levels: levels)
    }

    private init(levels: [Double]) {
        frames = levels.count
        let sorted = levels.sorted()
        let loud = sorted.isEmpty ? 0 : sorted[Int((Double(sorted.count - 1) * 0.95).rounded())]
        let threshold = max(-60, loud - 40)
        spread = sorted.isEmpty ? 0 : max(loud, -120) - max(sorted[Int((Double(sorted.count - 1) * 0.05).rounded())], -120)
        let sounds = levels.indices.filter { levels[$0] >= threshold }
        silentFrames = frames - sounds.count
        sounding = sounds
        lead = Double(sounds.first ?? frames) * Self.frameSeconds
        tail = Double(frames - 1 - (sounds.last ?? -1)) * Self.frameSeconds
        pauses = zip(sounds, sounds.dropFirst()).map { Double($1 - $0 - 1) * Self.frameSeconds }.filter { $0 > Self.shortest + 1e-9 }
    }

    package var longest: Double { pauses.max() ?? 0 }

    /// Level of each complete frame in dBFS, 20 log10 of its RMS.
    private static func levels(of samples: [Float], sampleRate: Int) -> [Double] {
        let edge = { (frame: Int) in frame * sampleRate / 50 }
        let count = samples.count * 50 / sampleRate
        return samples.withUnsafeBufferPointer { samples in
            (0..<count).map { frame in
                let energy = samples[edge(frame)..<edge(frame + 1)].reduce(0.0) { $0 + Double($1) * Double($1) }
                return PortableMath.decibels(power: energy / Double(edge(frame + 1) - edge(frame)))
            }
        }
    }
}
