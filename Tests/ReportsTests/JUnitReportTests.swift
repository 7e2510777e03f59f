import Catalogs
import Foundation
import FoundationXML
import Pipeline
import TestSupport
import Testing

@testable import Reports

@Suite struct JUnitReportTests {
    private func text(_ record: RunRecord) throws -> String {
        var options = Options(of: "junit")
        return try JUnitReport(options: &options).render(record, in: ReportContext(runFolder: "/nowhere/runs/one"))
    }

    private let gates = [
        ReleaseGateResult(rule: "failed > 2%", groupId: "images", result: .fail, detail: "1 of 24 outputs failed"),
        ReleaseGateResult(rule: "winner != aurora-xl", groupId: "images", result: .pass, detail: "winner is aurora-xl"),
        ReleaseGateResult(rule: "worse than old", groupId: nil, result: .undecided, detail: "old: not enough cases"),
    ]

    @Test func gatesAndOutputsAreTestCases() throws {
        let run = try SampleRun()
        let all = try Elements(try text(run.record([try run.pictures(width: 32)], gates: gates)))
        try run.remove()
        let root = try #require(all.named("testsuites").first)
        #expect(root == ["name": "storybook", "tests": "27", "failures": "1", "errors": "1", "skipped": "1", "time": "847.2"])
        #expect(all.named("testsuite").map { $0["name"] } == ["images", "gates"])
        #expect(all.named("testcase").contains { $0["classname"] == "bakeoff.gates" && $0["name"] == "failed > 2%" })
        #expect(all.named("testcase").contains { $0 == ["classname": "bakeoff.images.aurora-xl", "name": "img-03", "time": "6.8"] })
        #expect(all.named("failure") == [["message": "1 of 24 outputs failed"]])
        #expect(all.named("error") == [["type": "rate_limited", "message": "HTTP 429, gave up after 4 tries"]])
        #expect(all.named("skipped") == [["message": "old: not enough cases"]])
        let verdict = all.named("property").first { $0["name"] == "verdict" }?["value"]
        #expect(verdict?.hasPrefix("better: aurora-xl +") == true && verdict?.contains(" [") == true)
    }

    @Test func aCancelledOutputIsSkipped() throws {
        let run = try SampleRun()
        var pictures = try run.pictures(width: 32)
        try run.remove()
        pictures.cases[0].results[1].status = .cancelled
        pictures.cases[0].results[1].error = FailureRecord(code: "cancelled", message: "stopped: fail_fast")
        #expect(try Elements(try text(run.record([pictures]))).named("skipped") == [["message": "stopped: fail_fast"]])
    }

    @Test func aLargeRunTellsFailuresAndACount() throws {
        let run = try SampleRun()
        var pictures = try run.pictures(width: 32)
        try run.remove()
        pictures.cases = (0..<60).flatMap { number in
            pictures.cases.map { one in
                var copy = one
                copy.id = "\(one.id)-\(number)"
                return copy
            }
        }
        let all = try Elements(try text(run.record([pictures], gates: gates)))
        #expect(all.named("testcase").count == 63 && all.named("error").count == 60)
        #expect(all.named("property").contains(["name": "outputs", "value": "1440"]))
    }

    @Test func hostileTextIsWellFormedAndForbiddenCharactersAreGone() throws {
        let run = try SampleRun()
        var record = try run.hostile()
        record.gates.append(ReleaseGateResult(rule: "\u{FFFE}a\u{0}b", groupId: nil, result: .fail, detail: Hostile.longLine))
        let text = try text(record)
        let file = run.folder.appendingPathComponent("junit.xml")
        try Data(text.utf8).write(to: file)
        let script = """
            import sys, xml.etree.ElementTree as tree
            root = tree.parse(sys.argv[1]).getroot()
            print(root.tag, len(root.findall('.//testcase')), len(root.findall('.//error')))
            """
        let printed = try Python.run(script, file.path)
        try run.remove()
        let all = try Elements(text)
        #expect(printed == "testsuites \(all.named("testcase").count) \(all.named("error").count)\n")
        #expect(all.named("testcase").contains { $0["name"] == "ab" })
        #expect(hidden(in: text) == [])
        #expect(all.named("script").isEmpty && all.named("img").isEmpty)
        let said = try #require(all.named("failure").first { $0["message"] != Hostile.longLine }?["message"])
        #expect(said.contains("</script><script>alert(1)</script>") && said.contains("\"><img src=x onerror=alert(1)>"))
        #expect(said.contains("nulbyte") && !said.contains("\u{1B}"))
    }
}

/// The elements of a document in order, with their attributes.
private final class Elements: NSObject, XMLParserDelegate {
    private var all: [(name: String, attributes: [String: String])] = []

    init(_ text: String) throws {
        super.init()
        let parser = XMLParser(data: Data(text.utf8))
        parser.delegate = self
        guard parser.parse() else { throw Broken(reason: "\(String(describing: parser.parserError)) in line \(parser.lineNumber)") }
    }

    struct Broken: Error { let reason: String }

    func named(_ name: String) -> [[String: String]] { all.filter { $0.name == name }.map(\.attributes) }

    func parser(
        _: XMLParser, didStartElement name: String, namespaceURI _: String?, qualifiedName _: String?, attributes: [String: String]
    ) {
        all.append((name, attributes))
    }
}
