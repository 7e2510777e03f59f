import Catalogs

/// Standard deviation of luma: low for fog and for blank pictures. One colour gives 0.
struct RMSContrast: Metric {
    static let name = "rms_contrast"
    static let summary = "Standard deviation of luma, 0 to 0.5."
    static let version = 1
    static let scale = Scale(unit: "", in: (0, 0.5), better: .neutral)
    static let needs = Needs.nothing
    static let source = "Peli 1990, Contrast in complex images: population standard deviation of luma / 255"

    init(options: inout Options) {}

    func measure(_ picture: ImageAnalysis, against _: ImageAnalysis?) -> Measurement {
        .value(picture.pixelStatistics.luma.deviation / 255)
    }
}
