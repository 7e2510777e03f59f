/// What people said about the branches of a group without knowing their names.
package struct VotesRecord: Codable, Sendable, Hashable {
    /// `pairwise`, `abx`, `mos`, `mushra`, or `table` for votes of an own tool.
    package var method: String
    /// What the listeners were asked; nil for a table.
    package var question: String?
    /// Answers that count: without catch trials and repeats.
    package var answers: Int
    package var listeners: Int
    package var cases: Int
    /// `better`, `better_but_small`, `equivalent`, `too_close`, `not_enough_data`; for abx also `distinguishable`,
    /// `not_distinguishable`, `undecided`.
    package var label: String
    package var winners: [String]
    package var over: String?
    package var heading: String
    /// The one sentence.
    package var text: String
    /// Strongest first; empty for abx.
    package var standings: [VoteStandingRecord]
    package var pairs: [VotePairRecord]
    /// Quality first, then metrics: how often each says of a pair what the voters say.
    package var agreement: [VoteAgreementRecord]
    package var consistency: VoteConsistencyRecord
    /// How often one voter says what the majority of the others says, with its interval; nil where none can be compared.
    package var ceiling: Double?
    package var ceilingCi95: [Double]?
    /// Answers that neither was any good; they count as ties.
    package var bothBad: Int
    /// Listeners left out by the rules of the method.
    package var excluded: Int
    package var warnings: [String]
    /// SHA-256 of the ballots; empty for a table.
    package var ballots: [String]

    package init(method: String, sentence: VotesSentence, label: String, winners: [String], over: String?) {
        self.method = method
        (heading, text) = (sentence.heading, sentence.text)
        (self.label, self.winners, self.over) = (label, winners, over)
        (answers, listeners, cases, bothBad, excluded) = (0, 0, 0, 0, 0)
        (standings, pairs, agreement, warnings, ballots) = ([], [], [], [], [])
        consistency = VoteConsistencyRecord()
    }
}

/// One branch in the eyes of the voters.
package struct VoteStandingRecord: Codable, Sendable, Hashable {
    package var branch: String
    package var rank: [Int]
    /// pairwise: probability of being preferred to the leader, ties half; mos: mean, 1…5; mushra: median, 0…100.
    package var value: Double
    /// pairwise: of the strength on an Elo-like scale; else of the value. nil where the votes set no limits.
    package var ci95: [Double]?
    /// pairwise: 1000 + 400/ln 10 · θ; nil for ratings.
    package var strength: Double?
    package var answers: Int
    package var wins: Int?
    package var losses: Int?
    package var ties: Int?

    package init(branch: String, rank: [Int], value: Double, ci95: [Double]?, answers: Int) {
        (self.branch, self.rank, self.value, self.ci95, self.answers) = (branch, rank, value, ci95, answers)
    }
}

/// Two branches in the eyes of the voters, as the stronger one sees it.
package struct VotePairRecord: Codable, Sendable, Hashable {
    package var a: String
    package var b: String
    package var answers: Int
    /// pairwise: share preferring a, ties half; abx: share of right answers; ratings: mean of a less that of b.
    package var value: Double?
    package var ci95: [Double]?
    package var p: Double?
    package var pHolm: Double?
    package var label: String

    package init(a: String, b: String, answers: Int, value: Double?, ci95: [Double]?, p: Double?, pHolm: Double?, label: String) {
        (self.a, self.b, self.answers, self.value, self.ci95) = (a, b, answers, value, ci95)
        (self.p, self.pHolm, self.label) = (p, pHolm, label)
    }
}

/// How often quality, or a metric, says of a pair what the voters say.
package struct VoteAgreementRecord: Codable, Sendable, Hashable {
    package var metric: String
    package var accuracy: Double
    /// The case is the unit; nil below two cases.
    package var ci95: [Double]?
    package var pairs: Int
    /// The interval includes what a coin would get: the metric deserves no weight here.
    package var noBetterThanChance: Bool

    package init(metric: String, accuracy: Double, ci95: [Double]?, pairs: Int, noBetterThanChance: Bool) {
        (self.metric, self.accuracy, self.ci95, self.pairs) = (metric, accuracy, ci95, pairs)
        self.noBetterThanChance = noBetterThanChance
    }
}

/// How carefully listeners answered: trials whose answer is known, and trials asked twice.
package struct VoteConsistencyRecord: Codable, Sendable, Hashable {
    package var catchRight: Int
    package var catchTrials: Int
    package var repeatsAlike: Int
    package var repeats: Int

    package init(catchRight: Int = 0, catchTrials: Int = 0, repeatsAlike: Int = 0, repeats: Int = 0) {
        (self.catchRight, self.catchTrials, self.repeatsAlike, self.repeats) = (catchRight, catchTrials, repeatsAlike, repeats)
    }
}
