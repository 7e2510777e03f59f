extension SchemaKey {
    static let scorers: [SchemaKey] = [
        .init(
            [.pipeline], "scorers", "Scorers of your own by name; [scorers.md](scorers.md).",
            .map(.part("scorer", called: "a scorer"))),
        .init([.scorer], "command", "The program and its arguments; it is started once and answers JSON lines.", .list(.plain)),
        .init(
            [.scorer], "answers", "`value`: a number; `text`: the text read in the picture, for `text_accuracy`.", default: "value"),
        .init(
            [.scorer], "fills",
            "`prompt_alignment`, `aesthetics` or `text_accuracy`, each 0 to 1; or the name of a metric of your own.", .plain),
        .init([.scorer], "kind", "What a metric of your own measures."),
        .init([.scorer], "summary", "What a metric of your own is, in a sentence."),
        .init([.scorer], "unit", "The unit of a metric of your own.", default: "none"),
        .init([.scorer], "better", "Which way a metric of your own is better; `neutral` only describes."),
        .init(
            [.scorer], "range", "Lowest and highest value of a metric of your own; without it, it cannot have weight.",
            .list(.number)),
        .init([.scorer], "files", "Files that the answers depend on, such as weights; paths from the file's folder.", .list(.plain)),
        .init([.scorer], "version", "Any text; another one makes stored readings be measured again."),
        .init([.scorer], "timeout", "Seconds for a batch."),
        .init([.scorer], "start_timeout", "Seconds until the program's first line."),
        .init([.scorer], "batch", "Files that are asked about at once, at most.", default: "8"),
    ]
}
