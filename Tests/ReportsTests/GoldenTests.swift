import Catalogs
import Foundation
import Pipeline
import Testing

@testable import Reports

/// A record that never changes, and the bytes that the formats make of it. `make golden` writes them anew.
@Suite(.serialized) struct GoldenTests {
    private static let folder = URL(fileURLWithPath: #filePath).deletingLastPathComponent().appendingPathComponent("Golden")
    private static let isRewriting = ProcessInfo.processInfo.environment["BAKEOFF_GOLDEN"] == "rewrite"

    /// The record itself is written anew too, so that a new field is in it.
    init() throws {
        guard Self.isRewriting else { return }
        let run = try SampleRun()
        let gates = [
            ReleaseGateResult(rule: "failed > 2%", groupId: "images", result: .fail, detail: "1 of 24 outputs failed", value: 1.0 / 24),
            ReleaseGateResult(rule: "winner != aurora-xl", groupId: "images", result: .pass, detail: "winner is aurora-xl"),
        ]
        var voices = try run.voices(branches: ["gb", "us"])
        voices.cases[1].prompt = "=SUM(A1:A9), \"quoted\"\nand a second line with | and `code`"
        let record = run.record([try run.pictures(width: 48), voices], warnings: ["2 outputs were left out."], gates: gates)
        try run.remove()
        try Data(try record.resultsJSON().utf8).write(to: Self.folder.appendingPathComponent("results.json"))
    }

    private func golden(_ name: String) throws -> String {
        try String(contentsOf: Self.folder.appendingPathComponent(name), encoding: .utf8)
    }

    private func record(_ name: String = "results.json") throws -> RunRecord { try RunRecord.read(resultsJSON: try golden(name)) }

    /// The files of a format and its companions, by name.
    private func files(_ format: String, csv: CSVReport.Settings = CSVReport.Settings()) throws -> [String: String] {
        let folder = FileManager.default.temporaryDirectory.appendingPathComponent("bakeoff-golden-\(UUID().uuidString)")
        defer { try? FileManager.default.removeItem(at: folder) }
        var settings = ReportSettings()
        settings.csv = csv
        _ = try writeReports(try record(), in: folder.path, formats: [format], settings: settings)
        let names = try FileManager.default.subpathsOfDirectory(atPath: folder.path)
        return try names.reduce(into: [:]) { files, name in
            var isFolder: ObjCBool = false
            let path = folder.appendingPathComponent(name)
            guard FileManager.default.fileExists(atPath: path.path, isDirectory: &isFolder), !isFolder.boolValue else { return }
            files[name] = try String(contentsOf: path, encoding: .utf8)
        }
    }

    private func compare(_ text: String, with name: String) throws {
        if Self.isRewriting { try Data(text.utf8).write(to: Self.folder.appendingPathComponent(name)) }
        let expected = try golden(name)
        guard text != expected else { return }
        let lines = zip(text.split(separator: "\n"), expected.split(separator: "\n")).first { $0 != $1 }
        Issue.record(
            "\(name) differs: \(lines.map { "\($0.0.prefix(300)) ≠ \($0.1.prefix(300))" } ?? "in length"); make golden rewrites it")
    }

    @Test(arguments: [
        ("json", "results.json"), ("csv", "results.csv"), ("junit", "junit.xml"), ("summary", "summary.md"), ("md", "report.md"),
    ])
    func everyFormatGivesTheSameBytes(format: String, name: String) throws {
        try compare(try #require(try files(format)[name]), with: name)
    }

    @Test func theWideTableGivesTheSameBytes() throws {
        var settings = CSVReport.Settings()
        settings.isWide = true
        try compare(try #require(try files("csv", csv: settings)["results.csv"]), with: "results-wide.csv")
    }

    @Test func theDrawingsOfTheReportAreThoseItNames() throws {
        let files = try files("md")
        let report = try #require(files["report.md"])
        let named = report.matches(of: /\]\(<(report\/media\/[0-9a-f]{64}\.svg)>\)/).map { String($0.1) }
        #expect(named.count == 2 && Set(named) == Set(files.keys.filter { $0.hasSuffix(".svg") }))
        try compare(try #require(files[named[0]]), with: "interval.svg")
    }

    /// A folder of results of earlier versions would be worthless if a later one could not read it.
    @Test func recordsOfAnEarlierSchemaAreReadAndReported() throws {
        let old = try record("results-1.1.json")
        #expect(old.schemaVersion == "1.1" && old.comparisons[0].cases[0].results[0].latencyMs == nil)
        let folder = FileManager.default.temporaryDirectory.appendingPathComponent("bakeoff-golden-\(UUID().uuidString)")
        defer { try? FileManager.default.removeItem(at: folder) }
        let paths = try writeReports(old, in: folder.path, formats: reportFormats.map { $0.name })
        #expect(paths.count == reportFormats.count)
    }
}
