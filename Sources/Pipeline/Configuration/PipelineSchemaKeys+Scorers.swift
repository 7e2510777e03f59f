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
        .init([.scorer], "onnx", "A model in ONNX's format in place of a program; a path from the file's folder.", .plain),
        .init(
            [.scorer], "library", "ONNX Runtime's libonnxruntime.so.", default: "`BAKEOFF_ONNXRUNTIME`, the system's, that of `python3`"),
        .init([.scorer], "input", "What the model is given.", .part("scorer_input", called: "keys of its own")),
        .init([.scorer], "output", "Which of its numbers is the value.", .part("scorer_output", called: "keys of its own")),
        .init([.scorerInput], "width", "Pixels, with `height`.", default: "as it is"),
        .init([.scorerInput], "height", "Pixels, with `width`.", default: "as it is"),
        .init([.scorerInput], "resize", "`stretch`, or `crop` to the middle; Lanczos in linear light.", default: "stretch"),
        .init([.scorerInput], "layout", "Order of the tensor's dimensions.", default: "nchw"),
        .init([.scorerInput], "colours", "Order of the channels, or one of them.", default: "rgb"),
        .init([.scorerInput], "range", "What black and white become, before `mean` and `std`.", default: "[0, 1]", .list(.number)),
        .init([.scorerInput], "mean", "Taken off, one number or one a channel.", default: "[0]", .list(.number)),
        .init([.scorerInput], "std", "Divided by, one number or one a channel.", default: "[1]", .list(.number)),
        .init([.scorerInput], "rate", "Samples a second; channels are mixed to one.", default: "16000"),
        .init([.scorerInput], "seconds", "Length of a window; values of all windows are averaged.", default: "the whole sound"),
        .init([.scorerInput], "hop", "Seconds from one window to the next.", default: "`seconds`"),
        .init([.scorerInput], "fill", "What a sound shorter than a window is filled up with.", default: "repeat"),
        .init([.scorerOutput], "number", "Of the output, from 0.", default: "0"),
        .init([.scorerOutput], "index", "Of the number in it, from 0.", default: "0"),
        .init([.scorerOutput], "take", "The number, the mean of all, or the softmax at `index`.", default: "value"),
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
