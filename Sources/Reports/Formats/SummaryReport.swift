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
            let model = SummaryModel(record, cut: cut, title: context.settings.title, assetBase: context.settings.assetBase)
            text = MarkdownTables.withASCIIMinus(try templates.render("summary.md", model))
            if text.count <= Self.mostCharacters { return text }
        }
        // Whole lines only: half a table row or half a code span would change what follows it.
        let lines = text.prefix(Self.mostCharacters - 100)
        return lines[..<(lines.lastIndex(of: "\n") ?? lines.endIndex)] + "\n\nCut here: the whole report is in report.md.\n"
    }

    /// Nothing without an address: a comment shows no relative pictures.
    package func companions(of record: RunRecord, in context: ReportContext) -> [ReportCompanion] {
        context.settings.assetBase == nil ? [] : record.comparisons.compactMap { MarkdownChart($0, base: "")?.companion }
    }

    enum Cut: Int, CaseIterable {
        case nothing, gaps, failures, rows

        /// What a reader is told; empty for the whole.
        var note: String {
            let left = [
                "", "the largest gaps", "the largest gaps and the failures", "the largest gaps, the failures and models past the tenth",
            ]
            return self == .nothing
                ? "" : "Shortened to fit a comment: \(left[rawValue]) are left out here; the whole report is in report.md."
        }
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
        /// At most one, and none without an address where pictures can be fetched.
        let charts: [MarkdownChart]
        let pictures: [Picture]
        let hasPictures: Bool
    }

    /// An output of the case with the largest gap.
    struct Picture {
        let source: ShownText
        let tag: BranchTag

        init?(_ output: OutputView) {
            guard output.isPicture, !output.href.isNull else { return nil }
            source = output.href
            tag = output.tag
        }
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

    init(_ record: RunRecord, cut: SummaryReport.Cut, title: String?, assetBase: String? = nil) {
        let base = assetBase.map { Escaping.address($0) + ($0.hasSuffix("/") ? "" : "/") }
        var settings = ModelSettings()
        settings.title = title
        settings.base = base ?? ""
        settings.mostCases = 100
        let model = ReportModel(record, settings: settings)
        let showsGaps = cut.rawValue < SummaryReport.Cut.gaps.rawValue
        let showsFailures = cut.rawValue < SummaryReport.Cut.failures.rawValue
        parts = zip(record.comparisons, model.comparisons).map { record, comparison in
            let rows = comparison.leaderboard.rows
            let shown = cut == .rows ? Array(rows.prefix(10)) : rows
            let gaps = showsGaps ? comparison.cases.filter { !$0.gap.isNull }.prefix(5) : []
            let pictures = base == nil ? [] : (gaps.first?.rounds.first?.outputs ?? []).compactMap(Picture.init)
            return Part(
                name: comparison.name, verdict: comparison.verdict, rows: shown, hasRows: comparison.hasRanking, gaps: Array(gaps),
                hasGaps: !gaps.isEmpty,
                more: ShownText(shown.count < rows.count ? "\(rows.count - shown.count) more models are in report.md." : ""),
                charts: base.flatMap { MarkdownChart(record, base: $0) }.map { [$0] } ?? [], pictures: pictures,
                hasPictures: !pictures.isEmpty)
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
        cutNote = ShownText(cut.note)
    }
}
