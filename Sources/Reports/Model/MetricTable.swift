import Pipeline
import Scoring

/// Every metric of one repeat: a row a metric, a column a branch.
struct MetricTable {
    struct Cell {
        let text: String
        let isBest: Bool
        /// Words about the reading; shown as a dagger with the words below.
        let isFlagged: Bool
    }

    struct Row {
        let metric: ShownText
        let unit: ShownText
        /// `↑`, `↓` or empty.
        let arrow: String
        let direction: String
        let summary: ShownText
        let weight: ShownText
        let isQuality: Bool
        let cells: [Cell]
    }

    struct Remark {
        let metric: ShownText
        let branches: ShownText
        let words: ShownText
    }

    let columns: [BranchTag]
    let isWide: Bool
    let rows: [Row]
    /// Metrics without a value, with the reason, and words about readings.
    let remarks: [Remark]
    let hasRemarks: Bool

    var isEmpty: Bool { rows.isEmpty }

    init(_ comparison: Comparison, _ results: [ResultRecord], _ directory: BranchTag.Directory) {
        columns = results.map { directory[$0.branch] }
        isWide = results.count > 4
        var rows: [Row] = []
        if results.contains(where: { $0.scorecard?.quality != nil }) {
            rows.append(Self.quality(results))
        }
        for metric in comparison.metrics {
            let readings = results.map { $0.scorecard?.readings.first { $0.metric == metric.metric } }
            guard readings.contains(where: { $0 != nil }) else { continue }
            rows.append(Self.row(metric, readings))
        }
        self.rows = rows
        remarks = Self.remarks(results, directory)
        hasRemarks = !remarks.isEmpty
    }

    private static func quality(_ results: [ResultRecord]) -> Row {
        let values = results.map { $0.scorecard?.quality }
        let coverage = results.compactMap { $0.scorecard }.filter { $0.quality != nil && $0.coverage < 0.9995 }.map {
            Quantity.percent($0.coverage)
        }
        return Row(
            metric: ShownText("quality"), unit: ShownText("0–100"), arrow: "↑", direction: "higher is better",
            summary: ShownText(coverage.isEmpty ? "" : "coverage \(Set(coverage).sorted().joined(separator: ", "))"), weight: .none,
            isQuality: true,
            cells: cells(values.map { $0.map { Quantity.points($0) } }, values, better: "higher", flags: results.map { _ in false }))
    }

    private static func row(_ metric: MetricRecord, _ readings: [Reading?]) -> Row {
        let decimals = Quantity.decimals(for: readings.compactMap { $0?.value })
        let texts = readings.map {
            $0.map { $0.isIdentical ? "identical" : $0.value.map { $0 == 0 ? "0" : Quantity.fixed($0, decimals) } ?? "–" }
        }
        // An identical pair is as good as the metric can tell.
        let values = readings.map { reading in
            reading.flatMap { $0.isIdentical ? (metric.better == "lower" ? -Double.infinity : .infinity) : $0.value }
        }
        let words =
            ["higher": ("↑", "higher is better"), "lower": ("↓", "lower is better")][metric.better] ?? (
                "", "a description, not a judgement"
            )
        return Row(
            metric: ShownText(metric.metric), unit: ShownText(metric.unit), arrow: words.0, direction: words.1,
            summary: ShownText(metric.summary),
            weight: ShownText(metric.weight.map { Quantity.percent($0) }), isQuality: false,
            cells: cells(texts, values, better: metric.better, flags: readings.map { !($0?.flags.isEmpty ?? true) }))
    }

    private static func cells(_ texts: [String?], _ values: [Double?], better: String, flags: [Bool]) -> [Cell] {
        let known = values.compactMap { $0 }
        let best = better == "higher" ? known.max() : better == "lower" ? known.min() : nil
        let printed = zip(texts, values).filter { $0.1 != nil && $0.1 == best }.first?.0
        // No star where the printed numbers are all the same: it would name a winner by digits nobody sees.
        let isContest = Set(texts.compactMap { $0 }).count > 1
        return texts.indices.map { index in
            Cell(
                text: texts[index] ?? "–", isBest: isContest && printed != nil && texts[index] == printed && values[index] != nil,
                isFlagged: flags[index])
        }
    }

    /// The same words about several branches stand once, with their letters.
    private static func remarks(_ results: [ResultRecord], _ directory: BranchTag.Directory) -> [Remark] {
        var order: [[String]] = []
        var letters: [[String]: [String]] = [:]
        func note(_ metric: String, _ words: String, _ branch: String) {
            let key = [metric, words]
            if letters[key] == nil { order.append(key) }
            letters[key, default: []].append(directory[branch].letter)
        }
        for result in results {
            for missing in result.scorecard?.missing ?? [] {
                note(missing.metric, "\(missing.state.rawValue.replacing("_", with: " ")): \(missing.reason)", result.branch)
            }
            for reading in result.scorecard?.readings ?? [] {
                for flag in reading.flags { note(reading.metric, "† \(flag)", result.branch) }
            }
        }
        return order.map { key in
            Remark(
                metric: ShownText(key[0]),
                branches: ShownText(letters[key].map { $0.count == results.count && $0.count > 1 ? "all" : $0.joined(separator: ", ") }),
                words: ShownText(key[1], limit: 300))
        }
    }
}
