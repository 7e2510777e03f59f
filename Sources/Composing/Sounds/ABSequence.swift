import Catalogs
import Foundation
import Media
import Statistics

/// Sounds in a secret order for blind listening, the same round again and again; which is which stands in a file of its own.
struct ABSequence: Composition {
    static let name = "ab_sequence"
    static let summary = "Sounds in a sealed order for blind listening, matched in loudness ('rounds' 2, 'gap' 0.5 s, 'seed', 'beeps')."
    static let kind: MediaKind? = .audio
    static let fileExtension = "wav"

    let rounds: Int
    let gap: Double
    let seed: Int
    let announcer: Announcer
    let loudness: LoudnessMatch
    var limits = MediaLimits.standard

    init(options: inout Options) {
        rounds = options.whole("rounds", in: 1...20) ?? 2
        gap = options.number("gap", default: 0.5, in: 0...3600)
        seed = options.whole("seed", in: 0...Int.max) ?? 0
        announcer = Announcer(options: &options)
        loudness = LoudnessMatch(options: &options, default: .common)
    }

    func compose(_ inputs: [CompositionInput], to stem: String) throws -> Composite {
        let composite = try SoundComposite(inputs, for: Self.self, limits: limits, stem: stem)
        guard composite.sounds.count > 1 else {
            throw CompositionError("needs_two", "ab_sequence needs two sounds at least, found \(composite.sounds.count); use mode 'concat'")
        }
        let order = try order(of: composite.sounds)
        let announcements = try announcer.clips(for: Array(order.indices), of: order.count, composite)
        let gapFrames = composite.frames(seconds: gap)
        let length = composite.sounds.map { composite.length(of: $0.clip) }.reduce(0, +) + order.count * gapFrames
        try composite.check(frames: rounds * length)
        let settings = try loudness.settings(for: composite.sounds.map { ($0.branch, $0.clip) }, composite.form, stem: stem)

        var timeline = Timeline(sampleRate: composite.form.sampleRate, channels: composite.form.channels)
        var stretches: [SoundStretch] = []
        for round in 0..<rounds {
            for (place, sound) in order.enumerated() {
                var start = stretches.isEmpty ? 0 : timeline.frames + gapFrames
                if round == 0, let announcement = announcements[place] {
                    timeline.placements.append(.init(clip: announcement, start: start, frames: composite.length(of: announcement)))
                    start = timeline.frames + composite.frames(seconds: Concatenation.pauseSeconds)
                }
                let placement = Concatenation.placement(composite.sounds[sound].clip, at: start, settings[sound], composite)
                timeline.placements.append(placement)
                stretches.append(
                    SoundStretch(
                        position: place + 1, startFrame: start, frames: placement.frames,
                        startSeconds: Double(start) / Double(composite.form.sampleRate)))
            }
        }
        let written = try composite.write(timeline, cues: stretches.map { ($0.startFrame, String($0.position)) })
        return try finished(composite, order, settings, stretches, written)
    }

    func outputs(for inputs: [CompositionInput], at stem: String) -> [String] {
        ["\(stem).wav", "\(stem).wav.json", "\(stem).key.json"]
    }

    var otherInputs: [String] { announcer.announcements ?? [] }

    /// A random order that depends on the seed and on the sounds themselves, so that each case has its own.
    private func order(of sounds: [InputSound]) throws(MediaError) -> [Int] {
        var hashes: [String] = []
        for sound in sounds { hashes.append(try sound.input.digest()) }
        let digest = sha256Hex(Array("\(seed) \(hashes.joined(separator: " "))".utf8))
        var random = RandomStream(seed: UInt64(digest.prefix(16), radix: 16) ?? 0, purpose: .listeningOrder, replicate: 0)
        var order = Array(sounds.indices)
        for i in order.indices.dropFirst().reversed() { order.swapAt(i, Int(random.next() % UInt64(i + 1))) }
        return order
    }

    /// What opens the seal.
    private struct Key: Encodable {
        let schema = "bakeoff.listening_key"
        let schemaVersion = "1.0"
        let positions: [Position]

        struct Position: Encodable {
            let position: Int
            let branch: String
            let gain: Double
        }
    }

    private func finished(
        _ composite: SoundComposite, _ order: [Int], _ settings: [LoudnessMatch.Setting], _ stretches: [SoundStretch],
        _ written: (warnings: [String], measurements: [String: Double])
    ) throws(MediaError) -> Composite {
        let key = Key(
            positions: order.enumerated().map { place, sound in
                .init(position: place + 1, branch: composite.sounds[sound].branch, gain: settings[sound].gain)
            })
        let bytes = try sidecarBytes(key, path: "\(composite.stem).key.json")
        try writeWhole(bytes, to: "\(composite.stem).key.json")
        let parameters = composite.parameters.merging(loudness.parameters) { $1 }.merging(announcer.parameters) { $1 }
        // Neither places nor gains of a branch, nor the seed: they would open the seal.
        var sidecar = try composite.sidecar(
            Self.name, parameters: parameters.merging(["rounds": .number(Double(rounds)), "gap": .number(gap)]) { $1 }, places: nil,
            warnings: settings.flatMap(\.notes) + written.warnings, measurements: written.measurements)
        sidecar.files.append(fileName(of: "\(composite.stem).key.json"))
        sidecar.stretches = stretches
        sidecar.keySha256 = sha256Hex(Array(bytes))
        return Composite(path: composite.path, sidecar: try sidecar.write(beside: composite.path), warnings: sidecar.warnings)
    }
}
