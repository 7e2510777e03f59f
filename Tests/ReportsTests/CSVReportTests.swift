import Catalogs
import Foundation
import Pipeline
import Scoring
import TestSupport
import Testing

@testable import Reports

@Suite struct CSVReportTests {
    private func text(_ record: RunRecord, _ change: (inout CSVReport.Settings) -> Void = { _ in }) throws -> String {
        var options = Options(of: "csv")
        var context = ReportContext(runFolder: "/nowhere/runs/one")
        change(&context.settings.csv)
        return try CSVReport(options: &options).render(record, in: context)
    }

    private func table(_ text: String) throws -> [[String: String]] {
        let rows = try CSVReader.rows(text)
        let names = try #require(rows.first)
        return rows.dropFirst().map { Dictionary(zip(names, $0)) { first, _ in first } }
    }

    @Test func columnsAreThoseOfTheContract() throws {
        let run = try SampleRun()
        let text = try text(run.record([]))
        try run.remove()
        #expect(
            text
                == "run,comparison,case,repeat,branch,status,metric,value,better,quality,rank_low,rank_high,latency_ms,cost_usd,tries,cached,output_path,prompt\n"
        )
    }

    @Test func everyReadingHasARowAndAFailureOneWithoutAMetric() throws {
        let run = try SampleRun()
        let pictures = try run.pictures(width: 32)
        let rows = try table(try text(run.record([pictures])))
        try run.remove()
        let ok = pictures.cases.flatMap(\.results).compactMap(\.scorecard)
        #expect(rows.count == ok.reduce(0) { $0 + $1.readings.count + $1.missing.count } + 1)
        let failed = try #require(rows.first { $0["status"] == "failed" })
        #expect(failed["metric"] == "" && failed["value"] == "" && failed["tries"] == "4" && failed["cost_usd"] == "")
        let missing = try #require(rows.first { $0["metric"] == "niqe" })
        #expect(missing["value"] == "" && missing["better"] == "lower", "a metric without a value is no number")
        let first = try #require(rows.first)
        #expect(first["latency_ms"] == "6800" && first["rank_low"] == "1" && first["cached"] == "false")
        #expect(first["output_path"] == "outputs/images/img-01/aurora-xl.png")
    }

    @Test func theWideTableHasARowACase() throws {
        let run = try SampleRun()
        let record = run.record([try run.pictures(width: 32), try run.voices(branches: ["gb", "us"])])
        let rows = try table(try text(record) { $0.isWide = true })
        try run.remove()
        #expect(rows.count == 9)
        #expect(rows[0]["aurora-xl.quality"] == "84" && rows[0]["aurora-xl.technical_quality"] == "81")
        #expect(rows[5]["sketchlite.status"] == "failed" && rows[5]["sketchlite.quality"] == "0")
        #expect(rows[6]["comparison"] == "voices" && rows[6]["aurora-xl.status"] == "" && rows[6]["gb.status"] == "ok")
    }

    @Test(arguments: [false, true]) func hostileTextStaysInItsCell(isWide: Bool) throws {
        let run = try SampleRun()
        let record = try run.hostile()
        let guarded = try text(record) { $0.isWide = isWide }
        let raw = try text(record) {
            $0.isWide = isWide
            $0.isRaw = true
        }
        try run.remove()
        #expect(hidden(in: guarded) == [] && hidden(in: raw) == [])
        let numbers: Set = ["repeat", "value", "quality", "rank_low", "rank_high", "latency_ms", "cost_usd", "tries", "margin"]
        for row in try table(guarded) {
            for (name, cell) in row where !numbers.contains(String(name.split(separator: ".").last ?? "")) {
                #expect(!["=", "+", "-", "@", "\t", "\r"].contains(cell.prefix(1)), "\(name): \(cell.prefix(80))")
            }
        }
        #expect(try CSVReader.rows(guarded).map(\.count) == CSVReader.rows(raw).map(\.count))
    }

    @Test func onlyTextIsGuarded() throws {
        var table = CSVTable(isRaw: false)
        table.add([
            .text("=1+1"), .text("-5"), .text("@x"), .text("\tx"), .number(-5.25), .number(1e-7), .number(nil), .whole(-3),
            .text("a\"b,c\r\nd"),
        ])
        #expect(table.text == "'=1+1,'-5,'@x,'\tx,-5.25,1e-07,,-3,\"a\"\"b,c\nd\"\n")
        var raw = CSVTable(isRaw: true)
        raw.add([.text("=1+1")])
        #expect(raw.text == "=1+1\n")
    }

    /// The reader that most who take such a file apart will use.
    @Test func pythonReadsTheSameCells() throws {
        let run = try SampleRun()
        let text = try text(try run.hostile())
        let file = run.folder.appendingPathComponent("hostile.csv")
        try Data(text.utf8).write(to: file)
        let script = """
            import csv, json, sys
            with open(sys.argv[1], newline='', encoding='utf-8') as f: print(json.dumps(list(csv.reader(f, strict=True))))
            """
        let printed = try Python.run(script, file.path)
        try run.remove()
        #expect(try JSONDecoder().decode([[String]].self, from: Data(printed.utf8)) == CSVReader.rows(text))
    }
}
