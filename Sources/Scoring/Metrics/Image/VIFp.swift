import CKernels
import Catalogs
import Media

/// Share of the reference's information that is left, on four scales of luma: below 1 something was lost, above 1 contrast was
/// raised. It matters which of the two is the reference. Identical pictures give exactly 1, or `identical` where they are flat.
struct VIFp: Metric {
    static let name = "vifp"
    static let summary = "Share of the reference's information that is left in luma; above 1 with more contrast."
    static let version = 1
    static let scale = Scale(unit: "", in: (0, nil), better: .higher, ideal: 1)
    static let needs = Needs.reference
    static let source = "Sheikh, Bovik 2006, Image information and visual quality, pixel domain as in the authors' vifp_mscale"

    init(options: inout Options) {}

    func measure(_ candidate: ImageAnalysis, against reference: ImageAnalysis?) throws -> Measurement {
        let pair = try candidate.comparison(with: reference)
        try candidate.requireSide(atLeast: InformationScale.minimumSide)
        let scales = InformationScale.cascade(width: candidate.width, height: candidate.height)
        var error = 0.0
        pair.forEachLumaRow { _, row, other in
            scales[0].take(other, row)
            error += ck_squared_difference(row, other, candidate.width)
        }
        let kept = scales.reduce(0) { $0 + $1.information.kept }, whole = scales.reduce(0) { $0 + $1.information.whole }
        guard whole > 0 else {
            guard error > 0 else { return .identical }
            throw Missing(.failed, "the reference is flat and has no information to keep; give one with structure")
        }
        return .value(kept / whole)
    }
}
