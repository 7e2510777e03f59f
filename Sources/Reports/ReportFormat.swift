import Catalogs
import Pipeline

/// What a user may ask of reports.
package struct ReportSettings: Sendable {
    /// A heading in place of the pipeline's name.
    package var title: String?
    /// Bytes of media; nil leaves it to the shape of the page.
    package var mediaBudget: Int?
    /// How much of each case a page tells.
    package var cases = CaseExtent.interesting
    package var csv = CSVReport.Settings()
    /// Where the run folder stands on the web, so that a comment can show pictures; nil shows none.
    package var assetBase: String?

    package init() {}
}

/// What a format is given beside the record.
package struct ReportContext {
    /// Absolute path of the run folder, where relative paths of the record begin.
    package var runFolder: String
    /// Formats that are written beside this one, as paths relative to the run folder.
    package var reports: [String] = []
    /// Takes what a format needs beside its own file.
    package let files: ReportFiles
    package var settings = ReportSettings()

    package init(runFolder: String) {
        self.runFolder = runFolder
        files = ReportFiles(in: runFolder)
    }
}

/// A way to tell a run record.
///
/// Contract, checked for every member: an empty, a failed and a full record render; hostile names survive escaped; no path
/// of this machine appears; the same record and files give the same bytes.
package protocol ReportFormat: CatalogEntry {
    /// Where the format is written, relative to the run folder.
    static var fileName: String { get }

    /// - Throws: `ReportError`.
    func render(_ record: RunRecord, in context: ReportContext) throws -> String

    /// Files that the text refers to; written before it.
    func companions(of record: RunRecord, in context: ReportContext) throws -> [ReportCompanion]
}

extension ReportFormat {
    package func companions(of _: RunRecord, in _: ReportContext) throws -> [ReportCompanion] { [] }
}

/// A file that a report refers to.
package struct ReportCompanion: Sendable, Hashable {
    /// Relative to the run folder.
    package let path: String
    package let text: String
}

/// The report formats that `report:` and `--report` can name.
package let reportFormatCatalog = Catalog<any ReportFormat>(kind: "report format", of: reportFormats)

let reportFormats: [any ReportFormat.Type] = [
    CSVReport.self,
    HTMLReport.self,
    JSONReport.self,
    JUnitReport.self,
    MarkdownReport.self,
    SingleFileReport.self,
    SummaryReport.self,
]

extension Catalog where Product == any ReportFormat {
    fileprivate init(kind: String, of types: [any ReportFormat.Type]) {
        self.init(kind: kind, entries: types.map { type in Entry(name: type.name, summary: type.summary) { type.init(options: &$0) } })
    }
}
