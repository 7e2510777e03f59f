import Pipeline
import Statistics

extension VotesAssembly {
    /// Votes on two outputs at a time, from pages or from a plain table.
    ///
    /// - Parameter careless: listeners without whom the verdict is given a second time.
    package func pairwise(_ entries: [VoteTable.Entry], careless: [String] = []) -> VotesRecord {
        let study = study(entries)
        guard let votes = study.votes, let component = votes.components.first else {
            return VotesRecord(
                method: "pairwise", sentence: VotesSentence(nothingCounted: entries.count), label: VerdictLabel.notEnoughData.rawValue,
                winners: [], over: nil)
        }
        var record = VotesRecord(
            method: "pairwise", sentence: VotesSentence(component), label: component.label.rawValue, winners: component.winners,
            over: component.over)
        record.answers = entries.count
        record.listeners = Set(entries.compactMap(\.rater)).count
        record.cases = Set(entries.map(\.caseName)).count
        record.standings = votes.components.flatMap(\.standings).map(Self.standing)
        record.pairs = votes.components.flatMap(\.pairs).map(Self.pair)
        record.agreement = Self.agreement(study)
        record.ceiling = study.voters?.ceiling
        record.ceilingCi95 = study.voters?.ceilingInterval
        let doubtful = (study.voters?.voters ?? []).filter(\.isDoubtful).map(\.name)
        record.warnings = Self.warnings(votes, component)
        record.warnings += doubtful.map { "voter '\($0)' agrees with the others hardly more than chance would" }
        record.warnings += without(Set(careless + doubtful), entries, verdict: component)
        return record
    }

    private static func standing(_ one: PreferenceStanding) -> VoteStandingRecord {
        var record = VoteStandingRecord(
            branch: one.branch, rank: [one.rankLow, one.rankHigh], value: one.winAgainstLeader,
            ci95: VotesRecord.finite(one.interval?.map { 1_000 + 173.717_792_761_244_95 * $0 }), answers: one.votes)
        (record.strength, record.wins, record.losses, record.ties) = (one.eloLike, one.wins, one.losses, one.ties)
        return record
    }

    private static func pair(_ one: PreferencePair) -> VotePairRecord {
        VotePairRecord(
            a: one.a, b: one.b, answers: one.wins + one.losses + one.ties, value: one.voted, ci95: nil, p: one.p, pHolm: one.pHolm,
            label: one.label.rawValue)
    }

    private static func warnings(_ votes: PreferenceRanking, _ component: PreferenceComponent) -> [String] {
        var lines: [String] = []
        if votes.components.count > 1 {
            lines.append("nobody compared across \(votes.components.count) groups of models, so neither can we")
        }
        if !votes.unseen.isEmpty { lines.append("no votes on \(votes.unseen.joined(separator: ", "))") }
        if let obstacle = component.obstacle { lines.append("\(obstacle); the strengths shown are regularised") }
        if let name = component.decisiveCase { lines.append("without the votes on case '\(name)' another model would be strongest") }
        lines += component.cycles.map { "a circle of preferences: \(($0 + $0.prefix(1)).joined(separator: " over "))" }
        if let bias = votes.sideBias, bias.p <= 0.05 {
            lines.append("voters favour one side: \(Int((100 * bias.leftShare).rounded()))% of decided votes went left")
        }
        return lines
    }

    /// The verdict again without voters who are doubtful: it is shown, and theirs still counts.
    private func without(_ doubtful: Set<String>, _ entries: [VoteTable.Entry], verdict: PreferenceComponent) -> [String] {
        let rest = entries.filter { !($0.rater.map(doubtful.contains) ?? false) }
        guard !doubtful.isEmpty, rest.count < entries.count else { return [] }
        let ranking = PreferenceRanking(
            VoteTable(rest), settings: PreferenceSettings(seed: settings.seed, resamples: settings.resamples, alpha: settings.alpha))
        guard let other = ranking.components.first else { return ["without the listeners named above nothing is left to rank"] }
        if other.label == verdict.label, other.winners == verdict.winners {
            return ["without the listeners named above the verdict is the same"]
        }
        return ["without the listeners named above: \(VotesSentence(other).text)"]
    }

    // MARK: ABX

    func discrimination(_ votes: [CastVotes.Vote]) -> VotesRecord {
        var tallies: [[String]: (right: Int, all: Int)] = [:]
        for vote in votes {
            guard let a = vote.items[0].branch, let b = vote.items[1].branch, a != b else { continue }
            tallies[[a, b].sorted(), default: (0, 0)].all += 1
            tallies[[a, b].sorted(), default: (0, 0)].right += vote.chosen == vote.items[2].branch ? 1 : 0
        }
        let sorted = tallies.sorted { $0.key.lexicographicallyPrecedes($1.key) }
        let tests = sorted.map { DiscriminationTest(right: $0.value.right, trials: $0.value.all) }
        let adjusted = Holm.adjusted(tests.map(\.p))
        let pairs = sorted.indices.map { index in
            VotesSentence.Discrimination(
                a: sorted[index].key[0], b: sorted[index].key[1], test: tests[index],
                label: tests[index].label(adjustedP: adjusted[index], pairs: tests.count, alpha: settings.alpha), pHolm: adjusted[index])
        }.sorted { ($0.pHolm, $0.test.p, $0.a, $0.b) < ($1.pHolm, $1.test.p, $1.a, $1.b) }
        let labels: [DiscriminationTest.Label] = [.distinguishable, .undecided, .notDistinguishable, .notEnoughData]
        let label = labels.first { label in pairs.contains { $0.label == label } } ?? .notEnoughData
        var record = VotesRecord(method: "abx", sentence: VotesSentence(pairs), label: label.rawValue, winners: [], over: nil)
        record.pairs = pairs.map { one in
            VotePairRecord(
                a: one.a, b: one.b, answers: one.test.trials, value: one.test.share, ci95: one.test.interval, p: one.test.p,
                pHolm: one.pHolm, label: one.label.rawValue)
        }
        if Set(votes.map(\.listener)).count > 1 {
            record.warnings.append("answers of several listeners are counted together; one with sharp ears can decide")
        }
        return record
    }
}
