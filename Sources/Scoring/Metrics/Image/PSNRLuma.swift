import CKernels
import Catalogs

/// Squared error of luma in decibels: `psnr` without colour errors. Equal luma gives `identical`, not a number.
struct PSNRLuma: Metric {
    static let name = "psnr_y"
    static let summary = "Peak signal-to-noise ratio of luma."
    static let version = 1
    static let scale = Scale(unit: "dB", in: (0, nil), better: .higher)
    static let needs = Needs.reference
    static let source = "10 log10(255² / MSE) on Y = 0.299 R + 0.587 G + 0.114 B; scikit-image peak_signal_noise_ratio"

    init(options: inout Options) {}

    func measure(_ candidate: ImageAnalysis, against reference: ImageAnalysis?) throws -> Measurement {
        let reference = try candidate.matched(to: reference)
        let error = candidate.luma.withRows { rows in
            reference.luma.withRows { others in
                (0..<candidate.height).reduce(0.0) { $0 + ck_squared_difference(rows[$1], others[$1], candidate.width) }
            }
        }
        return PSNR.decibels(squaredError: error, samples: candidate.pixels)
    }
}
