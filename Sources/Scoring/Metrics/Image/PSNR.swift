import Catalogs
import Media
import Media

/// Squared error of all red, green and blue samples in decibels, blind to where in the picture it lies and whether it shows.
/// Identical pictures give `identical`, not a number.
struct PSNR: MappedMetric {
    static let name = "psnr"
    static let summary = "Peak signal-to-noise ratio over red, green and blue."
    static let version = 1
    static let scale = Scale(unit: "dB", in: (0, nil), better: .higher)
    static let needs = Needs.reference
    static let source = "10 log10(255² / MSE), one MSE over all 3N samples; scikit-image peak_signal_noise_ratio"
    static let mapScale = MapScale(ideal: 0, worst: 64, legend: "mean error of red, green and blue, of 255")

    init(options: inout Options) {}

    func measure(_ candidate: ImageAnalysis, against reference: ImageAnalysis?) throws -> Measurement {
        let error = candidate.squaredError(against: try candidate.matched(to: reference))
        return Self.decibels(squaredError: error, samples: 3 * candidate.pixels)
    }

    /// Mean of |red|, |green| and |blue| less those of the reference, of each pixel.
    func map(_ candidate: ImageAnalysis, against reference: ImageAnalysis?) throws -> MetricMap {
        var values: [Float] = []
        values.reserveCapacity(candidate.pixels)
        try candidate.comparison(with: reference).forEachColourRow { _, row, other in
            for x in 0..<candidate.width {
                let sum = abs(row.red[x] - other.red[x]) + abs(row.green[x] - other.green[x]) + abs(row.blue[x] - other.blue[x])
                values.append(sum / 3)
            }
        }
        return MetricMap(width: candidate.width, height: candidate.height, values: values, scale: Self.mapScale)
    }

    /// 10 log10(255² / MSE), or `identical` where that has no finite value.
    static func decibels(squaredError: Double, samples: Int) -> Measurement {
        guard squaredError > 0 else { return .identical }
        return .value(10 * PortableMath.log10(255 * 255 * Double(samples) / squaredError))
    }
}
