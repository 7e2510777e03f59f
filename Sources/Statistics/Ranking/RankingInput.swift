/// The scores of all branches on all cases of one group.
package struct RankingInput: Sendable {
    /// In file order.
    package let branches: [String]
    package let cases: [String]
    /// `quality[b][c]`: mean over repeats, 0...100, failures counted as 0; nil where the cell was not run. What is not finite or
    /// not there counts as not run.
    package let quality: [[Double?]]
    /// `failed[b][c]`: every repeat of the cell failed.
    package let failed: [[Bool]]

    package init(branches: [String], cases: [String], quality: [[Double?]], failed: [[Bool]]) {
        self.branches = branches
        self.cases = cases
        self.quality = quality
        self.failed = failed
    }

    func without(case name: String) -> RankingInput {
        let kept = cases.indices.filter { cases[$0] != name }
        return RankingInput(
            branches: branches, cases: kept.map { cases[$0] },
            quality: quality.map { row in kept.map { $0 < row.count ? row[$0] : nil } },
            failed: failed.map { row in kept.map { $0 < row.count && row[$0] } })
    }
}
