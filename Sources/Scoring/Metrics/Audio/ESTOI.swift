import Catalogs

/// STOI made fit for noise that comes and goes: spectra of short stretches are compared instead of single bands.
struct ESTOI: Metric {
    static let name = "estoi"
    static let summary = "Extended STOI, for noise that comes and goes, 0 to 1; both must be aligned."
    static let version = 1
    static let scale = Scale(unit: "", in: (-1, 1), better: .higher)
    static let needs = Needs.reference
    static let source = "Jensen and Taal, IEEE/ACM Trans. Audio, Speech and Language Processing 24 (2016)"

    private let aligns: Bool

    init(options: inout Options) { aligns = options.flag("align", default: false) }

    func flags(of sound: AudioAnalysis, against reference: AudioAnalysis?) -> [String] {
        sound.pairFlags(against: reference, aligned: aligns)
    }

    func measure(_ sound: AudioAnalysis, against reference: AudioAnalysis?) throws -> Measurement {
        let pair = try sound.speechPair(reference, aligned: aligns)
        if pair.isIdentical { return .value(1) }
        var (left, right) = (Stretch(), Stretch())
        return .value(
            try STOI.mean(pair.intelligibility) { x, y in
                left.normalise(x)
                right.normalise(y)
                return zip(left.values, right.values).reduce(0) { $0 + $1.0 * $1.1 } / Double(IntelligibilityBands.segment)
            })
    }
}

/// 15 bands × 30 moments whose rows, then columns, have mean 0 and norm 1.
private struct Stretch {
    private static let (rows, columns) = (IntelligibilityBands.bands, IntelligibilityBands.segment)
    var values = [Double](repeating: 0, count: rows * columns)

    mutating func normalise(_ source: (Int, Int) -> Double) {
        for row in 0..<Self.rows {
            for column in 0..<Self.columns { values[row * Self.columns + column] = source(row, column) }
            normalise(from: row * Self.columns, by: 1, count: Self.columns)
        }
        for column in 0..<Self.columns { normalise(from: column, by: Self.columns, count: Self.rows) }
    }

    private mutating func normalise(from: Int, by step: Int, count: Int) {
        var sum = 0.0
        for index in 0..<count { sum += values[from + index * step] }
        let mean = sum / Double(count)
        var energy = 0.0
        for index in 0..<count {
            values[from + index * step] -= mean
            energy += values[from + index * step] * values[from + index * step]
        }
        // What is constant has no direction; dust of rounding must not give it one.
        let gain = energy > 1e-26 * Double(count) * (1 + mean * mean) ? 1 / energy.squareRoot() : 0
        for index in 0..<count { values[from + index * step] *= gain }
    }
}
