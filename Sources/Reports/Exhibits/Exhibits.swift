/// The pictures and sounds that a page carries, by the cell they belong to, and what was left out.
struct Exhibits: Sendable {
    /// One output of a case, or the composite of a repeat.
    struct Key: Hashable, Sendable {
        let comparison: Int
        /// The case's place in the record.
        let caseIndex: Int
        /// nil for the composite of the repeat.
        let branch: String?
        let `repeat`: Int
    }

    enum Exhibit: Sendable {
        case picture(PictureExhibit)
        case sound(SoundExhibit)
        case text(String)
        /// Why there is nothing to show, in a sentence.
        case unreadable(String)
    }

    var shown: [Key: Exhibit] = [:]
    /// Cases whose media did not fit into the budget, over all comparisons.
    var casesLeftOut = 0
    var casesShown = 0
    /// Bytes of media in the page.
    var bytes = 0
    var budget = 0

    static let none = Exhibits()
}

/// A picture as `data:` URIs: large for the case, small for its row.
struct PictureExhibit: Sendable {
    let source: String
    let thumbnail: String
    let width: Int
    let height: Int
    /// True when the page shows a smaller copy of the file.
    let isReduced: Bool
    /// Where it differs from its reference; empty without one.
    var maps: [MapExhibit] = []

    var bytes: Int { source.utf8.count + thumbnail.utf8.count + maps.reduce(0) { $0 + $1.source.utf8.count } }
}

/// A listening copy with its drawings.
struct SoundExhibit: Sendable {
    /// `data:` URI of the copy.
    let source: String
    /// Seconds.
    let duration: Double
    /// SVG.
    let waveform: String
    /// `data:` URI of a PNG; empty when the clip is too short for one frame.
    let spectrogram: String
    /// The static gain of the copy in dB; nil when the file is as the model returned it.
    let gain: Double?
    /// What was done beside the gain: measured by RMS, shortened.
    let note: String

    var bytes: Int { source.utf8.count + waveform.utf8.count + spectrogram.utf8.count }
}
