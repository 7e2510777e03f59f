import Media
import Pipeline

/// What `report.md` prints: the report's model in the order of a text that is read from top to bottom.
struct MarkdownModel {
    /// Cases after so many are folded away.
    static let openCases = 20

    let report: ReportModel
    let parts: [MarkdownPart]

    init(_ record: RunRecord, settings: ModelSettings, spectrograms: [String: String]) {
        let report = ReportModel(record, settings: settings)
        self.report = report
        parts = zip(record.comparisons, report.comparisons).map { comparison, view in
            MarkdownPart(comparison, view, spectrograms: spectrograms)
        }
    }
}

/// One comparison.
struct MarkdownPart {
    let view: ComparisonView
    /// Outputs are listened to.
    let isSound: Bool
    /// At most one.
    let charts: [MarkdownChart]
    let cases: [MarkdownCase]

    init(_ comparison: Comparison, _ view: ComparisonView, spectrograms: [String: String]) {
        self.view = view
        isSound = comparison.kind == .audio
        charts = MarkdownChart(comparison, base: "").map { [$0] } ?? []
        cases = view.cases.enumerated().map { position, one in
            MarkdownCase(
                comparison.cases[one.index], one, count: comparison.cases.count, isFolded: position >= MarkdownModel.openCases,
                spectrograms: spectrograms)
        }
    }
}

/// One case, open or folded away.
struct MarkdownCase {
    let view: CaseView
    let isFolded: Bool
    /// `21 of 48`, its place in the file.
    let position: String
    let rounds: [MarkdownRound]

    init(_ record: CaseRecord, _ view: CaseView, count: Int, isFolded: Bool, spectrograms: [String: String]) {
        self.view = view
        self.isFolded = isFolded
        position = "\(view.index + 1) of \(count)"
        let repeats = Set(record.results.map(\.repeat)).union(record.verdicts.map(\.repeat)).sorted()
        rounds = zip(repeats, view.rounds).map { number, round in
            MarkdownRound(
                view: round,
                pictures: record.results.filter { $0.repeat == number }.map { result in
                    result.path.flatMap { spectrograms[$0] }.map(Escaping.link) ?? ""
                })
        }
    }
}

/// One repeat of a case.
struct MarkdownRound {
    /// A spectrogram in the table of outputs; empty where there is none.
    struct Picture {
        let source: ShownText
    }

    let view: RoundView
    let pictures: [Picture]
    let hasPictures: Bool

    init(view: RoundView, pictures: [String]) {
        self.view = view
        self.pictures = pictures.map { Picture(source: ShownText($0)) }
        hasPictures = pictures.contains { !$0.isEmpty }
    }
}

/// The interval of a verdict as a file of its own, named by its content.
struct MarkdownChart {
    let source: ShownText
    let alternative: ShownText
    /// Relative to the run folder.
    let path: String
    /// The SVG document.
    let drawing: String

    /// - Parameter base: what leads to the run folder: empty, or an address that ends in a slash.
    init?(_ comparison: Comparison, base: String) {
        let chart = VerdictView(comparison, BranchTag.Directory(comparison.branches)).chart
        guard !chart.isEmpty else { return nil }
        drawing = Drawing.document(chart)
        path = "report/media/\(sha256Hex(Array(drawing.utf8))).svg"
        source = ShownText(base + path)
        alternative = ShownText(comparison.verdict.text, limit: 300)
    }

    var companion: ReportCompanion { ReportCompanion(path: path, text: drawing) }
}
