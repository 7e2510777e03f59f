import Catalogs
import Foundation
import Media
import Testing

@testable import Scoring

/// Every image metric against the published implementations named in `Fixtures/expected`.
@Suite struct ImageExpectedValueTests {
    @Test(arguments: MetricCatalog.image.map { $0.name })
    func agreesWithThePublishedImplementation(metric name: String) throws {
        let metric = try makeImageMetric(name)
        let expected = try ExpectedValues(of: name)
        #expect(!expected.rows.isEmpty)
        for row in expected.rows {
            let candidate = ImageAnalysis(try PixelImage.read(fixture("image/\(row.file)").path))
            let reference = try row.reference.map { ImageAnalysis(try PixelImage.read(fixture("image/\($0)").path)) }
            let found = try #require(try metric.reading(of: candidate, against: reference).get().value)
            #expect(row.tolerance.accepts(found, for: row.value), "\(row.testDescription): \(found), expected \(row.value)")
        }
    }

    static let photographs = ["astronaut", "brushes", "camera_gray", "chelsea", "china", "peaks", "wine"]

    /// All pictures of the reference set: `BAKEOFF_REFERENCE` names the folder that holds `image/values.json`.
    @Test(.enabled(if: referenceFolder != nil, "set BAKEOFF_REFERENCE to run"), arguments: photographs)
    func agreesOnTheWholeReferenceSet(photograph: String) throws {
        let set = try ReferenceSet(folder: #require(referenceFolder))
        let original = ImageAnalysis(try PixelImage.read(set.path("ref/\(photograph).png")))
        let files = set.files.filter { $0.hasSuffix("/\(photograph).png") || $0.contains("/\(photograph).") }
        #expect(files.count == 10)
        for name in MetricCatalog.image.map({ $0.name }) {
            let metric = try makeImageMetric(name)
            let expected = try ExpectedValues(of: name)
            guard let key = expected.key else { continue }
            var worst = 0.0
            var readings: [String: Double] = [:]
            for file in files {
                guard let value = set.value(key, of: file) else { continue }
                let candidate = ImageAnalysis(try PixelImage.read(set.path(file)))
                let reading = try metric.reading(of: candidate, against: original).get()
                // Where a metric says that its model does not reach, implementations do not agree either.
                if reading.flags.contains(where: { $0.hasPrefix("out of model") }) { continue }
                let found = try #require(reading.value, "\(name) of \(file)")
                #expect(expected.tolerance.accepts(found, for: value), "\(name) of \(file): \(found), expected \(value)")
                worst = max(worst, value == 0 ? abs(found) : abs(found - value) / abs(value))
                readings[file] = found
            }
            print("residual \(name) \(photograph): \(worst) over \(readings.count) files")
            guard type(of: metric).needs == .reference else { continue }
            #expect(readings.count == 9)
            let byQuality = [10, 30, 60].compactMap { readings["dist/\(photograph).jpeg\($0).png"] }
            #expect(byQuality.count == 3 && byQuality == byQuality.sorted(), "\(name) of \(photograph): \(byQuality)")
        }
    }
}

private let referenceFolder = ProcessInfo.processInfo.environment["BAKEOFF_REFERENCE"]

private struct ReferenceSet {
    private let folder: String
    private let values: [String: [String: Any]]

    init(folder: String) throws {
        self.folder = folder + "/image/"
        let json = try JSONSerialization.jsonObject(with: Data(contentsOf: URL(fileURLWithPath: self.folder + "values.json")))
        values = try #require((json as? [String: Any])?["values"] as? [String: [String: Any]])
    }

    var files: [String] { values.keys.sorted() }
    func path(_ file: String) -> String { folder + file }
    func value(_ key: String, of file: String) -> Double? { values[file]?[key] as? Double }
}

/// The metric with default settings; that they are accepted is part of the contract.
func makeImageMetric(_ name: String) throws -> any Metric<ImageAnalysis> {
    var options = Options(of: "metric '\(name)'")
    let metric = MetricCatalog.makeImage(name, options: &options)
    options.finish()
    #expect(options.problems.isEmpty)
    return try #require(metric)
}
