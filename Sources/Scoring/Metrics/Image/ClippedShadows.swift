import Catalogs

/// Share of pixels that are as good as black in all channels: detail lost to underexposure, or a black background.
struct ClippedShadows: Metric {
    static let name = "clipped_shadows"
    static let summary = "Share of pixels that are black, 0 to 1."
    static let version = 1
    static let scale = Scale(unit: "", in: (0, 1), better: .lower)
    static let needs = Needs.nothing
    static let source = "Share of pixels with max(R, G, B) ≤ 2 of 255"

    init(options: inout Options) {}

    func measure(_ picture: ImageAnalysis, against _: ImageAnalysis?) -> Measurement {
        .value(Double(picture.pixelStatistics.shadowPixels) / Double(picture.pixels))
    }
}
