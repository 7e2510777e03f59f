import Catalogs
import Foundation
import Pipeline

/// `summary.md`: the verdicts, short enough for a comment or a job summary.
package struct SummaryReport: ReportFormat {
    package static let name = "summary"
    package static let summary = "summary.md: verdicts and leaderboards for a comment, at most 60,000 characters"
    package static let fileName = "summary.md"

    /// GitHub refuses comments of more than 65,536 characters.
    static let mostCharacters = 60_000

    package init(options: inout Options) {}

    package func render(_ record: RunRecord, in context: ReportContext) throws -> String {
        let templates = try Templates.standard()
        var text = ""
        // What is cut first is what is missed least: the largest gaps, then the failures, then rows past the tenth.
        for cut in Cut.allCases {
            text = try templates.render("summary.md", SummaryModel(record, cut: cut, title: context.title))
            if text.count <= Self.mostCharacters { return text }
        }
        return text.prefix(Self.mostCharacters - 100) + "\n\n(cut here: the whole report is in report.md)\n"
    }

    enum Cut: Int, CaseIterable {
        case nothing, gaps, failures, rows
    }
}

/// What the summary prints: the report's model, shortened.
struct SummaryModel {
    struct Part {
        let name: ShownText
        let verdict: VerdictView
        let rows: [LeaderboardView.Row]
        let hasRows: Bool
        let gaps: [CaseView]
        let hasGaps: Bool
        let more: ShownText
    }

    let marker: String
    let parts: [Part]
    let gates: [GateView]
    let hasGates: Bool
    let failures: [FailuresView.Group]
    let hasFailures: Bool
    let details: ShownText
    let hasDetails: Bool
    let warnings: [ShownText]
    let hasWarnings: Bool
    let footer: ShownText
    let command: ShownText
    let cutNote: ShownText

    init(_ record: RunRecord, cut: SummaryReport.Cut, title: String?) {
        var settings = ModelSettings()
        settings.title = title
        settings.mostCases = 100
        let model = ReportModel(record, settings: settings)
        let showsGaps = cut.rawValue < SummaryReport.Cut.gaps.rawValue
        let showsFailures = cut.rawValue < SummaryReport.Cut.failures.rawValue
        parts = model.comparisons.map { comparison in
            let rows = comparison.leaderboard.rows
            let shown = cut == .rows ? Array(rows.prefix(10)) : rows
            let gaps = showsGaps ? comparison.cases.filter { !$0.gap.isNull }.prefix(5) : []
            return Part(
                name: comparison.name, verdict: comparison.verdict, rows: shown, hasRows: comparison.hasRanking, gaps: Array(gaps),
                hasGaps: !gaps.isEmpty,
                more: ShownText(shown.count < rows.count ? "\(rows.count - shown.count) more models are in report.md." : ""))
        }
        // Letters, digits and hyphens only: the marker is an HTML comment.
        marker = String(record.run.pipeline.prefix(60).map { $0.isASCII && ($0.isLetter || $0.isNumber) ? $0 : "-" })
        gates = model.gates
        hasGates = model.hasGates
        failures = showsFailures ? Array(model.failures.groups.prefix(20)) : []
        hasFailures = !failures.isEmpty
        let gapCount = parts.reduce(0) { $0 + $1.gaps.count }
        details = ShownText(
            [
                hasFailures ? Quantity.count(model.failures.count, "failure") : "",
                gapCount > 0 ? Quantity.count(gapCount, "largest gap") : "",
            ].filter { !$0.isEmpty }.joined(separator: ", "))
        hasDetails = !details.isNull
        warnings = model.warnings
        hasWarnings = model.hasWarnings
        footer = ShownText("run \(record.run.id) · \(model.facts.plain) · bakeoff \(record.tool.version)")
        command = ShownText(record.run.command)
        cutNote = ShownText(cut == .nothing ? "" : "Shortened to fit a comment; the whole report is in report.md.")
    }
}
