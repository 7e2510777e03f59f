import Foundation
import Media
import Pipeline

/// One parallel group on the page: verdict, standing of the branches, charts, cases.
struct ComparisonView {
    let name: ShownText
    let boardAnchor: String
    let casesAnchor: String
    let verdict: VerdictView
    let leaderboard: LeaderboardView
    let hasRanking: Bool
    let charts: ChartsView
    let matrix: [MatrixView]
    let tags: [TagRow]
    let hasTags: Bool
    let tagNote: ShownText
    let cases: [CaseView]
    /// More cases than a glance takes in: the tools for searching are worth their room.
    let isLong: Bool
    let caseCount: ShownText
    let casesNote: ShownText

    init(_ comparison: Comparison, at index: Int, exhibits: Exhibits, settings: ModelSettings, anchors: inout Anchors) {
        let directory = BranchTag.Directory(comparison.branches)
        let gaps = CaseGaps(comparison)
        let order = CaseOrder(comparison, gaps)
        let listed = order.listed(most: settings.mostCases)
        name = ShownText(comparison.groupId)
        boardAnchor = anchors.make("leaderboard", comparison.groupId)
        casesAnchor = anchors.make("cases", comparison.groupId)
        // Anchors exist for listed cases only; a bar of another case leads to the list.
        var caseAnchors: [Int: String] = [:]
        for place in listed { caseAnchors[place] = anchors.make(comparison.groupId, comparison.cases[place].id) }
        verdict = VerdictView(comparison, directory)
        leaderboard = LeaderboardView(comparison, directory)
        hasRanking = comparison.ranking.contains { $0.mean != nil } || comparison.ranking.count > 1
        let list = casesAnchor
        charts = ChartsView(comparison, directory, gaps) { caseAnchors[$0] ?? list }
        matrix = MatrixView(comparison, directory).map { [$0] } ?? []
        let tagRows = TagRow.rows(comparison, gaps)
        tags = tagRows
        hasTags = !tagRows.isEmpty
        tagNote = ShownText(gaps.map { "Mean of \($0.leader) minus \($0.rival) in the cases of each tag." })
        cases = listed.enumerated().map { position, place in
            CaseView(
                comparison, CaseView.Place(comparison: index, index: place, position: position, anchor: caseAnchors[place] ?? ""),
                directory,
                gaps, exhibits, settings)
        }
        isLong = cases.count > 5
        caseCount = ShownText(Quantity.count(comparison.cases.count, "case"))
        casesNote = ShownText(
            listed.count < comparison.cases.count
                ? "Listed: \(listed.count) of \(comparison.cases.count) cases, "
                    + "by turns the largest differences each way, the closest and the failures. "
                    + "Every case is in results.json." : "")
    }
}

/// In which order cases are told, and which of them when there are too many.
struct CaseOrder {
    private let telling: [Int]
    private let interesting: [Int]

    init(_ comparison: Comparison, _ gaps: CaseGaps?) {
        let cases = comparison.cases
        func size(_ index: Int) -> Double { gaps?.gaps[index].map { abs($0) } ?? cases[index].spread ?? -1 }
        let all = Array(cases.indices)
        telling = all.sorted { (size($1), $0) < (size($0), $1) }
        let failed = all.filter { cases[$0].results.contains { $0.status == .failed } }
        let scored = all.filter { gaps?.gaps[$0] != nil }
        let up = scored.sorted { ((gaps?.gaps[$1] ?? 0), $0) < ((gaps?.gaps[$0] ?? 0), $1) }
        let close = scored.sorted { (abs(gaps?.gaps[$0] ?? 0), $0) < (abs(gaps?.gaps[$1] ?? 0), $1) }
        interesting = Self.dealt([Array(telling.prefix(1)), up, up.reversed(), close, failed, telling])
    }

    /// Cases by how much there is to see: the first listed, then by turns the largest gaps each way, the closest, failures.
    var byInterest: [Int] { interesting }

    /// Largest gap first; at most so many, chosen by interest.
    func listed(most: Int) -> [Int] {
        guard telling.count > most else { return telling }
        let kept = Set(interesting.prefix(most))
        return telling.filter { kept.contains($0) }
    }

    /// One of each list in turn, each case once.
    private static func dealt(_ lists: [[Int]]) -> [Int] {
        var seen: Set<Int> = []
        var dealt: [Int] = []
        for turn in 0..<(lists.map(\.count).max() ?? 0) {
            for list in lists where turn < list.count && seen.insert(list[turn]).inserted { dealt.append(list[turn]) }
        }
        return dealt
    }
}
