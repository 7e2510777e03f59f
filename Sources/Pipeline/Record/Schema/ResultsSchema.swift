/// What `results.json` holds, as a JSON Schema for those who read it.
///
/// Other keys are allowed everywhere: a minor version adds keys, and a reader passes over those that it does not know.
package enum ResultsSchema {
    package static var document: SchemaNode {
        let parts = Dictionary((shapes + outputShapes + verdictShapes + voteShapes).map { ($0.name, $0.node) }) { $1 }
        return root.node.adding([
            "$schema": "https://json-schema.org/draft/2020-12/schema", "title": "bakeoff results", "$defs": .map(parts),
        ])
    }

    private static let root = RecordShape(
        name: "results", summary: "Everything a run did. A key that is absent, or null, is unknown, never 0.",
        fields: [
            RecordField("schema", .words(["bakeoff.results"]), "Tells this document from others."),
            RecordField("schema_version", .text, "Major and minor; a minor version only adds keys."),
            RecordField("tool", .part("tool"), "Which program wrote it."),
            RecordField("run", .part("run"), "The run as a whole."),
            RecordField("comparisons", .list(.part("comparison")), "Parallel groups, in file order."),
            .optional("steps", .list(.part("step")), "Steps that compare nothing: single models, merges, splits."),
            RecordField("gates", .list(.part("gate")), "Release gates and how they ended."),
            RecordField("warnings", .list(.text), "What a reader must know about the whole run."),
        ])

    private static let shapes = [
        RecordShape(
            name: "tool", summary: "A program.",
            fields: [
                RecordField("name", .text, "bakeoff."), RecordField("version", .text, "Of the program; the schema has its own."),
                RecordField("swift", .text, "Of the compiler."), RecordField("platform", .text, "System and processor."),
            ]),
        RecordShape(
            name: "run", summary: "A run as a whole.",
            fields: [
                RecordField("id", .text, "Also the name of the run folder."), RecordField("pipeline", .text, "Its name in the file."),
                .optional("description", .text, "As the file gives it."),
                RecordField("started", .text, "ISO 8601, UTC."), RecordField("seconds", .amount, "Over all sittings."),
                .optional("cost_usd", .amount, "What this run spent; null where a price is unknown."),
                RecordField("cost_complete", .flag, "False where the price of at least one output is unknown."),
                RecordField("status", .words(["complete", "partial"]), "Partial runs can be resumed."),
                .optional("stopped_because", .text, "Why a partial run stopped."),
                RecordField("config_sha256", .text, "Of the pipeline as it was resolved."),
                RecordField("seed", .count, "Of cases and statistics."),
                RecordField("cached_outputs", .count, "Outputs that came from the cache."),
                RecordField("command", .text, "Does the same again."),
            ]),
        RecordShape(
            name: "comparison", summary: "One parallel group: its branches, its cases, its verdict.",
            fields: [
                RecordField("group_id", .text, "Its id in the file."), RecordField("kind", kind, "What its outputs are."),
                RecordField("merge_strategy", .text, "How a case was decided."),
                .optional("scoring", .text, "The scoring profile; null where nothing is scored."),
                RecordField("scoring_version", .text, "A hash of all that a score depends on."),
                RecordField("rests_on", .text, "What the verdict rests on, in a sentence."),
                RecordField("successful_count", .count, "Outputs."), RecordField("failed_count", .count, "Cells without one."),
                RecordField("cancelled_count", .count, "Cells that were stopped."),
                RecordField("total_time", .amount, "Seconds of all calls."),
                .optional("total_cost", .amount, "US dollars that this run spent; null where a price is unknown."),
                RecordField("branches", .list(.part("branch")), "In file order."),
                RecordField("metrics", .list(.part("metric")), "What was read, in the order of reading."),
                RecordField("cases", .list(.part("case")), "In file order."),
                RecordField("ranking", .list(.part("standing")), "Best mean first."),
                RecordField("pairwise", .list(.part("pair")), "Every two branches."),
                RecordField("verdict", .part("verdict"), "On the group."),
                RecordField("statistics", .part("statistics"), "How the numbers were made."),
                RecordField("identical_branches", .list(.list(.text)), "Branches whose outputs are byte-identical in every case."),
                .optional("similarity", .part("similarity"), "How like each other the pictures are."),
                .optional("race", .part("race"), "What stopping early did."),
                .optional("votes", .part("votes"), "What people said, blind; null where nobody was asked."),
            ]),
        RecordShape(
            name: "branch", summary: "A competing model with its parameters.",
            fields: [
                RecordField("id", .text, "Its id in the file."), RecordField("label", .text, "A, B, C …"),
                RecordField("provider", .text, "Where outputs come from."), RecordField("model", .text, "Its name there."),
                RecordField("params", .table(.text), "As written."),
            ]),
        RecordShape(
            name: "metric", summary: "What readings of a metric mean.",
            fields: [
                RecordField("metric", .text, "Its name."), RecordField("version", .text, "Rises with every change that moves a value."),
                RecordField("summary", .text, "What it measures."), RecordField("unit", .text, "Empty for a bare number."),
                RecordField("better", .words(["higher", "lower", "neutral"]), "Which way is better."),
                .optional("range", .openInterval, "Of the definition; null where it has no bound."),
                .optional("aspect", .text, "Of the profile."),
                .optional("weight", .share, "Share of the whole profile; null for a metric that is only shown."),
                .optional("weights_sha256", .hash, "Of the network that gave the readings."),
            ]),
        RecordShape(
            name: "step", summary: "A step that compares nothing.",
            fields: [
                RecordField("id", .text, "Its id."), RecordField("type", .text, "As in the file."),
                RecordField("kind", kind, "What it hands on."), RecordField("is_list", .flag, "It hands on several."),
                .optional("branch", .part("branch"), "The model of a generating step."),
                .optional("strategy", .text, "Of a merge or a split."), RecordField("successful_count", .count, "Outputs."),
                RecordField("failed_count", .count, "Cells without one."),
                RecordField("cancelled_count", .count, "Cells that were stopped."),
                .optional("total_cost", .amount, "US dollars; null where a price is unknown."),
                RecordField("cases", .list(.part("case")), "In which it did something."),
            ]),
        RecordShape(
            name: "gate", summary: "A rule that must not hold.",
            fields: [
                RecordField("rule", .text, "As written."), .optional("group_id", .text, "The comparison that it was held against."),
                RecordField("result", .words(["pass", "fail", "undecided"]), "How it ended."),
                RecordField("detail", .text, "The numbers behind it, in words."),
                .optional("value", .number, "What was held against the limit: points, seconds, US dollars, a share, a count."),
            ]),
    ]

    static let kind = RecordValue.words(["text", "image", "audio", "video"])
}
