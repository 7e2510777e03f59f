extension ResultsSchema {
    /// Cases, what each cell gave, and what was read from it.
    static let outputShapes = [
        RecordShape(
            name: "case", summary: "What was asked, what each branch answered, who won.",
            fields: [
                RecordField("id", .text, "Its id."), .optional("prompt", .text, "What was asked for."),
                .optional("reference", .text, "Path of the file that outputs should equal."),
                .optional("transcript", .text, "What should be heard."), RecordField("tags", .list(.text), "Of the case file."),
                RecordField("columns", .table(.text), "Further columns of the case file."),
                RecordField("results", .list(.part("result")), "Branches in file order, all repeats of one together."),
                RecordField("verdicts", .list(.part("case_verdict")), "One a repeat."),
            ]),
        RecordShape(
            name: "result", summary: "What one cell gave.",
            fields: [
                RecordField("branch", .text, "Its id."), RecordField("repeat", .count, "From 0."),
                RecordField("status", .words(["ok", "failed", "cancelled"]), "How it ended."),
                .optional("path", .text, "Of the output, relative to the run folder."), .optional("sha256", .text, "Of the output."),
                .optional("media_type", .text, "By the bytes, whatever the name says."),
                .optional("width", .count, "Pixels."), .optional("height", .count, "Pixels."),
                .optional("seconds", .amount, "Of sound."), .optional("sample_rate", .count, "Frames a second."),
                .optional("channels", .count, "Of sound."),
                RecordField("latency", .amount, "Seconds of the call; of a cached output, those of the original call."),
                .optional("latency_ms", .amount, "The same in milliseconds."),
                .optional("waited", .amount, "Seconds of waiting for a turn, a rate limit or another try."),
                .optional("cost_usd", .amount, "Of all tries; null where the price is unknown."),
                RecordField("tries", .count, "Calls that were made."),
                RecordField("cached", .flag, "The output came from the cache; nothing was spent."),
                RecordField("seed", .count, "What the model was given."), .optional("error", .part("error"), "Why there is no output."),
                .optional("returned", .part("returned"), "What the service said about the output."),
                .optional("first_byte_ms", .amount, "From the call to the first byte of a service's answer."),
                .optional("scorecard", .part("scorecard"), "What was measured."),
            ]),
        RecordShape(
            name: "error", summary: "Why a cell has no output.",
            fields: [
                RecordField("code", .text, "A stable word: timed_out, rate_limited, no_output …"),
                RecordField("message", .text, "For people."), .optional("stderr_tail", .text, "The last lines that the program wrote."),
                .optional("http", .count, "The status that a service answered with."),
            ]),
        returned,
        RecordShape(
            name: "scorecard", summary: "Everything known about the quality of one output.",
            fields: [
                .optional("profile", .text, "Under which it was scored."),
                RecordField("readings", .list(.part("reading")), "Metrics' values."),
                RecordField("missing", .list(.part("missing")), "Metrics without a value, and why."),
                RecordField("gates", .list(.part("gate_hit")), "What the output fell under."),
                RecordField("coverage", .share, "Share of the profile's weight that could be measured."),
                .optional("quality", .number, "0 to 100; null below a coverage of 0.6 or without a profile."),
                RecordField("aspects", .list(.part("aspect")), "Of the profile."),
                .optional("facts", .part("facts"), "Size or length of the file."),
                .optional("maps", .list(.part("map")), "Pictures of differences."),
                .optional("speech", .part("speech"), "What was said against what was heard."),
            ]),
        RecordShape(
            name: "reading", summary: "One metric's value.",
            fields: [
                RecordField("metric", .text, "Its name."), RecordField("version", .count, "Of the metric."),
                .optional("value", .number, "In the metric's unit; null for an identical pair whose value is not finite."),
                RecordField("is_identical", .flag, "The output equals its reference."),
                .optional("utility", .share, "On the metric's card; null where the profile does not use it."),
                .optional("weight", .share, "Share of the profile."), RecordField("flags", .list(.text), "Words about the reading."),
            ]),
        RecordShape(
            name: "missing", summary: "A metric without a value.",
            fields: [
                RecordField("metric", .text, "Its name."),
                RecordField("state", .words(["not_applicable", "unavailable", "failed"]), "What kind of lack."),
                RecordField("reason", .text, "In words."),
            ]),
        RecordShape(
            name: "gate_hit", summary: "A quality gate that an output fell under.",
            fields: [
                RecordField("gate", .text, "Its name."),
                RecordField("severity", .words(["fatal", "cap", "warn"]), "Not eligible, limited, or only said."),
                .optional("cap", .number, "The most that quality can be."), RecordField("message", .text, "With the number."),
            ]),
        RecordShape(
            name: "aspect", summary: "An aspect of the profile.",
            fields: [
                RecordField("aspect", .text, "Its name."), .optional("utility", .share, "Null where none of its metrics was measured."),
                RecordField("weight", .share, "Of the profile."),
            ]),
        RecordShape(
            name: "facts", summary: "What a decoder says of the file.",
            fields: [
                .optional("width", .count, "Pixels."), .optional("height", .count, "Pixels."),
                .optional("perceptual_hash", .text, "16 hexadecimal digits; finds pictures that look alike."),
                .optional("seconds", .amount, "Of sound."), .optional("sample_rate", .count, "Frames a second."),
                .optional("channels", .count, "Of sound."), RecordField("warnings", .list(.text), "What the decoder complained about."),
            ]),
        RecordShape(
            name: "map", summary: "A picture of where an output differs from its reference.",
            fields: [
                RecordField("metric", .text, "Whose map it is."), RecordField("path", .text, "Of the PNG, relative to the run folder."),
                RecordField("width", .count, "Pixels."), RecordField("height", .count, "Pixels."),
                RecordField("ideal", .number, "Drawn darkest."), RecordField("worst", .number, "From here on drawn palest."),
                RecordField("legend", .text, "What the values are."),
            ]),
        RecordShape(
            name: "speech", summary: "What was said against what a recogniser heard.",
            fields: [
                RecordField("said", .text, "The text."), RecordField("heard", .text, "The transcript."),
                RecordField("transcriber", .text, "Who listened."), RecordField("words", .part("errors"), "Of the words."),
                RecordField("characters", .part("errors"), "Of the characters."),
                RecordField("alignment", .list(.part("word")), "Word by word, the first 2,000."),
            ]),
        RecordShape(
            name: "errors", summary: "Edits that turn the text into what was heard.",
            fields: [
                RecordField("substitutions", .count, "Heard as another."), RecordField("deletions", .count, "Not heard."),
                RecordField("insertions", .count, "Heard and not said."), RecordField("units", .count, "Of the text."),
            ]),
        RecordShape(
            name: "word", summary: "One word of both.",
            fields: [
                RecordField("kind", .words(["same", "substituted", "deleted", "inserted"]), "What happened to it."),
                .optional("said", .text, "Null for an insertion."), .optional("heard", .text, "Null for a deletion."),
            ]),
    ]

    private static let returned = RecordShape(
        name: "returned", summary: "What a service said about an output, beside what it was asked for.",
        fields: [
            .optional("request", .text, "The service's own name for the call."), .optional("model", .text, "That answered."),
            .optional("voice", .text, "That spoke."), .optional("revised_prompt", .text, "What the model saw, where it was rewritten."),
            .optional("seed", .count, "That was used."), .optional("width", .count, "Pixels, as told."),
            .optional("height", .count, "Pixels, as told."), .optional("tokens", .count, "That are billed."),
            .optional("first_byte_seconds", .amount, "Until the answer began."),
            .optional("queue_seconds", .amount, "In the service's queue."),
            .optional("generating_seconds", .amount, "Of work there."), .optional("download_seconds", .amount, "Fetching the result."),
            .optional("differences", .list(.text), "Where what came back is not what was asked for."),
        ])
}
