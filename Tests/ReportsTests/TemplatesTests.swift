import Foundation
import Pipeline
import Testing

@testable import Reports

@Suite struct TemplatesTests {
    /// Names that may stand in triple braces: parts that bakeoff draws itself, and code spans.
    private static let raw: Set = [
        "assets.style", "assets.script", "rows", "strip", "svg", "source", "spectrogram", "waveform", "chart", "verdict.chart", "marker",
        "href.plain",
        "source.plain",
    ]

    private func tags(_ text: String) -> [(sigil: String, name: String)] {
        text.matches(of: /\{\{([{#^\/>%]?)\s*([A-Za-z0-9_.\/:]+)/).map { (String($0.1), String($0.2)) }
    }

    /// A page and a summary in which every list of the model has at least one entry.
    private func models() throws -> [Any] {
        let run = try SampleRun()
        var voices = try run.voices(branches: ["gb", "us", "sc"])
        voices.cases[0].verdicts[0].composite = "outputs/voices/vo-01/gb.wav"
        voices.votes = SampleVotes.abx
        var pictures = try run.pictures(width: 64)
        pictures.votes = SampleVotes.pairwise
        let record = run.record(
            [pictures, voices], warnings: ["a"],
            gates: [ReleaseGateResult(rule: "r", groupId: "images", result: .pass, detail: "d")])
        var cancelled = record
        cancelled.comparisons[0].cases[0].results[0].status = .cancelled
        let exhibits = try ExhibitMaker(runFolder: run.folder.path, shape: .single, budget: 20_000_000).exhibits(of: record) { _ in }
        try run.remove()
        var settings = ModelSettings()
        settings.files = ["results.json"]
        var anchors = Anchors()
        let report = ReportModel(record, exhibits: exhibits, settings: settings, places: CasePlaces(), anchors: &anchors)
        let section = CaseSection(
            anchor: "", name: .none, title: .none, note: .none, count: .none, isLong: true, hasRows: true, rows: "", search: "",
            pages: [PageLink(href: "", text: "")], hasPages: true)
        let assets = PageAssets(style: "", script: "", shape: .single)
        let page = Page(report: report, assets: assets, home: "", version: "", sections: [section], next: ["cases-0002.html"])
        let further = CasePage(page: page, title: .none, section: section, previous: "index.html", next: ["cases-0003.html"])
        return [
            page, further, SummaryModel(record, cut: .nothing, title: nil, assetBase: "https://example.org"),
            MarkdownModel(record, settings: settings, spectrograms: [:]), JUnitModel(record, title: nil), JUnitModel(cancelled, title: nil),
        ]
    }

    @Test func everyTagOfEveryTemplateExistsInTheModel() throws {
        let known = try models().reduce(into: Set(["plain", "code"])) { names, model in
            for members in members(of: model).values { names.formUnion(members) }
        }
        let templates = try Templates.standard()
        #expect(templates.texts.count > 15)
        for (template, text) in templates.texts {
            for tag in tags(text) where !["%", ">"].contains(tag.sigil) && tag.name != "." {
                for part in tag.name.split(separator: ".") { #expect(known.contains(String(part)), "\(template): \(tag.name)") }
            }
        }
    }

    @Test func everyPartialExists() throws {
        let templates = try Templates.standard()
        for (template, text) in templates.texts {
            for tag in tags(text) where tag.sigil == ">" { #expect(templates.texts[tag.name] != nil, "\(template): \(tag.name)") }
        }
    }

    @Test func onlyWhatWeDrawIsPrintedRaw() throws {
        for (template, text) in try Templates.standard().texts {
            for tag in tags(text) where tag.sigil == "{" {
                let isCode = template.hasSuffix(".md") && tag.name.hasSuffix(".code")
                #expect(isCode || Self.raw.contains(tag.name), "\(template): {{{\(tag.name)}}}")
            }
            #expect(!text.contains(" style=") && text.firstMatch(of: /\son[a-z]+=/) == nil, "\(template)")
        }
    }

    @Test func everyTemplateOfXMLSaysSo() throws {
        for (template, text) in try Templates.standard().texts {
            #expect(text.hasPrefix("{{% CONTENT_TYPE:XML}}\n") == template.hasSuffix(".xml"), "\(template)")
        }
    }

    /// A partial does not inherit the content type of the template that names it.
    @Test func everyMarkdownTemplateSaysSo() throws {
        for (template, text) in try Templates.standard().texts {
            #expect(text.hasPrefix("{{% CONTENT_TYPE:MARKDOWN}}\n") == template.hasSuffix(".md"), "\(template)")
        }
    }

    @Test func aFolderWithoutTemplatesIsAClearError() {
        #expect { try Templates.locate(environment: ["BAKEOFF_REPORTS": "/nowhere/at/all"]) } throws: {
            ($0 as? ReportError)?.code == .noTemplates && "\($0)".contains("BAKEOFF_REPORTS")
        }
    }

    @Test func aBrokenTemplateIsNamedWithItsLine() throws {
        let folder = FileManager.default.temporaryDirectory.appendingPathComponent("bakeoff-templates-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        try Data("fine\n{{#open}}\n".utf8).write(to: folder.appendingPathComponent("broken.html.mustache"))
        #expect { try Templates(folder: folder.path) } throws: { "\($0)".contains("broken.html.mustache:") }
        try FileManager.default.removeItem(at: folder)
    }

    /// Names without a reader are names that nobody dares to use.
    @Test func theReadmeListsEveryName() throws {
        let readme = try String(contentsOfFile: Templates.locate() + "/README.md", encoding: .utf8)
        let all = try models().reduce(into: [String: Set<String>]()) { $0.merge(members(of: $1)) { $0.union($1) } }
        for (type, names) in all.sorted(by: { $0.key < $1.key }) {
            let line = "| `\(type)` | \(names.sorted().joined(separator: " ")) |"
            #expect(readme.contains(line), "reports/README.md lacks the line: \(line)")
        }
    }

    @Test func tablesOfMembersHaveEveryProperty() throws {
        let tables: [String: [String]] = [
            "BranchTag": Array(BranchTag.members.keys), "CaseView": Array(CaseView.members.keys),
            "RoundView": Array(RoundView.members.keys),
            "OutputView": Array(OutputView.members.keys), "MetricTable.Row": Array(MetricTable.Row.members.keys),
            "MetricTable.Cell": Array(MetricTable.Cell.members.keys),
        ]
        let all = try models().reduce(into: [String: Set<String>]()) { $0.merge(members(of: $1)) { $0.union($1) } }
        for (type, names) in tables { #expect(all[type] == Set(names), "\(type)") }
    }

    /// Property names by type, of a value and of all it holds.
    private func members(of value: Any) -> [String: Set<String>] {
        let mirror = Mirror(reflecting: value)
        var members: [String: Set<String>] = [:]
        if mirror.displayStyle == .struct, !(value is ShownText) {
            members[String(reflecting: mirror.subjectType).replacing("Reports.", with: "")] = Set(mirror.children.compactMap(\.label))
        }
        for child in mirror.children { members.merge(self.members(of: child.value)) { $0.union($1) } }
        return members
    }
}
