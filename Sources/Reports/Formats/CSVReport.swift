import Catalogs
import Pipeline

/// `results.csv`: every reading for a spreadsheet or a data frame.
package struct CSVReport: ReportFormat {
    package static let name = "csv"
    package static let summary = "results.csv: one row an output and metric, for spreadsheets and data frames"
    package static let fileName = "results.csv"

    /// What `bakeoff report` may ask for.
    package struct Settings: Sendable {
        /// No apostrophe before text that a spreadsheet would read as a formula.
        package var isRaw = false
        /// One row a case.
        package var isWide = false

        package init() {}
    }

    package init(options: inout Options) {}

    package func render(_ record: RunRecord, in context: ReportContext) throws -> String {
        context.settings.csv.isWide
            ? WideTable(record, isRaw: context.settings.csv.isRaw).text
            : LongTable(record, runFolder: context.runFolder, isRaw: context.settings.csv.isRaw).text
    }
}
