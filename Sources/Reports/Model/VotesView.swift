import Pipeline

/// What people say of a comparison, shown before what the metrics say.
struct VotesView {
    struct Row {
        let tag: BranchTag
        let rank: String
        let value: String
        /// Of pairwise votes on an Elo-like scale.
        let strength: String
        let interval: String
        let tally: String
    }

    struct Pair {
        let a: BranchTag
        let b: BranchTag
        let right: String
        let interval: String
        let trials: String
        let verdict: String
    }

    struct Agreement {
        let metric: ShownText
        let share: String
        let interval: String
        let pairs: String
        let isChance: Bool
    }

    let heading: ShownText
    let sentence: ShownText
    /// A sign beside the heading, so that colour is not alone.
    let mark: String
    /// Class of the sign: `win`, `tie` or `open`.
    let tone: String
    /// How many answers by how many people, and what they were asked.
    let facts: ShownText
    let question: ShownText
    let valueTitle: String
    let rows: [Row]
    let hasRows: Bool
    let isPairwise: Bool
    let pairs: [Pair]
    let hasPairs: Bool
    let agreements: [Agreement]
    let hasAgreements: Bool
    let carefulness: ShownText
    let warnings: [ShownText]
    let hasWarnings: Bool

    init(_ record: VotesRecord, _ directory: BranchTag.Directory) {
        heading = ShownText(record.heading)
        sentence = ShownText(record.text)
        (tone, mark) =
            switch record.label {
            case "better", "better_but_small", "distinguishable": ("win", "✓")
            case "equivalent", "not_distinguishable": ("tie", "=")
            case "too_close", "undecided": ("tie", "≈")
            default: ("open", "…")
            }
        facts = ShownText(VotesWords.extent(record))
        question = ShownText(record.question)
        valueTitle = VotesWords.valueTitle(record.method)
        isPairwise = record.method == "pairwise"
        rows = record.standings.map { one in
            let ties = (one.ties ?? 0) > 0 ? ", \(one.ties ?? 0) tied" : ""
            return Row(
                tag: directory[one.branch], rank: LeaderboardView.rank(one.rank), value: VotesWords.value(one.value, record.method),
                strength: one.strength.map { Quantity.fixed($0, 0) } ?? "", interval: VotesWords.limits(one.ci95, record.method),
                tally: one.wins.map { "\($0)–\(one.losses ?? 0)\(ties)" } ?? "\(one.answers)")
        }
        hasRows = !rows.isEmpty
        pairs = record.method == "abx" ? record.pairs.map { Self.pair($0, directory) } : []
        hasPairs = !pairs.isEmpty
        agreements = record.agreement.map { one in
            Agreement(
                metric: ShownText(one.metric), share: Quantity.percent(one.accuracy), interval: VotesWords.shares(one.ci95),
                pairs: "\(one.pairs)", isChance: one.noBetterThanChance)
        }
        hasAgreements = !agreements.isEmpty
        carefulness = ShownText(VotesWords.carefulness(record))
        warnings = record.warnings.map { ShownText($0, limit: 500) }
        hasWarnings = !warnings.isEmpty
    }

    private static func pair(_ one: VotePairRecord, _ directory: BranchTag.Directory) -> Pair {
        Pair(
            a: directory[one.a], b: directory[one.b], right: Quantity.percent(one.value), interval: VotesWords.shares(one.ci95),
            trials: "\(one.answers)", verdict: one.label.replacing("_", with: " "))
    }
}
