import Catalogs

/// Standard deviation of noise, estimated from a mask that cancels edges and slopes; fine texture counts as noise too.
/// A flat picture gives 0.
struct NoiseSigma: Metric {
    static let name = "noise_sigma"
    static let summary = "Estimated standard deviation of noise in luma."
    static let version = 1
    static let scale = Scale(unit: "", in: (0, nil), better: .lower)
    static let needs = Needs.nothing
    static let source = "Immerkær 1996, Fast Noise Variance Estimation, equation 3, on luma, valid region"

    /// √(π/2)/6: the mean of |mask response| for unit Gaussian noise is its reciprocal (the squared mask weights sum to 36).
    private static let unitNoise = 1.253_314_137_315_500_3 / 6

    init(options: inout Options) {}

    func measure(_ picture: ImageAnalysis, against _: ImageAnalysis?) throws -> Measurement {
        try picture.requireSide(atLeast: 3)
        let inner = Double((picture.width - 2) * (picture.height - 2))
        return .value(Self.unitNoise * picture.pixelStatistics.noiseResponse / inner)
    }
}
