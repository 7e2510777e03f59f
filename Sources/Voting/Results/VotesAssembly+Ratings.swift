import Pipeline
import Statistics

extension VotesAssembly {
    /// Points of the scale below which a difference does not matter: a tenth of a MOS step of 1, 3 of 100 in mushra.
    private static func minEffect(_ method: VoteMethod) -> Double { method == .mos ? 0.1 : 3 }
    /// Difference of two mean ratings of a case below which the listeners count as undecided there.
    private static func tieWithin(_ method: VoteMethod) -> Double { method == .mos ? 0.1 : 3 }

    /// - Parameter careless: named in a warning; the rater model weighs them by their own noise.
    func ratings(_ votes: [CastVotes.Vote], _ method: VoteMethod, careless: [String]) -> VotesRecord {
        let excluded = method == .mushra ? Self.screened(votes) : [:]
        let entries = votes.filter { excluded[$0.listener] == nil }.flatMap(Self.entries)
        let table = RatingTable(entries, branches: comparison.branches.map(\.id))
        guard !entries.isEmpty else {
            var record = VotesRecord(
                method: method.rawValue, sentence: VotesSentence(nothingCounted: votes.count), label: VerdictLabel.notEnoughData.rawValue,
                winners: [], over: nil)
            record.excluded = excluded.count
            record.warnings = Self.words(excluded)
            return record
        }
        let model = method == .mos ? RaterModel(table) : nil
        let ranking = RatingRanking(
            table, model: model, settings: RankingSettings(seed: settings.seed, minEffect: Self.minEffect(method), alpha: settings.alpha))
        let sentence = VotesSentence(
            ranking, unit: method == .mos ? "on the scale of 1 to 5" : "points of 100", ratings: entries.count,
            listeners: table.raters.count,
            cases: table.cases.count)
        var record = VotesRecord(
            method: method.rawValue, sentence: sentence, label: ranking.label.rawValue, winners: ranking.winners, over: ranking.over)
        record.standings = ranking.standings.map { one in
            VoteStandingRecord(
                branch: one.branch, rank: [one.rankLow, one.rankHigh], value: method == .mos ? one.mean : one.median,
                ci95: method == .mos ? one.interval : one.medianInterval, answers: one.ratings)
        }
        record.pairs = ranking.pairs.map { one in
            VotePairRecord(
                a: one.a, b: one.b, answers: one.cases, value: one.difference, ci95: one.interval, p: one.p, pHolm: one.pHolm,
                label: one.label.rawValue)
        }
        record.agreement = Self.agreement(study(Self.preferences(entries, method)))
        record.excluded = excluded.count
        record.warnings = Self.words(excluded)
        if !ranking.unseen.isEmpty { record.warnings.append("no ratings of \(ranking.unseen.joined(separator: ", "))") }
        if table.raters.count == 1 { record.warnings.append("one listener alone: the intervals say nothing of others") }
        return record
    }

    private static func entries(_ vote: CastVotes.Vote) -> [RatingTable.Entry] {
        vote.items.indices.compactMap { place in
            guard vote.items[place].role == .output, let branch = vote.items[place].branch, let score = vote.score(of: place) else {
                return nil
            }
            return RatingTable.Entry(caseName: vote.caseID, branch: branch, rater: vote.listener, score: score)
        }
    }

    /// Listeners of a mushra test who are left out, and why.
    private static func screened(_ votes: [CastVotes.Vote]) -> [String: ReferenceScreening.Reason] {
        Dictionary(grouping: votes, by: \.listener).compactMapValues { own in
            ReferenceScreening.reason(
                own.compactMap { vote in
                    func score(_ role: BallotKey.Role) -> Double? { vote.items.firstIndex { $0.role == role }.flatMap(vote.score) }
                    return score(.hiddenReference).map { ReferenceScreening.Trial(hiddenReference: $0, midAnchor: score(.midAnchor)) }
                })
        }
    }

    private static func words(_ excluded: [String: ReferenceScreening.Reason]) -> [String] {
        excluded.sorted { $0.key < $1.key }.map { listener, reason in
            let why = reason == .missesReference ? "rated the hidden reference below 90" : "rated the anchor of 7 kHz above 90"
            return "listener '\(listener)' \(why) in more than 15% of the trials and is left out (BS.1534-3)"
        }
    }

    /// What ratings say of every pair on every case, as votes that metrics can be held against.
    private static func preferences(_ entries: [RatingTable.Entry], _ method: VoteMethod) -> [VoteTable.Entry] {
        let byCase = Dictionary(grouping: entries, by: \.caseName)
        return byCase.sorted { $0.key < $1.key }.flatMap { name, own -> [VoteTable.Entry] in
            let means = Dictionary(grouping: own, by: \.branch).mapValues { $0.reduce(0) { $0 + $1.score } / Double($0.count) }
            let branches = means.keys.sorted()
            return branches.indices.flatMap { a in
                (a + 1..<branches.count).map { b in
                    let lead = (means[branches[a]] ?? 0) - (means[branches[b]] ?? 0)
                    let choice: Statistics.Vote.Choice = abs(lead) < tieWithin(method) ? .tie : lead > 0 ? .left : .right
                    return VoteTable.Entry(caseName: name, left: branches[a], right: branches[b], choice: choice)
                }
            }
        }
    }
}
