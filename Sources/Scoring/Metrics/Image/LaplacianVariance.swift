import Catalogs

/// Variance of the second derivative: high when edges are sharp, and higher still when there is noise, so that it means
/// something only beside `noise_sigma`. It depends on the size of the picture. A flat picture gives 0.
struct LaplacianVariance: Metric {
    static let name = "laplacian_variance"
    static let summary = "Variance of the Laplacian: sharpness, and noise too."
    static let version = 1
    static let scale = Scale(unit: "", in: (0, nil), better: .higher)
    static let needs = Needs.nothing
    static let source = "Population variance under [0 1 0; 1 −4 1; 0 1 0] on OpenCV's 8-bit gray, border reflect-101"

    init(options: inout Options) {}

    func measure(_ picture: ImageAnalysis, against _: ImageAnalysis?) -> Measurement {
        .value(picture.pixelStatistics.laplacian.variance)
    }
}
