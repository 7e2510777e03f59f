import Catalogs
import Media

/// How two readings of the same words are laid beside each other.
struct SpokenComparison: Sendable, Hashable {
    /// Whether time is warped until the words fit; else frame stands beside frame.
    let warps: Bool
    /// Whether both are cut off above what the narrower one has.
    let equalises: Bool

    init(options: inout Options) {
        warps = options.flag("warp", default: true)
        equalises = options.flag("equalise", default: true)
    }

    /// Stands beside the number, since settings move it more than voices do.
    var settings: String {
        "16 kHz, 5 ms, CheapTrick, order 24, α 0.42, without c0, \(warps ? "time-warped" : "frame beside frame")"
            + (equalises ? ", equal bandwidth" : "")
    }
}

/// Envelopes and pitches of a pair with the way through them.
struct SpokenPair: Sendable {
    let clean: SpokenFrames
    let copy: SpokenFrames
    let pairs: [(Int, Int)]
    private let total: Double

    /// - Throws: `Missing` for what is no speech, and beyond two minutes.
    init(_ sound: AudioAnalysis, _ reference: AudioAnalysis, _ comparison: SpokenComparison) throws {
        for side in [sound, reference] {
            try side.requireSpeech()
            guard side.clip.seconds <= SpokenFrames.longest else {
                throw Missing(.failed, "longer than two minutes: compare sentence by sentence")
            }
        }
        let highest =
            comparison.equalises ? min((try? Bandwidth.highest(in: sound)) ?? 8000, (try? Bandwidth.highest(in: reference)) ?? 8000) : nil
        clean = SpokenFrames(of: reference.speech, below: highest)
        copy = SpokenFrames(of: sound.speech, below: highest)
        (pairs, total) = comparison.warps ? SpokenFrames.warped(clean, copy) : SpokenFrames.paired(clean, copy)
    }

    /// Mean distance along the way, in dB.
    var melCepstralDistortion: Double { 10 * 2.0.squareRoot() / 2.302585092994046 * total / Double(max(1, pairs.count)) }

    /// Pitches of the pairs in which both have one.
    var voiced: [(clean: Double, copy: Double)] {
        pairs.map { (clean.pitches[$0.0], copy.pitches[$0.1]) }.filter { $0.0 > 0 && $0.1 > 0 }.map { (clean: $0.0, copy: $0.1) }
    }
}
