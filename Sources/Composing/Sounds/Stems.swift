import Catalogs
import Foundation
import Media

/// Sounds of one length side by side in one file, each on channels of its own, sample for sample.
///
/// The file is WAVE_FORMAT_EXTENSIBLE without a mask of loudspeakers: a player must not fold the stems as if they surrounded it.
struct Stems: Composition {
    static let name = "stems"
    static let summary = "Sounds of one length, each on channels of its own in one WAV file ('mixture': the one the others add up to)."
    static let kind: MediaKind? = .audio
    static let fileExtension = "wav"
    /// What a residual may be against the mixture before it is said, in dB.
    static let residualLimit = -60.0
    private static let mostChannels = 256

    let mixture: String?
    var limits = MediaLimits.standard

    init(options: inout Options) { mixture = options.text("mixture") }

    func compose(_ inputs: [CompositionInput], to stem: String) throws -> Composite {
        let checked = try CheckedInput.all(inputs, for: Self.self)
        let (read, unread) = try InputSound.read(checked, limits: limits)
        let whole = try mixture(in: read)
        let stems = read.filter { $0.index != whole?.index }
        try requireOneForm(read)
        let channels = stems.map(\.clip.channels).reduce(0, +)
        guard channels <= Self.mostChannels else {
            throw CompositionError("too_many", "the stems have \(channels) channels together; at most \(Self.mostChannels)")
        }
        let composite = SoundComposite(checked, read, unread, stem: stem, limits: limits)
        try composite.check(frames: read[0].clip.frames, channels: channels)
        var timeline = Timeline(sampleRate: composite.form.sampleRate, channels: channels)
        for sound in stems {
            let first = timeline.placements.last?.lane?.upperBound ?? 0
            timeline.placements.append(
                .init(clip: sound.clip, start: 0, frames: sound.clip.frames, lane: first..<first + sound.clip.channels))
        }
        let written = try composite.write(timeline, isExtensible: true, measures: false)
        let sum = Self.sum(of: stems, against: whole)
        var sidecar = try composite.sidecar(
            Self.name, parameters: parameters(channels), places: places(read, stems, timeline, composite),
            warnings: written.warnings + sum.warnings, measurements: written.measurements.merging(sum.measurements) { $1 })
        for index in sidecar.inputs.indices where index == whole?.index {
            (sidecar.inputs[index].file, sidecar.inputs[index].sound) = (nil, nil)
            sidecar.inputs[index].note = "the mixture that the stems were checked against"
        }
        return Composite(path: composite.path, sidecar: try sidecar.write(beside: composite.path), warnings: sidecar.warnings)
    }

    private func parameters(_ channels: Int) -> [String: SidecarValue] {
        var parameters: [String: SidecarValue] = ["channels": .number(Double(channels))]
        if let mixture { parameters["mixture"] = .text(mixture) }
        return parameters
    }

    private func mixture(in sounds: [InputSound]) throws(CompositionError) -> InputSound? {
        guard let mixture else { return nil }
        guard let found = sounds.first(where: { $0.branch == mixture }), sounds.count > 1 else {
            let names = sounds.map(\.branch).joined(separator: ", ")
            throw CompositionError("unknown_mixture", "no mixture called '\(mixture)' beside stems; there are \(names)")
        }
        return found
    }

    /// - Throws: `forms_differ` with the rate and length of each.
    private func requireOneForm(_ sounds: [InputSound]) throws(CompositionError) {
        let first = sounds[0].clip
        guard sounds.contains(where: { $0.clip.frames != first.frames || $0.clip.sampleRate != first.sampleRate }) else { return }
        let list = sounds.map { "\($0.branch) has \($0.clip.frames) frames at \($0.clip.sampleRate) Hz" }.joined(separator: ", ")
        throw CompositionError(
            "forms_differ", "stems stand sample beside sample, and these do not: \(list); bring them to one rate and length first")
    }

    private func places(
        _ read: [InputSound], _ stems: [InputSound], _ timeline: Timeline, _ composite: SoundComposite
    ) -> [SoundPlace] {
        read.map { sound in
            let index = stems.firstIndex { $0.index == sound.index } ?? 0
            var place = composite.place(timeline.placements[index], LoudnessMatch.Setting())
            place.channels = timeline.placements[index].lane.map { [$0.lowerBound, $0.upperBound - 1] }
            return place
        }
    }

    /// How far the stems are from the mixture, or how high they reach together.
    private static func sum(of stems: [InputSound], against whole: InputSound?) -> (warnings: [String], measurements: [String: Double]) {
        let channels = whole?.clip.channels ?? stems.map(\.clip.channels).max() ?? 1
        let isSummable = stems.allSatisfy { $0.clip.channels == channels || $0.clip.channels == 1 }
        guard isSummable else { return (["the sum was not checked: the stems have different channels"], [:]) }
        var (residual, power, peak) = (0.0, 0.0, 0.0)
        let frames = stems[0].clip.frames
        for first in stride(from: 0, to: frames, by: 1 << 15) {
            let range = first..<min(frames, first + 1 << 15)
            var sum = [Double](repeating: 0, count: range.count * channels)
            for stem in stems {
                let own = stem.clip.channels
                stem.clip.withFrames(range) { samples in
                    for i in sum.indices { sum[i] += Double(samples[i / channels * own + (own == 1 ? 0 : i % channels)]) }
                }
            }
            peak = sum.reduce(peak) { max($0, abs($1)) }
            whole?.clip.withFrames(range) { samples in
                for i in sum.indices {
                    let difference = sum[i] - Double(samples[i])
                    residual += difference * difference
                    power += Double(samples[i]) * Double(samples[i])
                }
            }
        }
        guard let whole else { return ([], ["sum_peak": 20 * log10(max(peak, 1e-10))]) }
        // Equal to the last bit is shown as −200 dB.
        let decibels = power > 0 ? max(-200, 10 * log10(max(residual, 1e-300) / power)) : residual > 0 ? 0 : -200
        let words = "the stems miss \(whole.branch) by \(LoudnessMatch.digits(decibels)) dB: they are not what it was mixed from"
        return (decibels > residualLimit ? [words] : [], ["residual": decibels])
    }
}
