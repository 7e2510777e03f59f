import Foundation
import Media

/// A support vector regression with a radial kernel and the ranges that its inputs are scaled by, as LIBSVM writes them.
///
/// Chang, Lin 2011, LIBSVM: a library for support vector machines.
struct SupportVectors: Sendable {
    private let gamma: Double
    private let rho: Double
    private let coefficients: [Double]
    /// One vector after the other.
    private let vectors: [Double]
    private let lows: [Double]
    private let highs: [Double]

    var inputs: Int { lows.count }

    /// Σ c exp(−γ |f − v|²) − ρ, with the inputs brought to −1…1 and not clamped.
    ///
    /// - Precondition: `inputs` numbers.
    func callAsFunction(_ features: [Double]) -> Double {
        let scaled = features.indices.map { -1 + 2 * (features[$0] - lows[$0]) / (highs[$0] - lows[$0]) }
        var sum = -rho
        for (index, coefficient) in coefficients.enumerated() {
            var distance = 0.0
            for (k, value) in scaled.enumerated() {
                let difference = value - vectors[index * scaled.count + k]
                distance += difference * difference
            }
            sum += coefficient * PortableMath.exp(-gamma * distance)
        }
        return sum
    }

    /// Reads `allmodel` and `allrange` of a folder.
    ///
    /// - Parameter digests: SHA-256 of the two files, when they are known.
    /// - Throws: `ModelProblem`.
    init(folder: String, inputs: Int, digests: (model: String, range: String)?) throws {
        let model = try ModelBytes.read(folder + "/allmodel"), range = try ModelBytes.read(folder + "/allrange")
        if let digests, sha256Hex(Array(model)) != digests.model || sha256Hex(Array(range)) != digests.range {
            throw ModelProblem("its files are not the published ones")
        }
        var header: [String: String] = [:]
        var weights: [Double] = [], values: [Double] = []
        var isBody = false
        for line in model.split(separator: UInt8(ascii: "\n")) {
            let words = line.split(whereSeparator: { $0 == UInt8(ascii: " ") || $0 == UInt8(ascii: "\r") })
            guard isBody else {
                let texts = words.map { String(decoding: $0, as: UTF8.self) }
                if texts.first == "SV" { isBody = true } else if texts.count > 1 { header[texts[0]] = texts[1] }
                continue
            }
            guard let vector = SupportVectors.row(words, inputs: inputs) else { throw ModelProblem("a line of allmodel is damaged") }
            weights.append(vector[0])
            values += vector[1...]
        }
        guard header["kernel_type"] == "rbf", let gamma = header["gamma"].flatMap(Double.init), gamma.isFinite, gamma > 0,
            let rho = header["rho"].flatMap(Double.init), rho.isFinite, !weights.isEmpty,
            weights.count == header["total_sv"].flatMap(Int.init)
        else { throw ModelProblem("allmodel is not a whole LIBSVM model with a radial kernel") }
        (self.gamma, self.rho, coefficients, vectors) = (gamma, rho, weights, values)
        (lows, highs) = try Self.ranges(range, inputs: inputs)
    }

    /// The coefficient and `inputs` numbers of a line `c 1:x 3:y …`, in which zeros are left out; nil when it has another form.
    private static func row(_ words: [Data], inputs: Int) -> [Double]? {
        guard let coefficient = words.first.flatMap({ number($0[...]) }) else { return nil }
        var row = [Double](repeating: 0, count: inputs + 1)
        row[0] = coefficient
        for word in words[1...] {
            guard let colon = word.firstIndex(of: UInt8(ascii: ":")), let value = number(word[(colon + 1)...]),
                let index = Int(String(decoding: word[..<colon], as: UTF8.self)), (1...inputs).contains(index)
            else { return nil }
            row[index] = value
        }
        return row
    }

    private static func number(_ bytes: Data) -> Double? {
        Double(String(decoding: bytes, as: UTF8.self)).flatMap { $0.isFinite ? $0 : nil }
    }

    private static func ranges(_ bytes: Data, inputs: Int) throws -> (lows: [Double], highs: [Double]) {
        let rows = String(decoding: bytes, as: UTF8.self).split(whereSeparator: \.isNewline).map { line in
            line.split(separator: " ").compactMap { Double($0) }
        }.filter { $0.count == 3 }
        guard rows.count == inputs, rows.allSatisfy({ $0[1] < $0[2] && $0[1].isFinite && $0[2].isFinite }) else {
            throw ModelProblem("allrange does not hold \(inputs) ranges")
        }
        return (rows.map { $0[1] }, rows.map { $0[2] })
    }
}
