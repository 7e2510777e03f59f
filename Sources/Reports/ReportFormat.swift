import Catalogs
import Pipeline

/// What a format is given beside the record.
package struct ReportContext: Sendable {
    /// Absolute path of the run folder, where relative paths of the record begin.
    package var runFolder: String
    /// Files that are written beside this one, relative to the run folder.
    package var files: [String] = []
    /// A heading in place of the pipeline's name.
    package var title: String?
    /// Bytes of embedded media in a page that carries its own.
    package var mediaBudget = 20_000_000
    package var csv = CSVReport.Settings()
    /// Where the run folder stands on the web, so that a comment can show pictures; nil shows none.
    package var assetBase: String?
    /// Pictures of sounds that stand in the run folder, by the path of the sound, both relative to it.
    package var spectrograms: [String: String] = [:]

    package init(runFolder: String) { self.runFolder = runFolder }
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
    SummaryReport.self,
]

extension Catalog where Product == any ReportFormat {
    fileprivate init(kind: String, of types: [any ReportFormat.Type]) {
        self.init(kind: kind, entries: types.map { type in Entry(name: type.name, summary: type.summary) { type.init(options: &$0) } })
    }
}
