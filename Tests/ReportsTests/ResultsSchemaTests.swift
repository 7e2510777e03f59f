import Foundation
import Pipeline
import TestSupport
import Testing

@testable import Reports

/// `bakeoff schema results` against records.
@Suite struct ResultsSchemaTests {
    private func schema() throws -> [String: Any] {
        try JSONSerialization.jsonObject(with: try JSONEncoder().encode(ResultsSchema.document)) as? [String: Any] ?? [:]
    }

    private func document(_ record: RunRecord) throws -> Any {
        try JSONSerialization.jsonObject(with: Data(try record.resultsJSON().utf8))
    }

    @Test func everyRecordFitsAndHoldsNothingThatIsNotDescribed() throws {
        let run = try SampleRun()
        let gates = [ReleaseGateResult(rule: "failed > 2%", groupId: "images", result: .pass, detail: "none", value: 0)]
        var pictures = try run.pictures(width: 48)
        pictures.votes = SampleVotes.pairwise
        var voices = try run.voices(branches: ["gb", "us"])
        voices.votes = SampleVotes.abx
        let records = [
            run.record([]), run.record([pictures, voices], warnings: ["a"], gates: gates),
            try run.hostile(),
        ]
        try run.remove()
        let check = JSONSchemaCheck(try schema(), isStrict: true)
        for record in records { #expect(check.faults(in: try document(record)) == []) }
    }

    @Test func whatDoesNotFitIsFound() throws {
        let run = try SampleRun()
        var record = run.record([try run.pictures(cases: 1, width: 32)])
        try run.remove()
        record.comparisons[0].metrics[0].better = "sideways"
        var map = try #require(try document(record) as? [String: Any])
        map["gates"] = nil
        let faults = JSONSchemaCheck(try schema()).faults(in: map)
        #expect(faults.contains("$: gates is missing") && faults.contains { $0.contains("sideways is not one of") })
        #expect(faults.count == 2)
    }

    @Test func everyPartIsReferredToAndExists() throws {
        let text = String(decoding: try JSONEncoder().encode(ResultsSchema.document), as: UTF8.self).replacing("\\/", with: "/")
        let named = Set(text.matches(of: /#\/\$defs\/([a-z_]+)"/).map { String($0.1) })
        #expect(named == Set((try schema()["$defs"] as? [String: Any] ?? [:]).keys))
    }
}
