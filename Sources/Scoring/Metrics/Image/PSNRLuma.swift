import CKernels
import Catalogs
import Media

/// Squared error of luma in decibels: `psnr` without colour errors. Equal luma gives `identical`, not a number.
struct PSNRLuma: MappedMetric {
    static let name = "psnr_y"
    static let summary = "Peak signal-to-noise ratio of luma."
    static let version = 1
    static let scale = Scale(unit: "dB", in: (0, nil), better: .higher)
    static let needs = Needs.reference
    static let source = "10 log10(255² / MSE) on Y = 0.299 R + 0.587 G + 0.114 B; scikit-image peak_signal_noise_ratio"
    static let mapScale = MapScale(ideal: 0, worst: 64, legend: "error of luma, of 255")

    init(options: inout Options) {}

    func measure(_ candidate: ImageAnalysis, against reference: ImageAnalysis?) throws -> Measurement {
        var error = 0.0
        try candidate.comparison(with: reference).forEachLumaRow { _, row, other in
            error += ck_squared_difference(row, other, candidate.width)
        }
        return PSNR.decibels(squaredError: error, samples: candidate.pixels)
    }

    /// |Y − Y of the reference| of each pixel.
    func map(_ candidate: ImageAnalysis, against reference: ImageAnalysis?) throws -> MetricMap {
        var values: [Float] = []
        values.reserveCapacity(candidate.pixels)
        try candidate.comparison(with: reference).forEachLumaRow { _, row, other in
            for x in 0..<candidate.width { values.append(abs(row[x] - other[x])) }
        }
        return MetricMap(width: candidate.width, height: candidate.height, values: values, scale: Self.mapScale)
    }
}
