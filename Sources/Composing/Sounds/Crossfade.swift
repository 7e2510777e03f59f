import Catalogs
import Media

/// Sounds that pass into one another at constant power, whatever they have in common.
struct Crossfade: Composition {
    static let name = "crossfade"
    static let summary = "Sounds that pass into one another at constant power ('overlap' 1 s, 'law' adaptive, 'loudness')."
    static let kind: MediaKind? = .audio
    static let fileExtension = "wav"

    private enum Law: String, CaseIterable {
        case adaptive, equalPower = "equal_power", equalGain = "equal_gain"
    }

    /// Seconds.
    let overlap: Double
    private let law: Law
    let loudness: LoudnessMatch
    let sampleRate: Int?
    var limits = MediaLimits.standard

    init(options: inout Options) {
        overlap = options.number("overlap", default: 1, in: 0.001...600)
        law = options.choice("law", of: Law.allCases.map(\.rawValue)).flatMap(Law.init) ?? .adaptive
        loudness = LoudnessMatch(options: &options)
        sampleRate = options.whole("sample_rate", in: 4000...384_000)
    }

    func compose(_ inputs: [CompositionInput], to stem: String) throws -> Composite {
        let composite = try SoundComposite(inputs, for: Self.self, sampleRate: sampleRate, limits: limits, stem: stem)
        let shared = composite.frames(seconds: overlap)
        try requireRoom(composite, shared)
        let settings = try loudness.settings(for: composite.sounds.map { ($0.branch, $0.clip) }, composite.form, stem: stem)
        var timeline = Timeline(sampleRate: composite.form.sampleRate, channels: composite.form.channels)
        var correlations: [String: Double] = [:]
        for (index, sound) in composite.sounds.enumerated() {
            var placement = Concatenation.placement(
                sound.clip, at: index == 0 ? 0 : timeline.frames - shared, settings[index], composite)
            if let before = timeline.placements.last {
                let ends = (tail(of: before, shared, composite), head(of: placement, shared, composite))
                let correlation = CrossfadeLaw.correlation(ends.0, ends.1)
                correlations["correlation_\(index)"] = correlation
                let fades = fades(CrossfadeLaw(correlation: applied(correlation)), shared)
                timeline.placements[index - 1].fadeOut = fades.out
                placement.fadeIn = fades.in
            }
            timeline.placements.append(placement)
        }
        try composite.check(frames: timeline.frames)
        let isAlone = timeline.placements.count == 1
        let places = zip(timeline.placements, settings).map { composite.place($0, $1, isAlone: isAlone) }
        let written = try composite.write(timeline, cues: zip(composite.sounds, places).map { ($1.startFrame, $0.input.label) })
        let own: [String: SidecarValue] = ["overlap": .number(overlap), "law": .text(law.rawValue)]
        let sidecar = try composite.sidecar(
            Self.name, parameters: composite.parameters.merging(loudness.parameters) { $1 }.merging(own) { $1 }, places: places,
            warnings: settings.flatMap(\.notes) + written.warnings, measurements: written.measurements.merging(correlations) { $1 })
        return Composite(path: composite.path, sidecar: try sidecar.write(beside: composite.path), warnings: sidecar.warnings)
    }

    private func applied(_ correlation: Double) -> Double {
        switch law {
        case .adaptive: correlation
        case .equalPower: 0
        case .equalGain: 1
        }
    }

    private func fades(_ law: CrossfadeLaw, _ frames: Int) -> (out: Timeline.Fade, in: Timeline.Fade) {
        // A fade out is counted from its end.
        (
            Timeline.Fade(frames: frames) { law.gains(frames - 1 - $0, of: frames).out },
            Timeline.Fade(frames: frames) { law.gains($0, of: frames).in }
        )
    }

    /// - Throws: `too_short` with every sound that has no room for its overlaps.
    private func requireRoom(_ composite: SoundComposite, _ shared: Int) throws(CompositionError) {
        let last = composite.sounds.count - 1
        let short = composite.sounds.enumerated().filter { index, sound in
            let overlaps = last == 0 ? 0 : index == 0 || index == last ? 1 : 2
            return composite.length(of: sound.clip) < overlaps * shared
        }
        guard !short.isEmpty else { return }
        let list = short.map { "\($1.branch) lasts \(LoudnessMatch.digits($1.clip.seconds)) s" }.joined(separator: ", ")
        throw CompositionError("too_short", "\(list): too short to overlap by \(overlap) s with its neighbours; use a smaller 'overlap'")
    }

    private func head(of placement: Timeline.Placement, _ frames: Int, _ composite: SoundComposite) -> [Float] {
        SoundPart(placement.clip, sampleRate: composite.form.sampleRate, channels: composite.form.channels).next(frames)
    }

    private func tail(of placement: Timeline.Placement, _ frames: Int, _ composite: SoundComposite) -> [Float] {
        let part = SoundPart(placement.clip, sampleRate: composite.form.sampleRate, channels: composite.form.channels)
        var left = placement.frames - frames
        while left > 0 {
            _ = part.next(min(left, 1 << 15))
            left -= min(left, 1 << 15)
        }
        return part.next(frames)
    }
}
