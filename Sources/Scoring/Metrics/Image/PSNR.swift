import Catalogs

/// Squared error of all red, green and blue samples in decibels, blind to where in the picture it lies and whether it shows.
/// Identical pictures give `identical`, not a number.
struct PSNR: Metric {
    static let name = "psnr"
    static let summary = "Peak signal-to-noise ratio over red, green and blue."
    static let version = 1
    static let scale = Scale(unit: "dB", in: (0, nil), better: .higher)
    static let needs = Needs.reference
    static let source = "10 log10(255² / MSE), one MSE over all 3N samples; scikit-image peak_signal_noise_ratio"

    init(options: inout Options) {}

    func measure(_ candidate: ImageAnalysis, against reference: ImageAnalysis?) throws -> Measurement {
        let reference = try candidate.matched(to: reference)
        return Self.decibels(squaredError: candidate.squaredError(against: reference), samples: 3 * candidate.pixels)
    }

    /// 10 log10(255² / MSE), or `identical` where that has no finite value.
    static func decibels(squaredError: Double, samples: Int) -> Measurement {
        guard squaredError > 0 else { return .identical }
        return .value(10 * PortableMath.log10(255 * 255 * Double(samples) / squaredError))
    }
}
