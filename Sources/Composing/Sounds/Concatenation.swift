import Catalogs
import Media

/// All sounds of a case one after the other, with gaps and a cue point at each beginning; announced by beeps or voices if asked.
struct Concatenation: Composition {
    static let name = "concat"
    static let summary = "Sounds one after the other with cue points ('gap' 0.5 s, 'beeps', 'announcements', 'loudness', 'sample_rate')."
    static let kind: MediaKind? = .audio
    static let fileExtension = "wav"
    /// Length of the fade where a sound does not begin or end at zero, so that it does not click.
    static let fadeSeconds = 0.005
    /// Between an announcement and what it announces.
    static let pauseSeconds = 0.25

    /// Seconds of silence between two sounds.
    let gap: Double
    let announcer: Announcer
    let loudness: LoudnessMatch
    let sampleRate: Int?
    var limits = MediaLimits.standard

    init(options: inout Options) {
        gap = options.number("gap", default: 0.5, in: 0...3600)
        announcer = Announcer(options: &options)
        loudness = LoudnessMatch(options: &options)
        sampleRate = options.whole("sample_rate", in: 4000...384_000)
    }

    func compose(_ inputs: [CompositionInput], to stem: String) throws -> Composite {
        let composite = try SoundComposite(inputs, for: Self.self, sampleRate: sampleRate, limits: limits, stem: stem)
        let sounds = composite.sounds
        let announcements = try announcer.clips(for: sounds.map(\.index), of: inputs.count, composite)
        try checkLength(composite, announcements)
        let settings = try loudness.settings(for: sounds.map { ($0.branch, $0.clip) }, composite.form, stem: stem)

        var timeline = Timeline(sampleRate: composite.form.sampleRate, channels: composite.form.channels)
        var places: [SoundPlace] = []
        for (index, sound) in sounds.enumerated() {
            var start = timeline.frames + (index > 0 ? composite.frames(seconds: gap) : 0)
            if let announcement = announcements[index] {
                timeline.placements.append(.init(clip: announcement, start: start, frames: composite.length(of: announcement)))
                start = timeline.frames + composite.frames(seconds: Self.pauseSeconds)
            }
            let placement = Self.placement(sound.clip, at: start, settings[index], composite)
            timeline.placements.append(placement)
            places.append(composite.place(placement, settings[index]))
        }
        let written = try composite.write(
            timeline, cues: zip(sounds, places).map { ($1.startFrame, $0.input.label) }, measures: loudness.target != nil)
        let parameters = composite.parameters.merging(loudness.parameters) { $1 }.merging(announcer.parameters) { $1 }
        let sidecar = try composite.sidecar(
            Self.name, parameters: parameters.merging(["gap": .number(gap)]) { $1 }, places: places,
            warnings: settings.flatMap(\.notes) + written.warnings, measurements: written.measurements)
        return Composite(path: composite.path, sidecar: try sidecar.write(beside: composite.path), warnings: sidecar.warnings)
    }

    var otherInputs: [String] { announcer.announcements ?? [] }

    static func placement(
        _ clip: AudioClip, at start: Int, _ setting: LoudnessMatch.Setting, _ composite: SoundComposite
    ) -> Timeline.Placement {
        let frames = composite.length(of: clip)
        let edges = composite.edges(of: clip, frames: frames)
        return Timeline.Placement(
            clip: clip, start: start, frames: frames, gain: setting.ratio, fadeIn: edges.in, fadeOut: edges.out, limiter: setting.limiter)
    }

    private func checkLength(_ composite: SoundComposite, _ announcements: [AudioClip?]) throws(CompositionError) {
        let announced = announcements.compactMap { $0 }.map { composite.length(of: $0) + composite.frames(seconds: Self.pauseSeconds) }
        let gaps = composite.frames(seconds: gap).multipliedReportingOverflow(by: max(0, composite.sounds.count - 1))
        let lengths = composite.sounds.map { composite.length(of: $0.clip) } + announced
        try composite.check(frames: lengths.reduce(gaps.overflow ? Int.max / 2 : gaps.partialValue, +))
    }
}
