import Foundation
import Testing

/// `Fixtures/expected/<metric>.csv`: what a published implementation says about fixture files, and how close to come.
struct ExpectedValues {
    struct Row: Sendable, CustomTestStringConvertible {
        let metric: String
        let file: String
        /// nil where the metric needs none.
        let reference: String?
        let value: Double
        let tolerance: Tolerance

        var testDescription: String { "\(metric) of \(file)" }
    }

    enum Tolerance: Sendable {
        case relative(Double)
        case absolute(Double)

        func accepts(_ found: Double, for expected: Double) -> Bool {
            switch self {
            case .relative(let share): abs(found - expected) <= share * abs(expected)
            case .absolute(let distance): abs(found - expected) <= distance
            }
        }
    }

    /// The key of the metric in a wider set of reference values; nil for a definition of our own, which no other tool has.
    let key: String?
    let tolerance: Tolerance
    let rows: [Row]

    init(of metric: String) throws {
        let text = try String(contentsOf: fixture("expected/\(metric).csv"), encoding: .utf8)
        let lines = text.split(separator: "\n").map(String.init)
        func comment(_ name: String) -> String? {
            lines.first { $0.hasPrefix("# \(name): ") }.map { String($0.dropFirst(name.count + 4)) }
        }
        key = comment("key")
        try #require(comment("computed with") != nil, "\(metric).csv does not say where its values come from")
        let words = try #require(comment("tolerance"), "\(metric).csv states no tolerance").split(separator: " ")
        let number = try #require(words.last.flatMap { Double($0) })
        let kinds: [Substring: Tolerance] = ["relative": .relative(number), "absolute": .absolute(number)]
        let tolerance = try #require(words.first.flatMap { kinds[$0] })
        self.tolerance = tolerance
        let table = lines.drop { $0.hasPrefix("#") }
        try #require(table.first == "file,reference,value")
        rows = try table.dropFirst().map { line in
            let fields = line.split(separator: ",", omittingEmptySubsequences: false).map(String.init)
            try #require(fields.count == 3, "\(metric).csv: \(line)")
            return Row(
                metric: metric, file: fields[0], reference: fields[1].isEmpty ? nil : fields[1], value: try #require(Double(fields[2])),
                tolerance: tolerance)
        }
    }
}

/// - Throws: when the test bundle has no such file; a missing fixture is a failure.
func fixture(_ path: String) throws -> URL {
    let folder = try #require(Bundle.module.url(forResource: "Fixtures", withExtension: nil), "the test bundle has no fixtures")
    let url = folder.appendingPathComponent(path)
    try #require(FileManager.default.fileExists(atPath: url.path), "missing fixture \(path)")
    return url
}
