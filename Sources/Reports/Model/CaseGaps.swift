import Pipeline
import Scoring

/// How far apart two branches are in each case of a comparison; the numbers behind the bars.
struct CaseGaps {
    /// Branch that positive gaps favour, and the one it is compared with.
    let leader: String
    let rival: String
    /// leader − rival in points of quality, by the case's place in the record; nil where one side has no number.
    let gaps: [Double?]

    /// nil when the comparison names no two branches or nothing was scored.
    init?(_ comparison: Comparison) {
        guard let leader = comparison.verdict.winners.first, let rival = comparison.verdict.over, leader != rival,
            comparison.cases.contains(where: { $0.results.contains { $0.scorecard?.quality != nil } })
        else { return nil }
        self.leader = leader
        self.rival = rival
        gaps = comparison.cases.map { record in
            guard let a = record.quality(of: leader), let b = record.quality(of: rival) else { return nil }
            return a - b
        }
        guard gaps.contains(where: { $0 != nil }) else { return nil }
    }
}

extension CaseRecord {
    /// Mean quality of a branch over the repeats, failures as 0; nil when nothing of it was run or scored.
    func quality(of branch: String) -> Double? {
        let scores = results.lazy.filter { $0.branch == branch && $0.status != .cancelled }
            .compactMap { $0.status == .failed ? 0 : $0.scorecard?.quality }
        let all = Array(scores)
        return all.isEmpty ? nil : all.reduce(0, +) / Double(all.count)
    }

    /// True when every repeat that was run of a branch gave an output.
    func succeeded(_ branch: String) -> Bool {
        let own = results.filter { $0.branch == branch }
        return !own.isEmpty && own.allSatisfy { $0.status == .ok }
    }

    /// Largest difference in quality between two branches of the case, for ordering.
    var spread: Double? {
        let branches = results.map(\.branch).reduce(into: [String]()) { if $0.last != $1 { $0.append($1) } }
        let values = branches.compactMap { quality(of: $0) }
        guard values.count > 1, let high = values.max(), let low = values.min() else { return nil }
        return high - low
    }
}
