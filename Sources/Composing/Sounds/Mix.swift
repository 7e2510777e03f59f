import Catalogs
import Foundation
import Media

/// All sounds at once, each at the gain that is set for it and at no other.
struct Mix: Composition {
    static let name = "mix"
    static let summary = "Sounds at once, summed and never divided ('gains' in dB by name, 'loudness' of the sum, 'sample_rate')."
    static let kind: MediaKind? = .audio
    static let fileExtension = "wav"

    /// In dB, by branch.
    let gains: [String: Double]
    /// Of the sum.
    let loudness: LoudnessMatch
    let sampleRate: Int?
    var limits = MediaLimits.standard

    init(options: inout Options) {
        gains = Self.gains(options.value("gains"), &options)
        loudness = LoudnessMatch(options: &options)
        sampleRate = options.whole("sample_rate", in: 4000...384_000)
    }

    private static func gains(_ value: Settings?, _ options: inout Options) -> [String: Double] {
        guard let value else { return [:] }
        guard let entries = value.entries else {
            options.report("'gains' must be a mapping of names to dB, found \(value.inWords)", at: value, remedy: "gains: {music: -12}")
            return [:]
        }
        var gains: [String: Double] = [:]
        for entry in entries {
            guard let gain = entry.value.text.flatMap(Double.init), (-120...60).contains(gain) else {
                options.report("the gain of '\(entry.key)' must be dB between -120 and 60, found \(entry.value.inWords)", at: entry.value)
                continue
            }
            gains[entry.key] = gain
        }
        return gains
    }

    func compose(_ inputs: [CompositionInput], to stem: String) throws -> Composite {
        let composite = try SoundComposite(inputs, for: Self.self, sampleRate: sampleRate, limits: limits, stem: stem)
        let names = composite.checked.map(\.input.branch)
        if let stranger = gains.keys.sorted().first(where: { !names.contains($0) }) {
            throw CompositionError("unknown_gain", "no sound called '\(stranger)'; there are \(names.joined(separator: ", "))")
        }
        var timeline = Timeline(sampleRate: composite.form.sampleRate, channels: composite.form.channels)
        for sound in composite.sounds {
            timeline.placements.append(
                .init(clip: sound.clip, start: 0, frames: composite.length(of: sound.clip), gain: pow(10, (gains[sound.branch] ?? 0) / 20)))
        }
        try composite.check(frames: timeline.frames)
        let (whole, clip) = try sum(timeline, composite)
        if whole.gain != 0 { for index in timeline.placements.indices { timeline.placements[index].gain *= whole.ratio } }
        let written = try composite.write(limited(clip, whole, composite) ?? timeline)
        let places = zip(composite.sounds, timeline.placements).map { sound, placement in
            var setting = whole
            setting.gain += gains[sound.branch] ?? 0
            setting.loudness = nil
            setting.truePeak = nil
            return composite.place(placement, setting, isAlone: composite.sounds.count == 1)
        }
        let sidecar = try composite.sidecar(
            Self.name, parameters: composite.parameters.merging(loudness.parameters) { $1 }, places: places,
            warnings: whole.notes + written.warnings, measurements: written.measurements)
        return Composite(path: composite.path, sidecar: try sidecar.write(beside: composite.path), warnings: sidecar.warnings)
    }

    /// What the sum is to be changed by, as one sound.
    private func sum(_ timeline: Timeline, _ composite: SoundComposite) throws(MediaError) -> (LoudnessMatch.Setting, AudioClip?) {
        guard loudness.target != nil else { return (LoudnessMatch.Setting(), nil) }
        let clip = try timeline.rendered(beside: composite.stem)
        return (try loudness.settings(for: [("the sum", clip)], composite.form, stem: composite.stem)[0], clip)
    }

    /// The sum as one sound under a limiter; nil where none was needed.
    private func limited(_ sum: AudioClip?, _ setting: LoudnessMatch.Setting, _ composite: SoundComposite) -> Timeline? {
        guard let sum, let limiter = setting.limiter else { return nil }
        let placement = Timeline.Placement(clip: sum, start: 0, frames: sum.frames, gain: setting.ratio, limiter: limiter)
        return Timeline(sampleRate: composite.form.sampleRate, channels: composite.form.channels, placements: [placement])
    }
}
