import Foundation
import Media
import Pipeline

/// What a reader should know beside the verdict: price, time, failures, twins, warnings. The same list on every surface.
struct Notes {
    let lines: [String]

    init(_ comparison: Comparison) {
        var lines = RaceNotes(comparison).lines + Self.tradeOff(comparison)
        lines += comparison.ranking.filter { $0.failures > 0 }.map { Self.failures(of: $0) }
        if let both = Self.whereBothSucceeded(comparison) { lines.append(both) }
        if comparison.cancelledCount > 0 {
            lines.append(
                "\(Quantity.count(comparison.cancelledCount, "output was", "outputs were")) cancelled; no verdict counts them."
            )
        }
        lines += comparison.identicalBranches.map { Self.twins($0, in: comparison.cases) }
        lines += ServiceNotes(comparison).lines
        lines += SimilarityNotes(comparison).lines
        lines += comparison.verdict.warnings
        self.lines = lines
    }

    /// Branches with the same bytes are no two models, whatever the ranking says.
    private static func twins(_ branches: [String], in cases: [CaseRecord]) -> String {
        let shared = cases.count { input in
            branches.allSatisfy { branch in input.results.contains { $0.branch == branch && $0.sha256 != nil } }
        }
        let all = shared == cases.count
        let extent = shared == 1 ? "the one case" : "all \(shared) cases"
        let which = all ? "" : " with outputs of \(branches.count == 2 ? "both" : "all of them")"
        return "\(Quantity.list(branches, "and")) gave byte-identical files in \(extent)\(which): "
            + "the same model twice, or a parameter that is ignored."
    }

    /// What the leader costs and takes beside its rival; on a tie in quality this is what decides.
    private static func tradeOff(_ comparison: Comparison) -> [String] {
        let verdict = comparison.verdict
        guard let leader = verdict.winners.first, let rival = verdict.over,
            let a = comparison.ranking.first(where: { $0.branch == leader }),
            let b = comparison.ranking.first(where: { $0.branch == rival })
        else { return [] }
        var lines: [String] = []
        let each = comparison.kind == .image ? "an image" : "an output"
        switch (a.costPerOutput, b.costPerOutput) {
        case (nil, nil): break
        case (nil, _), (_, nil): lines.append("The price of \(a.costPerOutput == nil ? leader : rival) is unknown.")
        case (let one?, let other?):
            if let words = ratio(one, other, leader, rival, more: "costs", less: "less", unit: { "\(Quantity.money($0)) \(each)" }) {
                lines.append(words)
            }
        }
        if let one = a.secondsMedian, let other = b.secondsMedian, max(one, other) >= 0.05,
            let words = ratio(one, other, leader, rival, more: "takes", less: "less time", unit: { Quantity.duration($0) })
        {
            lines.append(words)
        }
        return lines
    }

    private static func ratio(
        _ a: Double, _ b: Double, _ leader: String, _ rival: String, more: String, less: String, unit: (Double) -> String
    ) -> String? {
        guard a > 0, b > 0, max(a, b) / min(a, b) >= 1.1 else { return nil }
        let amounts = "\(unit(min(a, b))) against \(unit(max(a, b)))"
        guard a > b else { return "\(leader) \(more) \(Quantity.percent(1 - a / b)) \(less) than \(rival) (\(amounts))." }
        let factor = a / b
        let times = factor < 10 ? Quantity.fixed(factor, 1) : Quantity.fixed(factor, 0)
        return "\(leader) \(more) \(times)× as \(less == "less" ? "much" : "long") as \(rival) (\(unit(a)) against \(unit(b)))."
    }

    private static func failures(of standing: StandingRecord) -> String {
        let upTo =
            standing.failureCi95.count == 2
            ? ", 95% interval \(Quantity.percent(standing.failureCi95[0])) to \(Quantity.percent(standing.failureCi95[1]))" : ""
        return "\(standing.branch) failed in \(standing.failures) of \(Quantity.count(standing.cases, "case")) "
            + "(\(Quantity.percent(standing.failureRate))\(upTo)); failures count as 0 points and as losses."
    }

    /// The gap without the zeros that failures put into the mean.
    private static func whereBothSucceeded(_ comparison: Comparison) -> String? {
        guard let gaps = CaseGaps(comparison), comparison.ranking.contains(where: { $0.failures > 0 }) else { return nil }
        let both = zip(comparison.cases, gaps.gaps).filter { $0.0.succeeded(gaps.leader) && $0.0.succeeded(gaps.rival) }.compactMap(\.1)
        guard !both.isEmpty, both.count < gaps.gaps.count else { return nil }
        let mean = both.reduce(0, +) / Double(both.count)
        return
            "Where both succeeded (\(Quantity.count(both.count, "case"))), "
            + "\(gaps.leader) is at \(Quantity.signed(mean)) against \(gaps.rival)."
    }
}
