import Catalogs

/// The colour difference that 95 of 100 pixels stay below: what happens where it is worst, which a mean over a large untouched
/// background hides. Identical pictures give exactly 0.
struct CIEDE2000Percentile: Metric {
    static let name = "ciede2000_p95"
    static let summary = "Colour difference that 95 of 100 pixels stay below, CIEDE2000."
    static let version = 1
    static let scale = Scale(unit: "ΔE", in: (0, nil), better: .lower)
    static let needs = Needs.reference
    static let source = "CIEDE2000 as for `ciede2000`; 95th percentile between the two nearest ranks by a straight line"

    init(options: inout Options) {}

    func measure(_ candidate: ImageAnalysis, against reference: ImageAnalysis?) throws -> Measurement {
        .value(try candidate.comparison(with: reference).colourDifference.percentile95)
    }
}
