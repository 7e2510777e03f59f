import Pipeline

extension VoteTree {
    /// What listeners said, as JSON.
    static func human(_ record: VotesRecord) -> JSONTree {
        .object([
            "method": .text(record.method), "question": JSONTree(record.question), "answers": .whole(record.answers),
            "listeners": .whole(record.listeners), "cases": .whole(record.cases), "label": .text(record.label),
            "winners": JSONTree(record.winners), "over": JSONTree(record.over), "heading": .text(record.heading),
            "text": .text(record.text),
            "standings": .array(record.standings.map(standing)), "pairs": .array(record.pairs.map(pair)),
            "agreement": .array(record.agreement.map(agreement)), "ceiling": JSONTree(record.ceiling),
            "ceiling_interval": JSONTree(record.ceilingCi95), "both_bad": .whole(record.bothBad), "excluded": .whole(record.excluded),
            "consistency": .object([
                "catch_right": .whole(record.consistency.catchRight), "catch_trials": .whole(record.consistency.catchTrials),
                "repeats_alike": .whole(record.consistency.repeatsAlike), "repeats": .whole(record.consistency.repeats),
            ]),
            "warnings": JSONTree(record.warnings), "ballots": JSONTree(record.ballots),
        ])
    }

    private static func standing(_ one: VoteStandingRecord) -> JSONTree {
        .object([
            "branch": .text(one.branch), "rank": .array(one.rank.map { .whole($0) }), "value": .number(one.value),
            "interval": JSONTree(one.ci95), "strength": JSONTree(one.strength), "answers": .whole(one.answers), "wins": JSONTree(one.wins),
            "losses": JSONTree(one.losses), "ties": JSONTree(one.ties),
        ])
    }

    private static func pair(_ one: VotePairRecord) -> JSONTree {
        .object([
            "a": .text(one.a), "b": .text(one.b), "answers": .whole(one.answers), "value": JSONTree(one.value),
            "interval": JSONTree(one.ci95), "p": JSONTree(one.p), "p_holm": JSONTree(one.pHolm), "label": .text(one.label),
        ])
    }

    private static func agreement(_ one: VoteAgreementRecord) -> JSONTree {
        .object([
            "metric": .text(one.metric), "accuracy": .number(one.accuracy), "interval": JSONTree(one.ci95), "pairs": .whole(one.pairs),
            "no_better_than_chance": .flag(one.noBetterThanChance),
        ])
    }
}
