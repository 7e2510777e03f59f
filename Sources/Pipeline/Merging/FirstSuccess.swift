import Catalogs

/// Takes one output without looking at quality.
struct FirstSuccess: MergeStrategy {
    static let name = "first_success"
    static let summary = "Takes the first output in file order, or with 'by: finish' the first to finish, cancelling the others."
    static let needsScores = false

    let isRace: Bool

    init(options: inout Options) {
        isRace = options.choice("by", of: ["order", "finish"]) == "finish"
    }

    func merge(_ contest: Contest) throws -> CaseVerdictRecord {
        if let empty = contest.emptyVerdict { return empty }
        let winner = isRace ? contest.finishOrder.first : contest.succeeded.first?.cell.branch
        let how = isRace ? "finished first" : "is the first in file order that gave an output"
        return CaseVerdictRecord(
            repeat: contest.repeat, winner: winner, decidedBy: isRace ? "finish" : "declared_order", reason: "\(winner ?? "") \(how).")
    }
}
