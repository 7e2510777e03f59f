import Catalogs
import Foundation
import Pipeline
import Reports
import Scoring
import Statistics

/// `bakeoff plan --detect`: how many cases a difference needs to be found.
struct DetectionQuestion {
    let effect: Double
    let power: Double
    /// nil takes what an earlier run showed, or what is usual.
    let spread: Double?
    let branches: Int?

    /// Of differences between two outputs of one case, points: what the curves' own error amounts to.
    private static let usualSpread = 10.0

    /// One group of branches, or the field that the command line describes.
    private struct Field: Encodable {
        let group: String?
        let branches: Int
        let pairs: Int
        let spread: Double
        let spread_from: String
        let cases_planned: Int?
        let cases_needed: Int?
        let detectable_with_planned: Double?
        let power_with_planned: Double?
    }

    private struct Document: Encodable {
        let schema = "bakeoff.detection"
        let schema_version = "1.0"
        let effect: Double
        let power: Double
        let alpha = 0.05
        let groups: [Field]
    }

    /// - Parameter earlier: the run whose differences say how much they vary.
    func answer(_ plan: Plan?, earlier: RunFolder?, json: Bool) throws {
        // A run that was interrupted has no record yet; one that cannot be read is an error.
        let record = try earlier.flatMap { FileManager.default.fileExists(atPath: $0.results) ? try Loading.record($0.path) : nil }
        let fields =
            plan.map { plan in
                plan.groups.filter { $0.branches.count > 1 && $0.scorer != nil }.map { field($0, in: plan, record) }
            } ?? [field(nil, branches: branches ?? 2, planned: nil, spread ?? Self.usualSpread, from: spread == nil ? "assumed" : "given")]
        if json { return try Console.result(json: Document(effect: effect, power: power, groups: fields)) }
        for field in fields { Console.result(sentence(field)) }
        if fields.isEmpty { Console.result("No group of this pipeline compares branches by score.") }
    }

    private func field(_ group: ParallelGroup, in plan: Plan, _ record: RunRecord?) -> Field {
        let chosen = group.branches.count(where: \.isSelected)
        let planned = plan.selection.cases?.count ?? plan.cases.count
        let seen = record?.comparisons.first { $0.groupId == group.id }.flatMap { Self.spread(of: $0) }
        let source = spread != nil ? "given" : seen != nil ? "earlier run" : "assumed"
        return field(group.id, branches: chosen, planned: planned, spread ?? seen ?? Self.usualSpread, from: source)
    }

    private func field(_ group: String?, branches: Int, planned: Int?, _ spread: Double, from source: String) -> Field {
        let pairs = max(1, branches * (branches - 1) / 2)
        let plan = PowerPlan(spread: spread, pairs: pairs)
        return Field(
            group: group, branches: branches, pairs: pairs, spread: spread, spread_from: source, cases_planned: planned,
            cases_needed: plan.cases(effect: effect, power: power).map { max($0, plan.fewestCases) },
            detectable_with_planned: planned.flatMap { plan.detectable(cases: $0, power: power) },
            power_with_planned: planned.map { plan.power(effect: effect, cases: $0) })
    }

    /// The largest deviation among the pairs: the hardest one decides.
    private static func spread(of comparison: Comparison) -> Double? {
        let scores = ScoreTable(comparison) { result, _ in result.scorecard?.quality }
        let pairs = Ranking(scores.input, settings: RankingSettings(resamples: 99)).pairs
        return pairs.filter { $0.cases >= 6 }.map(\.deviation).max().flatMap { $0 > 0 ? $0 : nil }
    }

    private func sentence(_ field: Field) -> String {
        func points(_ value: Double) -> String { String(format: "%.3g", value) }
        let head = field.group.map { "\(visible($0)): " } ?? ""
        let source =
            field.spread_from == "assumed" ? ", which is assumed; --resume takes it from an earlier run" : " (\(field.spread_from))"
        guard let needed = field.cases_needed else {
            return head + "no run could find a difference of \(points(effect)) points between outputs that vary by \(points(field.spread))"
        }
        var text =
            head + "a difference of \(points(effect)) points between \(field.branches) branches needs \(needed) cases "
            + "to be found with probability \(points(power)), where differences vary by \(points(field.spread)) points\(source)."
        if let planned = field.cases_planned, let detectable = field.detectable_with_planned, let power = field.power_with_planned {
            text +=
                " The \(planned) cases planned find it with probability \(points(power)), and \(points(detectable)) points with \(points(self.power))."
        }
        return text
    }
}
