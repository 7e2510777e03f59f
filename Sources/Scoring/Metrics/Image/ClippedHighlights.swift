import Catalogs

/// Share of pixels that are as good as white in all channels: detail lost to overexposure, or a white background.
struct ClippedHighlights: Metric {
    static let name = "clipped_highlights"
    static let summary = "Share of pixels that are white, 0 to 1."
    static let version = 1
    static let scale = Scale(unit: "", in: (0, 1), better: .lower)
    static let needs = Needs.nothing
    static let source = "Share of pixels with min(R, G, B) ≥ 253 of 255"

    init(options: inout Options) {}

    func measure(_ picture: ImageAnalysis, against _: ImageAnalysis?) -> Measurement {
        .value(Double(picture.pixelStatistics.highlightPixels) / Double(picture.pixels))
    }
}
