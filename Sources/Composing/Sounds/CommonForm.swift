import Catalogs
import Media

/// The rate, channels and encoding of a composite of sounds, and what the inputs must be changed by.
struct CommonForm {
    let sampleRate: Int
    let channels: Int
    let encoding: AudioEncoding
    /// What changed and was not asked for, in words.
    let warnings: [String]

    /// The highest rate or the one asked for, stereo where any has more than one channel, the deepest encoding.
    ///
    /// - Throws: `layouts_differ`.
    init(_ sounds: [InputSound], sampleRate asked: Int?) throws(CompositionError) {
        let rate = asked ?? sounds.map(\.clip.sampleRate).max() ?? 1
        let counts = Set(sounds.map(\.clip.channels))
        let wanted = counts.count == 1 ? counts.first ?? 1 : 2
        for sound in sounds where ChannelMap(from: sound.clip.channels, to: wanted) == nil {
            throw CompositionError(
                "layouts_differ",
                "\(sound.branch) has \(sound.clip.channels) channels, another sound has not; mono, stereo and 5.1 (6 channels) go together;"
                    + " convert it first")
        }
        sampleRate = rate
        channels = wanted
        encoding = AudioEncoding.deepest(of: sounds)
        warnings = sounds.flatMap { sound in
            var changes: [String] = []
            if sound.clip.sampleRate != rate {
                changes.append("\(sound.branch) was converted from \(sound.clip.sampleRate) Hz to \(rate) Hz")
            }
            if let change = ChannelMap(from: sound.clip.channels, to: wanted)?.change { changes.append("\(sound.branch) \(change)") }
            return changes
        }
    }

    /// Of sounds that stay as they are, side by side.
    init(uniform sounds: [InputSound]) {
        sampleRate = sounds[0].clip.sampleRate
        channels = sounds[0].clip.channels
        encoding = AudioEncoding.deepest(of: sounds)
        warnings = []
    }
}

extension AudioEncoding {
    static func deepest(of sounds: [InputSound]) -> AudioEncoding {
        sounds.map { AudioEncoding(holding: $0.clip) }.max { $0.rank < $1.rank } ?? .pcm16
    }

    /// The least that keeps a decoded clip: float stays float, 24 bits stay 24, all else is 16.
    init(holding clip: AudioClip) {
        let format = clip.facts.format.lowercased()
        self = format.contains("float") || format.contains("32 bit pcm") ? .float32 : format.contains("24 bit") ? .pcm24 : .pcm16
    }

    var rank: Int {
        switch self {
        case .pcm16: 0
        case .pcm24: 1
        case .float32: 2
        }
    }

    /// Below this a sample is stored as zero.
    var halfStep: Float {
        switch self {
        case .pcm16: 0x1p-16
        case .pcm24: 0x1p-24
        case .float32: 0
        }
    }
}
