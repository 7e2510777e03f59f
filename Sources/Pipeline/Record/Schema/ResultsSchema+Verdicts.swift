extension ResultsSchema {
    /// Who won, by how much, and how sure that is.
    static let verdictShapes = [
        RecordShape(
            name: "case_verdict", summary: "What the merge decided for one case and repeat.",
            fields: [
                RecordField("repeat", .count, "From 0."),
                .optional("label", .text, "clear, slight, tie or no_eligible_output; null for strategies that pick no best."),
                .optional("winner", .text, "A branch."), .optional("decided_by", .text, "Quality, or what broke a tie."),
                .optional("confidence", .share, "That the winner is better."), .optional("margin", .number, "Points of quality."),
                .optional("runner_up", .text, "A branch."),
                RecordField("contributions", .list(.part("contribution")), "They sum to the margin."),
                .optional("dominates", .flag, "At least as good on every metric that both have."),
                .optional("robustness", .share, "Share of random weights under which the same output wins."),
                RecordField("reason", .text, "In words."), .optional("composite", .text, "Path of what was made of all outputs."),
                .optional("composite_error", .text, "Why there is none."),
            ]),
        RecordShape(
            name: "contribution", summary: "How much one metric adds to a margin.",
            fields: [RecordField("metric", .text, "Its name."), RecordField("points", .number, "Of quality.")]),
        RecordShape(
            name: "standing", summary: "One branch over all cases.",
            fields: [
                RecordField("branch", .text, "Its id."), RecordField("cases", .count, "That count."),
                RecordField("rank", .list(.count), "Lowest and highest rank that the data cannot rule out."),
                .optional("mean", .number, "Quality, 0 to 100, failures as 0."), .optional("ci95", .interval, "Of the mean."),
                .optional("win_rate", .share, "Over cases and rivals."), RecordField("failures", .count, "Cells without an output."),
                RecordField("failure_rate", .share, "Of all cells."), RecordField("failure_ci95", .list(.share), "Wilson interval."),
                .optional("seconds_median", .amount, "Of calls that were made."),
                .optional("seconds_p95", .amount, "Of calls that were made."),
                .optional("cost_per_output", .amount, "US dollars; null where a price is unknown."),
            ]),
        RecordShape(
            name: "pair", summary: "Two branches over the cases that both have run.",
            fields: [
                RecordField("a", .text, "A branch."), RecordField("b", .text, "A branch."), RecordField("cases", .count, "Of both."),
                RecordField("wins", .count, "Of a."), RecordField("losses", .count, "Of a."), RecordField("ties", .count, "Of both."),
                .optional("diff", .number, "Mean of a − b, points of quality."), .optional("ci95", .interval, "Of the difference."),
                .optional("p", .share, "Of the test."), .optional("p_holm", .share, "After correction."),
                RecordField("label", label, "What may be said."), .optional("cases_needed", .count, "To settle a difference that matters."),
            ]),
        RecordShape(
            name: "verdict", summary: "The verdict on a group, with the words that every surface shows.",
            fields: [
                RecordField("label", .text, "better, better_but_small, equivalent, too_close or not_enough_data."),
                RecordField("winners", .list(.text), "The top tier, leader first."),
                .optional("over", .text, "The rival that the numbers are about."),
                .optional("diff", .number, "Leader − rival, points of quality."), .optional("ci95", .interval, "Of the difference."),
                RecordField("wins", .count, "Cases in which the leader is ahead."), RecordField("losses", .count, "And behind."),
                RecordField("ties", .count, "And neither."), RecordField("cases", .count, "Of both."),
                .optional("cases_needed", .count, "To settle a difference that matters."),
                RecordField("min_effect", .amount, "Points below which a difference does not matter."),
                RecordField("warnings", .list(.text), "What to know beside it."), RecordField("heading", .text, "In two or three words."),
                RecordField("text", .text, "The one sentence."),
            ]),
        RecordShape(
            name: "statistics", summary: "How the numbers were made, so that they can be checked.",
            fields: [
                RecordField("interval", .text, "Method."), RecordField("resamples", .count, "Of bootstrap and sign flips."),
                RecordField("test", .text, "Method."), RecordField("correction", .text, "For many pairs."),
                RecordField("seed", .count, "Of the resamples."), RecordField("unit", .text, "What counts once."),
                RecordField("failures", .text, "What they count as."),
            ]),
        RecordShape(
            name: "similarity", summary: "How like each other the pictures are.",
            fields: [
                RecordField("repeats", .list(.part("repeat_similarity")), "Of one branch."),
                RecordField("branches", .list(.part("branch_similarity")), "Of two branches."),
                RecordField("cases", .count, "That were looked at."), RecordField("cases_left_out", .count, "After so many pictures."),
            ]),
        RecordShape(
            name: "repeat_similarity", summary: "How much the pictures of one branch and case differ.",
            fields: [
                RecordField("branch", .text, "Its id."), RecordField("cases", .list(.part("case_distance")), "With several pictures."),
                RecordField("median_distance", .number, "Of the cases."), RecordField("pairs", .count, "Of pictures of one case."),
                RecordField("near_duplicates", .count, "Of the pairs."), RecordField("is_collapsed", .flag, "The seed hardly matters."),
            ]),
        RecordShape(
            name: "case_distance", summary: "The pictures of one case.",
            fields: [
                RecordField("id", .text, "Of the case."), RecordField("pictures", .count, "Of it."),
                RecordField("distance", .number, "1 − MS-SSIM, mean over all pairs."),
            ]),
        RecordShape(
            name: "branch_similarity", summary: "How often two branches gave nearly the same picture.",
            fields: [
                RecordField("a", .text, "A branch."), RecordField("b", .text, "A branch."), RecordField("cases", .count, "Of both."),
                RecordField("near_duplicates", .count, "Cases."), RecordField("is_probably_one", .flag, "In more than half of the cases."),
            ]),
        RecordShape(
            name: "race", summary: "What stopping early did.",
            fields: [
                RecordField("min_cases", .count, "Before anyone may leave."), RecordField("every", .count, "Cases between two looks."),
                RecordField("cases", .count, "Of the plan."), RecordField("drops", .list(.part("drop")), "Who left."),
                .optional("end", .text, "decided or equivalent; null where it went on to the last case."),
                .optional("ended_after", .count, "Cases."), RecordField("outputs", .count, "That were made."),
                RecordField("outputs_saved", .count, "That were not."),
                .optional("saved_usd", .amount, "By the mean price of each branch."),
                RecordField("saved_seconds", .amount, "By the mean time of each branch."),
            ]),
        RecordShape(
            name: "drop", summary: "A branch that left a race.",
            fields: [
                RecordField("branch", .text, "Its id."), RecordField("rival", .text, "Who was ahead."),
                RecordField("cases", .count, "Of both."),
                RecordField("log_e", .number, "Natural logarithm of the evidence against no difference."),
            ]),
    ]

    private static let label = RecordValue.words(["better", "better_but_small", "equivalent", "too_close", "not_enough_data"])
}
