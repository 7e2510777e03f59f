import Foundation
import Pipeline
import Scoring
import Testing

@testable import Reports

@Suite struct JSONReportTests {
    @Test func aRecordComesBackAsItWas() throws {
        let run = try SampleRun()
        let records = [
            run.record([]), run.record([try run.pictures(width: 48), try run.voices(branches: ["gb", "us"])]), try run.hostile(),
        ]
        try run.remove()
        for record in records {
            let text = try record.resultsJSON()
            #expect(try RunRecord.read(resultsJSON: text).resultsJSON() == text)
        }
    }

    @Test func keysAreSnakeCaseSortedAndThoseOfTheContract() throws {
        let run = try SampleRun()
        let text = try run.record([try run.pictures(width: 48)]).resultsJSON()
        try run.remove()
        for key in [
            "schema_version", "config_sha256", "group_id", "successful_count", "failed_count", "total_time", "total_cost", "ci95", "p_holm",
            "win_rate",
        ] {
            #expect(text.contains("\"\(key)\" :"), "\(key)")
        }
        #expect(text.hasSuffix("}\n") && text.contains("\"schema\" : \"bakeoff.results\""))
        let keys = text.split(separator: "\n").filter { $0.hasPrefix("  \"") && !$0.hasPrefix("   ") }.compactMap {
            $0.split(separator: "\"").dropFirst().first
        }
        #expect(keys == keys.sorted())
    }

    @Test func columnsOfTheUserKeepTheirNames() throws {
        let run = try SampleRun()
        var pictures = try run.pictures(cases: 1, width: 48)
        try run.remove()
        pictures.cases[0].columns = ["camelCase": "x", "Two Words": "y"]
        pictures.branches[0].params = ["guidanceScale": "7"]
        let back = try RunRecord.read(resultsJSON: run.record([pictures]).resultsJSON())
        #expect(back.comparisons[0].cases[0].columns == ["camelCase": "x", "Two Words": "y"])
        #expect(back.comparisons[0].branches[0].params == ["guidanceScale": "7"])
    }

    @Test func aNumberThatIsNoneIsRefusedAndNamed() throws {
        let run = try SampleRun()
        var record = run.record([])
        try run.remove()
        record.run.seconds = .nan
        #expect { try record.resultsJSON() } throws: { "\($0)".contains("seconds") }
    }

    @Test(
        arguments: [
            ("", "not valid JSON"), ("{\"schema\": \"other\", \"schema_version\": \"1.0\"}", "'other'"),
            ("{\"schema\": \"bakeoff.results\", \"schema_version\": \"2.0\"}", "2.0"),
            ("{\"schema\": \"bakeoff.results\", \"schema_version\": \"1.0\"}", "tool"),
        ])
    func aForeignFileIsRefusedInWords(text: String, word: String) {
        #expect { try RunRecord.read(resultsJSON: text) } throws: { "\($0)".contains(word) }
    }
}
