extension ResultsSchema {
    /// What people said.
    static let voteShapes = [
        RecordShape(
            name: "votes", summary: "What people said about the branches without knowing their names.",
            fields: [
                RecordField("method", .text, "pairwise, abx, mos, mushra, or table for votes of an own tool."),
                .optional("question", .text, "What the listeners were asked."),
                RecordField("answers", .count, "That count: without catch trials and repeats."),
                RecordField("listeners", .count, "Who gave them."), RecordField("cases", .count, "That they are on."),
                RecordField("label", .text, "As of the verdict; for abx also distinguishable, not_distinguishable, undecided."),
                RecordField("winners", .list(.text), "The top tier, leader first."),
                .optional("over", .text, "The rival that the sentence is about."), RecordField("heading", .text, "In two or three words."),
                RecordField("text", .text, "The one sentence."),
                RecordField("standings", .list(.part("vote_standing")), "Strongest first; empty for abx."),
                RecordField("pairs", .list(.part("vote_pair")), "Every two branches that were asked about."),
                RecordField("agreement", .list(.part("vote_agreement")), "Of quality, then of each metric."),
                RecordField("consistency", .part("vote_consistency"), "How carefully listeners answered."),
                .optional("ceiling", .share, "How often one voter says what the majority of the others says."),
                .optional("ceiling_ci95", .interval, "Of the ceiling."),
                RecordField("both_bad", .count, "Answers that neither was any good; they count as ties."),
                RecordField("excluded", .count, "Listeners left out by the rules of the method."),
                RecordField("warnings", .list(.text), "What to know beside it."),
                RecordField("ballots", .list(.hash), "SHA-256 of each; empty for a table."),
            ]),
        RecordShape(
            name: "vote_standing", summary: "One branch in the eyes of the voters.",
            fields: [
                RecordField("branch", .text, "Its id."), RecordField("rank", .list(.count), "Lowest and highest that cannot be ruled out."),
                RecordField("value", .number, "Preferred to the leader, ties half (0…1); mos: mean (1…5); mushra: median (0…100)."),
                .optional("ci95", .interval, "Of the strength, or of the value of a rating."),
                .optional("strength", .number, "1000 + 400/ln 10 · θ; null for ratings."), RecordField("answers", .count, "On it."),
                .optional("wins", .count, "Votes."), .optional("losses", .count, "Votes."), .optional("ties", .count, "Votes."),
            ]),
        RecordShape(
            name: "vote_pair", summary: "Two branches in the eyes of the voters.",
            fields: [
                RecordField("a", .text, "The stronger one."), RecordField("b", .text, "The other."),
                RecordField("answers", .count, "On both."),
                .optional("value", .number, "Share preferring a, share of right answers, or difference of ratings."),
                .optional("ci95", .interval, "Of the value."), .optional("p", .share, "Of the test."),
                .optional("p_holm", .share, "Corrected for all pairs."), RecordField("label", .text, "What may be said."),
            ]),
        RecordShape(
            name: "vote_agreement", summary: "How often quality, or a metric, says of a pair what the voters say.",
            fields: [
                RecordField("metric", .text, "quality, or its name."), RecordField("accuracy", .share, "Of the pairs."),
                .optional("ci95", .interval, "The case is the unit."), RecordField("pairs", .count, "That have both."),
                RecordField("no_better_than_chance", .flag, "The interval includes what a coin would get."),
            ]),
        RecordShape(
            name: "vote_consistency", summary: "Trials whose answer is known, and trials asked twice.",
            fields: [
                RecordField("catch_right", .count, "Answered as known."), RecordField("catch_trials", .count, "Of so many."),
                RecordField("repeats_alike", .count, "Answered alike."), RecordField("repeats", .count, "Of so many."),
            ]),
    ]
}
