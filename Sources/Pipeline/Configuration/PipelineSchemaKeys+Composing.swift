/// The keys of the modes of `combine_outputs`.
extension SchemaKey {
    static let composing = pictures + sounds + texts

    private static let blends: [PipelineMapping] = ["exposure_fusion", "focus_stack", "mean", "median"].map { .mode($0) }
    private static let stacked = blends + [.mode("over"), .mode("flip")]

    private static let pictures: [SchemaKey] = [
        .init([.mode("sheet")], "columns", "Tiles in a row.", default: "as many as make it about square"),
        .init([.mode("sheet")], "cell", "Side of the box that pictures are scaled down to, pixels.", default: "512"),
        .init([.mode("sheet")], "gap", "Space between tiles, pixels.", default: "8"),
        .init([.mode("sheet")] + stacked, "filter", "How pictures are scaled.", default: "lanczos3"),
        .init(
            stacked, "sizes",
            "Other sizes: refused (`equal`), scaled inside the reference (`fit`), scaled to cover it (`fill`), or not scaled (`pad`).",
            default: "equal"),
        .init(stacked, "reference", "The branch whose size counts.", default: "the smallest picture", .plain),
        .init(blends + [.mode("over")], "depth", "Bits of the result at least.", default: "those of the deepest picture"),
        .init(blends, "force", "Blends pictures that do not show the same thing in the same place, ghosts and all."),
        .init([.mode("over")], "compat", "Works on the codes, as programs do that know no light."),
        .init([.mode("flip")], "seconds", "How long each picture is shown."),
        .init([.mode("flip")], "labels", "A bar under each picture says which it is."),
        .init([.mode("exposure_fusion")], "contrast", "Exponent of the weight of contrast; 0 leaves it out."),
        .init([.mode("exposure_fusion")], "saturation", "Exponent of the weight of saturation."),
        .init([.mode("exposure_fusion")], "exposure", "Exponent of the weight of good exposure."),
    ]

    private static let levelled: [PipelineMapping] = ["ab_sequence", "concat", "crossfade", "mix"].map { .mode($0) }
    private static let rows: [PipelineMapping] = [.mode("concat"), .mode("ab_sequence")]

    private static let sounds: [SchemaKey] = [
        .init(rows, "gap", "Seconds of silence between two sounds."),
        .init(rows, "beeps", "One beep before the first sound, two before the second, and so on."),
        .init(
            rows, "announcements", "Recordings heard before the sounds, one for each; paths from the pipeline file's folder.", .list(.plain)
        ),
        .init(
            levelled, "loudness",
            "LUFS that one gain brings each sound (of `mix`: the sum) to; `broadcast` -23, `speech` -18, `music` -16, `match`: what all reach.",
            default: "`match` for ab_sequence, else `none`", .plain),
        .init(
            levelled, "ceiling",
            "Highest true peak after that gain, dBTP; where it forbids the loudness, the gain is lower, and that is said."),
        .init(levelled, "limit", "Limits peaks, 5 ms ahead, where the ceiling forbids the loudness; refused where sounds are compared."),
        .init(
            [.mode("concat"), .mode("crossfade"), .mode("mix")], "sample_rate", "Frames a second of the result.",
            default: "the highest rate of the sounds"),
        .init([.mode("ab_sequence")], "rounds", "How often the sounds are heard in their secret order.", default: "2"),
        .init([.mode("ab_sequence")], "seed", "Another seed is another order.", default: "0"),
        .init([.mode("crossfade")], "overlap", "Seconds that two sounds share."),
        .init(
            [.mode("crossfade")], "law", "The gains: by the correlation of the two sounds (`adaptive`), or as for unrelated or equal ones.",
            default: "adaptive"),
        .init([.mode("mix")], "gains", "dB by name; what is not named stays as it is: {music: -12}.", .map(.plain)),
        .init([.mode("stems")], "mixture", "The input that the others must add up to; it is checked, not stored.", .plain),
    ]

    private static let texts: [SchemaKey] = [
        .init([.mode("markdown")], "quote", "Quotes the texts instead of fencing them.")
    ]
}
