import Foundation
import Pipeline
import Testing

@testable import Reports

@Suite struct TemplatesTests {
    /// Names that may stand in triple braces: parts that bakeoff draws itself, and code spans.
    private static let raw: Set = ["style", "script", "svg", "source", "spectrogram", "waveform", "chart", "verdict.chart", "marker", "href.plain"]

    private func tags(_ text: String) -> [(sigil: String, name: String)] {
        text.matches(of: /\{\{([{#^\/>%]?)\s*([A-Za-z0-9_.\/:]+)/).map { (String($0.1), String($0.2)) }
    }

    @Test func everyTagOfEveryTemplateExistsInTheModel() throws {
        let run = try SampleRun()
        var voices = try run.voices(branches: ["gb", "us", "sc"])
        voices.cases[0].verdicts[0].composite = "outputs/voices/vo-01/gb.wav"
        let record = run.record([try run.pictures(width: 64), voices], warnings: ["a"], gates: [ReleaseGateResult(rule: "r", groupId: "images", result: .pass, detail: "d")])
        let exhibits = ExhibitMaker(runFolder: run.folder.path, budget: 20_000_000).exhibits(of: record)
        try run.remove()
        var settings = ModelSettings()
        settings.files = ["results.json"]
        let page = HTMLReport.Page(report: ReportModel(record, exhibits: exhibits, settings: settings), style: "", script: "", version: "")
        let known = names(in: page).union(names(in: SummaryModel(record, cut: .nothing, title: nil)))
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

    /// Every property name of a value and of all it holds.
    private func names(in value: Any) -> Set<String> {
        Mirror(reflecting: value).children.reduce(into: Set<String>()) { names, child in
            if let label = child.label { names.insert(label) }
            names.formUnion(self.names(in: child.value))
        }
    }
}
