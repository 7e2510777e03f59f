import Media

/// The pictures and sounds that a report shows, by the cell they belong to, and what was left out.
struct Exhibits: Sendable {
    /// One output of a case, or what belongs to all outputs of a repeat.
    struct Key: Hashable, Sendable {
        let comparison: Int
        /// The case's place in the record.
        let caseIndex: Int
        /// nil for what belongs to the repeat.
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

    /// Outputs, and composites under the key of their repeat.
    var shown: [Key: Exhibit] = [:]
    /// Where the two best pictures of a repeat differ.
    var differences: [Key: MapExhibit] = [:]
    /// Cases whose media did not fit into the budget, over all comparisons.
    var casesLeftOut = 0
    var casesShown = 0
    /// Bytes of media in the report.
    var bytes = 0
    var budget = 0

    static let none = Exhibits()
}

/// A picture as a page shows it: large for the case, small for its row.
struct PictureExhibit: Sendable {
    /// What a `src` says.
    let source: String
    /// Empty for a format that is shown without being decoded here.
    let thumbnail: String
    let width: Int
    let height: Int
    /// True when the page shows a smaller copy of the file.
    let isReduced: Bool
    /// Where it differs from its reference; empty without one.
    var maps: [MapExhibit] = []
}

/// A listening copy with its drawings.
struct SoundExhibit: Sendable {
    /// What the `src` of the copy says.
    let source: String
    /// Seconds.
    let duration: Double
    /// What the `src` of an SVG says.
    let waveform: String
    /// What the `src` of a PNG says; empty when the clip is too short for one frame.
    let spectrogram: String
    /// The static gain of the copy in dB; nil when the file is as the model returned it.
    let gain: Double?
    /// What was done beside the gain: measured by RMS, shortened.
    let note: String
}
