import Media

/// Something true of a file, as a number that gates.yaml may name beside metrics; it describes and is never weighed.
package protocol GateFact<Media>: Sendable {
    associatedtype Media: AnalysedMedia
    /// snake_case, unlike any metric's name.
    static var name: String { get }
    /// One line with the unit.
    static var summary: String { get }
    /// The number, or nil where the file has none.
    static func value(of media: Media) -> Double?
}

/// Every fact. A new one is a new file and one line here, in alphabetical order.
package enum GateFacts {
    package static let image: [any GateFact<ImageAnalysis>.Type] = [
        BitDepth.self,
        ColourSpread.self,
        Letterbox.self,
        LumaSpread.self,
        Megapixels.self,
        TransparentShare.self,
    ]

    package static let audio: [any GateFact<AudioAnalysis>.Type] = [
        ClipSeconds.self,
        DownmixLoss.self,
        LeadSilence.self,
        NyquistFrequency.self,
        TailSilence.self,
    ]

    /// Names of the facts of a kind of media.
    package static func names(for kind: MediaKind) -> [String] {
        switch kind {
        case .image: image.map { $0.name }
        case .audio: audio.map { $0.name }
        case .text, .video: []
        }
    }
}
