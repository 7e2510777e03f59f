import Catalogs

/// Mean energy of the first derivative: rises with sharp edges and with noise, so that it means something only beside
/// `noise_sigma`. A flat picture gives 0.
struct Tenengrad: Metric {
    static let name = "tenengrad"
    static let summary = "Mean squared gradient: sharpness, and noise too."
    static let version = 1
    static let scale = Scale(unit: "", in: (0, nil), better: .higher)
    static let needs = Needs.nothing
    static let source = "Mean of gx² + gy² under 3×3 Sobel masks on OpenCV's 8-bit gray, border reflect-101"

    init(options: inout Options) {}

    func measure(_ picture: ImageAnalysis, against _: ImageAnalysis?) -> Measurement {
        .value(Double(picture.pixelStatistics.sobelEnergy) / Double(picture.pixels))
    }
}
