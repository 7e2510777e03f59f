import Catalogs
import Crypto
import Foundation
import Pipeline

/// One HTML file that holds everything it shows: style, script, pictures, sounds.
package struct HTMLReport: ReportFormat {
    package static let name = "html"
    package static let summary = "report/index.html: the page with pictures and sounds in it, one file"
    package static let fileName = "report/index.html"

    package init(options: inout Options) {}

    package func render(_ record: RunRecord, in context: ReportContext) throws -> String {
        let templates = try Templates.standard()
        let exhibits = ExhibitMaker(runFolder: context.runFolder, budget: context.mediaBudget).exhibits(of: record)
        var settings = ModelSettings()
        settings.title = context.title
        settings.base = "../"
        settings.runFolder = context.runFolder
        settings.files = context.files.filter { $0 != Self.fileName }
        let page = Page(
            report: ReportModel(record, exhibits: exhibits, settings: settings), style: try templates.asset("report.css"),
            script: try templates.asset("report.js"), version: record.tool.version)
        return try templates.render("comparison.html", page)
    }

    /// The model with what only a page of one file needs.
    struct Page {
        let report: ReportModel
        let style: String
        let script: String
        let version: String
        /// What the browser may load: nothing but the one style sheet, the one script, and media inside the page.
        let policy: String

        init(report: ReportModel, style: String, script: String, version: String) {
            self.report = report
            self.style = style
            self.script = script
            self.version = version
            policy = [
                "default-src 'none'", "img-src data:", "media-src data:", "style-src '\(Self.hash(style))'",
                "script-src '\(Self.hash(script))'",
                "base-uri 'none'", "form-action 'none'",
            ].joined(separator: "; ")
        }

        /// The source expression of Content Security Policy Level 3, 2.3.1, for an inline element.
        private static func hash(_ text: String) -> String {
            "sha256-" + Data(SHA256.hash(data: Data(text.utf8))).base64EncodedString()
        }
    }
}
