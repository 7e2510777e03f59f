import Pipeline

/// How listeners did on trials whose answer is known, and on those they were asked twice.
struct Carefulness {
    /// Catch trials below which nothing is said of a single listener.
    private static let fewestCatches = 2

    private(set) var record = VoteConsistencyRecord()
    /// Listeners who missed more than half of their catch trials, by name.
    private(set) var careless: [String] = []

    init(_ cast: [CastVotes]) {
        var catches: [String: (right: Int, all: Int)] = [:]
        for votes in cast {
            for vote in votes.votes {
                guard let isRight = Self.isRight(vote, votes.method) else { continue }
                catches[vote.listener, default: (0, 0)].all += 1
                catches[vote.listener, default: (0, 0)].right += isRight ? 1 : 0
            }
            addRepeats(of: votes)
        }
        record.catchTrials = catches.values.reduce(0) { $0 + $1.all }
        record.catchRight = catches.values.reduce(0) { $0 + $1.right }
        careless = catches.filter { $0.value.all >= Self.fewestCatches && 2 * $0.value.right < $0.value.all }.keys.sorted()
    }

    /// nil for a trial that is no catch trial.
    private static func isRight(_ vote: CastVotes.Vote, _ method: VoteMethod) -> Bool? {
        switch (vote.fact.kind, method) {
        case (.same, _): vote.answer.choice == .tie || vote.answer.choice == .bothBad
        case (.broken, .mos): vote.score(of: 0).map { $0 <= 2 }
        case (.broken, _):
            // Whatever else it may be, the damaged copy is not the better one, nor is it X.
            vote.answer.choice == (vote.items[0].role == .broken ? .right : .left)
        case (.real, _), (.again, _): nil
        }
    }

    private mutating func addRepeats(of votes: CastVotes) {
        let first = Dictionary(votes.votes.map { ("\($0.listener) \($0.answer.list) \($0.answer.trial)", $0) }) { one, _ in one }
        for vote in votes.votes {
            guard let number = vote.fact.repeatOf, let original = first["\(vote.listener) \(vote.answer.list) \(number)"] else { continue }
            record.repeats += 1
            let isAlike =
                votes.method == .mos
                ? abs((vote.score(of: 0) ?? 0) - (original.score(of: 0) ?? 0)) <= 1 : vote.chosen == original.chosen
            record.repeatsAlike += isAlike ? 1 : 0
        }
    }
}
