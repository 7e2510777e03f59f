import Catalogs

/// Noise with edges and texture discounted: `noise_sigma` times the squared share of the finest detail that is as even as
/// noise. White noise keeps its σ; edges, which are few and strong, nearly vanish. A flat picture gives 0.
struct NoiseWithoutEdges: Metric {
    static let name = "noise_without_edges"
    static let summary = "Estimated standard deviation of noise in luma, edges and texture discounted."
    static let version = 1
    static let scale = Scale(unit: "", in: (0, nil), better: .lower)
    static let needs = Needs.nothing
    static let source =
        "σ min(1, σ / √(V/20))², σ = noise_sigma, V = laplacian_variance; V = 20 σ² for white noise (squared mask weights sum to 20)"

    private let noise: NoiseSigma
    private let detail: LaplacianVariance

    init(options: inout Options) {
        noise = NoiseSigma(options: &options)
        detail = LaplacianVariance(options: &options)
    }

    func measure(_ picture: ImageAnalysis, against _: ImageAnalysis?) throws -> Measurement {
        guard case .value(let sigma) = try noise.measure(picture, against: nil),
            case .value(let variance) = detail.measure(picture, against: nil)
        else { throw Missing(.failed, "no estimate of noise") }
        let most = (variance / 20).squareRoot()
        let share = most > sigma ? sigma / most : 1
        return .value(sigma * share * share)
    }
}
