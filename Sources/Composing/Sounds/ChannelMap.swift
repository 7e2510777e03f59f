/// How the channels of a sound become those of a composite.
enum ChannelMap: Hashable {
    case same
    /// Mono from both loudspeakers.
    case doubled
    /// 5.1 as L R C LFE Ls Rs to stereo: L + 0.7071 C + 0.7071 Ls, LFE left out (ITU-R BS.775, annex 4).
    case folded

    /// - Returns: nil where there is no rule for it.
    init?(from channels: Int, to wanted: Int) {
        switch (channels, wanted) {
        case (wanted, _): self = .same
        case (1, 2): self = .doubled
        case (6, 2): self = .folded
        default: return nil
        }
    }

    /// What was done, in words; nil for nothing.
    var change: String? {
        switch self {
        case .same: nil
        case .doubled: "is mono and was copied to both channels"
        case .folded: "has 5.1 channels and was folded to stereo (ITU-R BS.775: centre and surrounds at −3 dB, no LFE)"
        }
    }

    func applied(to samples: [Float]) -> [Float] {
        switch self {
        case .same: return samples
        case .doubled:
            return [Float](unsafeUninitializedCapacity: 2 * samples.count) { result, count in
                for (i, sample) in samples.enumerated() { (result[2 * i], result[2 * i + 1]) = (sample, sample) }
                count = 2 * samples.count
            }
        case .folded:
            let side = Float(0.5.squareRoot())
            return stride(from: 0, to: samples.count, by: 6).flatMap { i in
                let centre = side * samples[i + 2]
                return [samples[i] + centre + side * samples[i + 4], samples[i + 1] + centre + side * samples[i + 5]]
            }
        }
    }
}
