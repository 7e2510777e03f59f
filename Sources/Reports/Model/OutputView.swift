import Media
import Pipeline
import Scoring

/// One output in its case, or the failure in its place.
struct OutputView {
    struct Gate {
        /// `fatal`, `cap` or `warn`, also a class.
        let severity: String
        let mark: String
        let name: ShownText
        let message: ShownText
    }

    struct Failure {
        let code: ShownText
        let message: ShownText
    }

    /// A map of where it differs from its reference.
    struct MapLink {
        let metric: ShownText
        let href: ShownText
    }

    let tag: BranchTag
    let isWinner: Bool
    let quality: ShownText
    /// Width and height of the file itself, `640 480`; empty for what has none.
    let size: ShownText
    /// Size, time, cost and the like in one line.
    let facts: ShownText
    /// Leads to the file as the model returned it; empty when there is none, or none that may be named.
    let href: ShownText
    let linkText: String
    let path: ShownText
    let alternative: ShownText
    let isPicture: Bool
    let picture: [PictureView]
    let sound: [SoundView]
    let text: ShownText
    let failure: [Failure]
    let note: ShownText
    let gates: [Gate]
    let hasGates: Bool
    let mapLinks: [MapLink]
    /// At most one.
    let speech: [SpeechView]

    init(
        _ result: ResultRecord, kind: MediaKind, tag: BranchTag, isWinner: Bool, alternative: String, exhibit: Exhibits.Exhibit?,
        links: Links, isMade: Bool
    ) {
        self.tag = tag
        self.isWinner = isWinner
        self.alternative = ShownText("\(result.branch): \(alternative)", limit: 160)
        quality = ShownText(result.scorecard?.quality.map { Quantity.points($0) })
        facts = ShownText(Self.facts(result, isMade: isMade))
        size = ShownText(result.width.flatMap { width in result.height.map { "\(width) \($0)" } })
        href = ShownText(result.path.map { links.href($0) })
        path = ShownText(result.path.map { links.shown($0) })
        linkText = "original \(Self.format(result))"
        isPicture = kind == .image && result.status == .ok
        var (picture, sound, text, note): ([PictureView], [SoundView], String, String) = ([], [], "", "")
        switch exhibit {
        case .picture(let shown): picture = [PictureView(shown, alternative: "\(result.branch): \(alternative)")]
        case .sound(let shown): sound = [SoundView(shown, name: "\(tag.letter) \(result.branch)")]
        case .text(let shown): text = shown
        case .unreadable(let reason): note = reason
        case nil: break
        }
        (self.picture, self.sound) = (picture, sound)
        self.text = ShownText(text)
        self.note = ShownText(note, limit: 400)
        failure =
            result.status == .ok
            ? []
            : [
                Failure(
                    code: ShownText(result.error?.code ?? result.status.rawValue), message: ShownText(result.error?.message, limit: 300))
            ]
        gates = (result.scorecard?.gates ?? []).map { hit in
            Gate(
                severity: hit.severity.rawValue, mark: Self.mark(hit), name: ShownText(hit.gate),
                message: ShownText(hit.message, limit: 300))
        }
        hasGates = !gates.isEmpty
        speech = (result.scorecard?.speech).map { [SpeechView($0)] } ?? []
        mapLinks = (result.scorecard?.maps ?? []).map { MapLink(metric: ShownText($0.metric), href: ShownText(links.href($0.path))) }
    }

    private static func mark(_ hit: GateHit) -> String {
        switch hit.severity {
        case .fatal: "✕ not eligible"
        case .cap: "⤓ at most \(hit.cap.map { Quantity.fixed($0, 0) } ?? "its cap")"
        case .warn: "! note"
        }
    }

    private static func facts(_ result: ResultRecord, isMade: Bool) -> String {
        var parts: [String] = []
        if let width = result.width, let height = result.height { parts.append("\(width) × \(height)") }
        if let seconds = result.seconds { parts.append("\(Quantity.fixed(seconds, 2)) s long") }
        if let rate = result.sampleRate { parts.append("\(Quantity.trimmed(Double(rate) / 1000)) kHz") }
        if let channels = result.channels, channels != 1 { parts.append(channels == 2 ? "stereo" : "\(channels) channels") }
        if result.latency > 0, isMade { parts.append((result.seconds == nil ? "" : "made in ") + Quantity.duration(result.latency)) }
        if let cost = result.costUsd, cost > 0 { parts.append(Quantity.money(cost)) }
        if result.cached { parts.append("from cache") }
        if result.tries > 1 { parts.append("\(result.tries) tries") }
        return parts.joined(separator: " · ")
    }

    private static func format(_ result: ResultRecord) -> String {
        guard let name = result.mediaType?.split(separator: "/").last else { return "file" }
        return Escaping.visible(name.prefix(12).uppercased())
    }
}

/// A picture as the page shows it.
struct PictureView {
    /// `data:` URI.
    let source: String
    let width: Int
    let height: Int
    let alternative: ShownText
    let isReduced: Bool
    /// False for a format that is shown without being decoded here.
    let hasSize: Bool
    let maps: [MapView]
    let hasMaps: Bool

    init(_ exhibit: PictureExhibit, alternative: String) {
        source = exhibit.source
        width = exhibit.width
        height = exhibit.height
        self.alternative = ShownText(alternative, limit: 160)
        isReduced = exhibit.isReduced
        hasSize = exhibit.width > 0
        maps = exhibit.maps.map { MapView($0) }
        hasMaps = !maps.isEmpty
    }
}

/// A sound as the page plays and draws it.
struct SoundView {
    /// `data:` URI.
    let source: String
    let seconds: String
    let name: ShownText
    /// What a `src` says.
    let waveform: String
    /// `data:` URI.
    let spectrogram: String
    let hasSpectrogram: Bool
    /// `gain −2.4 dB`.
    let gain: ShownText
    let note: ShownText

    init(_ exhibit: SoundExhibit, name: String) {
        source = exhibit.source
        seconds = Quantity.fixed(exhibit.duration, 3)
        self.name = ShownText(name)
        waveform = exhibit.waveform
        spectrogram = exhibit.spectrogram
        hasSpectrogram = !exhibit.spectrogram.isEmpty
        gain = ShownText(exhibit.gain.map { "gain \(Quantity.signed($0)) dB" })
        note = ShownText(exhibit.note)
    }
}
