import Foundation
import Media
import Scoring
import Statistics

/// The sounds of one case at one loudness.
struct BlindSounds {
    /// Seconds; what is longer is cut, for all alike.
    static let longest = 60.0

    private var gained: [BallotKey.Item: AudioClip] = [:]

    /// - Parameters:
    ///   - paths: by branch; of the reference under an empty name.
    ///   - items: what is wanted of them.
    init(_ paths: [String: String], items: [BallotKey.Item]) throws(MediaError) {
        var clips: [String: AudioClip] = [:]
        for (branch, path) in paths { clips[branch] = try AudioClip.read(path, streaming: true).beginning(seconds: Self.longest) }
        var made: [AudioClip] = []
        for item in items {
            guard let clip = clips[item.branch ?? ""] else { throw MediaError(.missing, "", "an output is missing") }
            made.append(Self.changed(clip, item.role))
        }
        let level = ListeningLevel(for: made.map { AudioAnalysis($0) })
        for (place, item) in items.enumerated() {
            let factor = Float(pow(10, level.gains[place].decibels / 20))
            let clip = made[place]
            gained[item] = AudioClip(sampleRate: clip.sampleRate, channels: clip.channels, samples: clip.samples.map { $0 * factor })
        }
    }

    /// A WAV file of 16 bits without any chunk but format and samples.
    func wave(_ item: BallotKey.Item) throws(MediaError) -> Data {
        guard let clip = gained[item] else { throw MediaError(.missing, "", "an output is missing") }
        return Data(try clip.encodedWAV())
    }

    private static func changed(_ clip: AudioClip, _ role: BallotKey.Role) -> AudioClip {
        switch role {
        case .output, .copy, .reference, .hiddenReference: clip
        // Twice the cut-off and a tenth: soxr passes 91 % of the band, so that 3.5 kHz comes through and 4 kHz does not (BS.1534-3, 5.1).
        case .lowAnchor: clip.lowPassed(at: 7_600)
        case .midAnchor: clip.lowPassed(at: 15_200)
        case .broken: clip.lowPassed(at: 3_000).noisy()
        }
    }
}

extension AudioClip {
    /// Through a lower rate and back.
    fileprivate func lowPassed(at rate: Int) -> AudioClip {
        guard rate < sampleRate else { return self }
        var result = samples
        for channel in 0..<channels {
            let own = stride(from: channel, to: samples.count, by: channels).map { samples[$0] }
            let back = resampled(resampled(own, from: sampleRate, to: rate), from: rate, to: sampleRate)
            for frame in 0..<frames { result[frame * channels + channel] = frame < back.count ? back[frame] : 0 }
        }
        return AudioClip(sampleRate: sampleRate, channels: channels, samples: result)
    }

    /// With white noise 6 dB below its own power: worse to anybody.
    fileprivate func noisy() -> AudioClip {
        let power = samples.reduce(Float(0)) { $0 + $1 * $1 } / Float(max(1, samples.count))
        // Uniform noise of amplitude a has power a²/3.
        let amplitude = (3 * power / 4).squareRoot()
        var random = RandomStream(seed: 0, purpose: .ballot, replicate: Int(UInt32.max))
        return AudioClip(
            sampleRate: sampleRate, channels: channels, samples: samples.map { $0 + amplitude * Float(2 * random.unit() - 1) })
    }
}
