import Pipeline
import Statistics

/// What people might have said of the sample runs.
enum SampleVotes {
    static var pairwise: VotesRecord {
        let branches = ["aurora-xl", "lumen-2", "pixelforge", "sketchlite"]
        let entries = (0..<8).flatMap { number in
            ["ann", "bob", "cyd"].enumerated().flatMap { rater, name in
                zip(branches, branches.dropFirst()).map { left, right in
                    let choice: Vote.Choice = (number + rater) % 4 == 0 ? .right : (number + rater) % 7 == 0 ? .tie : .left
                    return VoteTable.Entry(caseName: "img-0\(number)", left: left, right: right, choice: choice, rater: name)
                }
            }
        }
        let component = PreferenceRanking(VoteTable(entries)).components[0]
        var record = VotesRecord(
            method: "pairwise", sentence: VotesSentence(component), label: component.label.rawValue, winners: component.winners,
            over: component.over)
        record.question = "Which picture is better?"
        (record.answers, record.listeners, record.cases) = (entries.count, 3, 8)
        record.standings = component.standings.map { one in
            var standing = VoteStandingRecord(
                branch: one.branch, rank: [one.rankLow, one.rankHigh], value: one.winAgainstLeader, ci95: [940, 1_080], answers: one.votes)
            (standing.strength, standing.wins, standing.losses, standing.ties) = (one.eloLike, one.wins, one.losses, one.ties)
            return standing
        }
        record.agreement = [
            VoteAgreementRecord(metric: "quality", accuracy: 0.71, ci95: [0.62, 0.8], pairs: 72, noBetterThanChance: false),
            VoteAgreementRecord(metric: "noise_sigma", accuracy: 0.48, ci95: [0.37, 0.59], pairs: 72, noBetterThanChance: true),
        ]
        record.consistency = VoteConsistencyRecord(catchRight: 5, catchTrials: 6, repeatsAlike: 4, repeats: 6)
        (record.ceiling, record.ceilingCi95) = (0.82, [0.74, 0.9])
        record.warnings = ["voters favour one side: 61% of decided votes went left"]
        return record
    }

    static var abx: VotesRecord {
        let test = DiscriminationTest(right: 11, trials: 20)
        let pair = VotesSentence.Discrimination(a: "gb", b: "us", test: test, label: .notDistinguishable, pHolm: test.p)
        var record = VotesRecord(
            method: "abx", sentence: VotesSentence([pair]), label: "not_distinguishable", winners: [], over: nil)
        (record.question, record.answers, record.listeners, record.cases) = ("Which one is X: A or B?", 20, 2, 5)
        record.pairs = [
            VotePairRecord(
                a: "gb", b: "us", answers: 20, value: test.share, ci95: test.interval, p: test.p, pHolm: test.p,
                label: "not_distinguishable")
        ]
        return record
    }
}
