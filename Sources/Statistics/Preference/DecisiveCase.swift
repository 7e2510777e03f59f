/// Looks for a single case without whose votes another branch would be strongest: a handful of votes has been seen to change the first
/// place among many thousands.
///
/// One Newton step foretells the strengths without each case; only where the lead nearly goes is the fit made again.
struct DecisiveCase {
    private static let mostFits = 20
    /// A lead foretold to shrink below this share of itself is looked at.
    private static let shrunk = 0.25

    private let table: VoteTable
    private let members: [Int]
    /// Votes are sorted by case.
    private let votesByCase: [ArraySlice<Vote>]

    init(_ table: VoteTable, members: [Int]) {
        self.table = table
        self.members = members
        var slices: [ArraySlice<Vote>] = []
        var start = 0
        for index in table.votes.indices
        where index + 1 == table.votes.count || table.votes[index + 1].caseIndex != table.votes[index].caseIndex {
            slices.append(table.votes[start...index])
            start = index + 1
        }
        votesByCase = slices
    }

    /// The first such case by name; nil where there is none.
    func find(_ fit: StrengthFit) -> String? {
        let leader = Self.strongest(fit.strengths)
        let foretold = votesByCase.map { share(of: $0, fit: fit, leader: leader) }
        let suspects = foretold.indices.filter { foretold[$0] < Self.shrunk }.sorted { foretold[$0] < foretold[$1] }.prefix(Self.mostFits)
        for suspect in suspects.sorted() {
            let caseIndex = votesByCase[suspect].first?.caseIndex
            let rest = PairTally.all(of: table.votes.filter { $0.caseIndex != caseIndex })
            guard FitExistence.components(rest, count: table.branches.count).contains(members),
                FitExistence(rest, branches: members, model: .davidson).obstacle == nil,
                let without = StrengthFit(rest, branches: members, model: .davidson)
            else { continue }
            if Self.strongest(without.strengths) != leader { return caseIndex.map { table.cases[$0] } }
        }
        return nil
    }

    /// What is left of the leader's smallest lead without these votes, as a share of it.
    private func share(of votes: ArraySlice<Vote>, fit: StrengthFit, leader: Int) -> Double {
        var places = [Int?](repeating: nil, count: table.branches.count)
        for (place, branch) in fit.branches.enumerated() { places[branch] = place }
        var sum = [Double](repeating: 0, count: fit.size)
        for vote in votes {
            for (slot, value) in fit.score(of: vote, places: places).enumerated() { sum[slot] += value }
        }
        let shift = fit.branches.indices.map { row in sum.indices.reduce(0) { $0 + fit.covariance[row * fit.size + $1] * sum[$1] } }
        return fit.strengths.indices.filter { $0 != leader }.map { rival in
            let lead = fit.strengths[leader] - fit.strengths[rival]
            return (lead - shift[leader] + shift[rival]) / max(lead, 1e-9)
        }.min() ?? 1
    }

    private static func strongest(_ strengths: [Double]) -> Int { strengths.indices.max { strengths[$0] < strengths[$1] } ?? 0 }
}
