import Catalogs
import Foundation

/// How far the melodies of two readings of the same words are apart.
struct F0RMSE: Metric {
    static let name = "f0_rmse"
    static let summary = "Root mean square difference of pitch to a recording of the same words, in cents."
    static let version = 1
    static let scale = Scale(unit: "cents", in: (0, nil), better: .lower)
    static let needs = Needs.reference
    static let source = "1200 log2(f / f₀) over the frames that are voiced in both, along the way that mcd finds"

    private let comparison: SpokenComparison

    init(options: inout Options) { comparison = SpokenComparison(options: &options) }

    func flags(of sound: AudioAnalysis, against reference: AudioAnalysis?) -> [String] {
        sound.flags(against: reference) + sound.pitchFlags
    }

    func measure(_ sound: AudioAnalysis, against reference: AudioAnalysis?) throws -> Measurement {
        let voiced = try sound.spokenPair(reference, comparison).voiced
        guard !voiced.isEmpty else { throw Missing(.failed, "no frame is voiced in both") }
        let squares = voiced.map { pow(1200 * log2($0.copy / $0.clean), 2) }
        return .value((squares.reduce(0, +) / Double(squares.count)).squareRoot())
    }
}
