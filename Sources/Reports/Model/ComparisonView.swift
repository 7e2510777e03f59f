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

    init(_ comparison: Comparison, at index: Int, exhibits: Exhibits, settings: ModelSettings, places: CasePlaces, anchors: inout Anchors) {
        let directory = BranchTag.Directory(comparison.branches)
        let gaps = CaseGaps(comparison)
        let order = CaseOrder(comparison, gaps)
        let listed = order.listed(most: settings.mostCases)
        name = ShownText(comparison.groupId)
        boardAnchor = anchors.make("leaderboard", comparison.groupId)
        casesAnchor = anchors.make("cases", comparison.groupId)
        var caseAnchors: [Int: String] = [:]
        for place in listed { caseAnchors[place] = anchors.make(comparison.groupId, comparison.cases[place].id) }
        verdict = VerdictView(comparison, directory)
        leaderboard = LeaderboardView(comparison, directory)
        hasRanking = comparison.ranking.contains { $0.mean != nil } || comparison.ranking.count > 1
        // A bar of a case that is in no list leads to the list.
        let list = casesAnchor
        charts = ChartsView(comparison, directory, gaps) { places[index, $0] ?? "#\(list)" }
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
