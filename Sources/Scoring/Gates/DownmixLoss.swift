import Media

/// How much of the louder channel is lost when the channels are averaged; large where they are in anti-phase and cancel.
/// 0 for mono, at most 120; nil for silence.
enum DownmixLoss: GateFact {
    static let name = "downmix_loss"
    static let summary = "Power that the mean of the channels loses against the loudest one, in dB."

    /// Cancellation as deep as this is complete.
    private static let deepest = 120.0

    static func value(of sound: AudioAnalysis) -> Double? {
        let clip = sound.clip
        guard clip.channels > 1 else { return 0 }
        guard let loudest = sound.levels.powers.max(), loudest > 0 else { return nil }
        var sum = 0.0
        clip.eachStretch(of: 1 << 18) { samples, range in
            for frame in 0..<range.count {
                var mean = 0.0
                for channel in 0..<clip.channels { mean += Double(samples[frame * clip.channels + channel]) }
                mean /= Double(clip.channels)
                sum += mean * mean
            }
        }
        let power = sum / Double(clip.frames)
        return max(0, min(deepest, PortableMath.decibels(power: loudest / max(power, loudest * 1e-12))))
    }
}
