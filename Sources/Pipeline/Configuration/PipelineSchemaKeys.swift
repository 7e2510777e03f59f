import Catalogs

/// What a key means, in one line, for editors and the tables of docs/pipeline.md.
///
/// Names, types, ranges and defaults come from the readers; a test checks that this list and they know the same keys.
package struct SchemaKey: Sendable {
    package let mappings: [PipelineMapping]
    package let name: String
    let text: String
    /// The default where the read does not name one.
    let fallback: String?
    /// Where the read does not say what the value looks like.
    let shape: SchemaShape?

    init(
        _ mappings: [PipelineMapping], _ name: String, _ text: String, default fallback: String? = nil, _ shape: SchemaShape? = nil
    ) {
        self.mappings = mappings
        self.name = name
        self.text = text
        self.fallback = fallback
        self.shape = shape
    }

    static func find(_ name: String, in mapping: PipelineMapping) -> SchemaKey? {
        all.first { $0.name == name && $0.mappings.contains(mapping) }
    }

    package static let all = pipeline + cases + models + providers + services + steps + groups + arranging + merging + composing + scorers

    private static let pipeline: [SchemaKey] = [
        .init([.pipeline], "name", "What the run is called.", default: "the file's name"),
        .init([.pipeline], "description", "One sentence for the report: what is to be found out."),
        .init([.pipeline], "seed", "From it every case's seed is made, the same for all branches.", default: "0"),
        .init([.pipeline], "repeats", "How often each case is run, each time with the next seed.", default: "1"),
        .init([.pipeline], "min_effect", "Points of quality below which a difference does not matter."),
        .init([.pipeline], "timeout", "Seconds until a call is given up.", default: "600"),
        .init([.pipeline], "prompt", "One case with this prompt."),
        .init([.pipeline], "input_image", "One case with this picture; a path from the file's folder."),
        .init([.pipeline], "input_video", "One case with this video; a path from the file's folder."),
        .init(
            [.pipeline], "cases", "The inputs of the comparison, here or in a .txt, .csv or .jsonl file.",
            .either([.part("case_file", called: "a path"), .list(.either([.plain, .part("case", called: "a case")]))])),
        .init(
            [.pipeline], "models", "Names for this file, each with a provider.",
            .map(.part("model", called: "a model"))),
        .init([.pipeline], "steps", "What is done with each case.", .list(.part("step", called: "steps"))),
        .init(
            [.pipeline], "transcriber", "A program that prints the words it hears in `{{audio}}`, in place of Whisper tiny.en.",
            default: "Whisper tiny.en, built in", .list(.plain)),
        .init([.pipeline], "gates", "Rules that make the program end with status 1, such as \"failed > 2%\".", .list(.plain)),
        .init([.pipeline], "report", "Formats to write.", default: "html, md, json", .either([.words(.reports), .list(.words(.reports))])),
        .init([.pipeline], "output_dir", "Folder that run folders go into.", default: "`runs` where the program is called"),
        .init([.pipeline], "input_type", "What the case's input must be.", default: "auto"),
        .init([.pipeline], "temp_dir", "Accepted and not needed: every output is kept in the run folder.", .anything),
        .init([.pipeline], "cleanup_temp", "Accepted and not needed: every output is kept in the run folder.", .anything),
        .init([.pipeline], "save_intermediates", "Accepted and not needed: every output is kept in the run folder.", .anything),
    ]

    /// `CaseReader` takes any column, so these are the ones that mean something.
    static let cases: [SchemaKey] = [
        .init([.aCase], "id", "Names the case in files and reports.", default: "`case-01`, …", .plain),
        .init([.aCase], "prompt", "The text that models get.", .plain),
        .init([.aCase], "input", "A file that models get; a path from the pipeline file's folder.", .plain),
        .init([.aCase], "reference", "The file that outputs are compared with.", .plain),
        .init([.aCase], "transcript", "What a sound should say, where it is not the prompt.", .plain),
        .init([.aCase], "text", "The words that a picture should show, where they are not quoted in the prompt.", .plain),
        .init([.aCase], "tags", "Words to group cases by.", .list(.plain)),
    ]

    private static let models: [SchemaKey] = [
        .init([.model], "provider", "Who makes the outputs.", .words(.providers)),
        .init(
            [.model], "values", "What a parameter's values are called by this model: {voice: {rachel: slt}}.", .map(.map(.plain))),
        .init(
            [.model], "price", "US dollars an output, or a price by another unit; without one the cost is unknown, never 0.",
            .either([.number, .part("price", called: "a price")])),
        .init([.model], "max_concurrent", "Calls of this model under way at once, over all steps."),
        .init([.model], "requests_per_minute", "Calls of this model begun in any 60 seconds."),
        .init([.price], "usd", "US dollars a unit."),
        .init([.price], "per", "What is paid for.", default: "output"),
        .init([.price], "source", "Where the price was read."),
        .init([.price], "date", "When it was read."),
    ]

    private static let providers: [SchemaKey] = [
        .init([.provider("command")], "run", "The program and its arguments, with holes such as {{prompt}} and {{output}}.", .list(.plain)),
        .init([.provider("command")], "stdin", "What the program reads on its standard input; may have holes.", .plain),
        .init([.provider("command")], "output", "File extension of what the program writes."),
        .init(
            [.provider("command")], "env", "Environment variables for the program; ${NAME} is filled in, and {env: NAME} hands one on.",
            .map(.either([.plain, .map(.plain)]))),
        .init([.provider("files")], "path", "The output of each case, with a hole such as {{case.id}}.", .plain),
        .init([.provider("demo")], "quality", "How good the toy model is, where the branch does not say."),
        .init([.provider("demo")], "delay", "Seconds that each call waits first."),
        .init([.provider("demo")], "size", "Longer side of a picture, pixels.", default: "512"),
        .init([.provider("demo")], "fail", "Share of calls that fail, 0 to 1; the same ones on every run."),
    ]

    private static let steps: [SchemaKey] = [
        .init(everyStep, "type", "What the step does.", .plain),
        .init([.call, .merge, .split, .batch], "id", "Names the step.", default: "`step_1`, … by position"),
        .init([.branch], "id", "Names the branch.", default: "the model, and the voice where there is one"),
        .init([.call, .branch, .merge, .split, .batch], "name", "Another word for `id`."),
        .init(everyStep, "enabled", "`false` leaves it out, before anything else is checked."),
        .init(
            [.call, .group, .merge, .split, .batch], "depends_on", "Ids of the steps it waits for; `[]` starts from the case.",
            default: "the step above", .either([.plain, .list(.plain)])),
        .init([.call, .branch], "model", "The model's name."),
        .init([.call, .branch], "params", "Parameters in the model's own words; holes are filled in.", .map(.plain)),
        .init([.call, .branch], "timeout", "Seconds until a call is given up.", default: "the pipeline's"),
        .init(
            [.call, .branch], "retry_count", "Further calls after any failure, even where the failed one may be billed.",
            default: "`--retries`, else up to 3 for what cannot have been billed"),
        .init(
            [.call, .branch], "resources", "What a call needs of its machine, for `--backend slurm`; elsewhere nothing heeds it.",
            .part("resources", called: "what a machine must have")),
        .init([.resources], "gpus", "GPUs for each worker.", default: "0"),
        .init([.resources], "cpus", "Cores for each worker.", default: "what the cluster gives"),
        .init([.resources], "memory", "Memory for each worker, `512M`, `16G`.", default: "what the cluster gives"),
        .init([.call], "max_workers", "Calls of this step under way at once, over all cases.", default: "3"),
    ]

    private static let everyStep: [PipelineMapping] = [.call, .branch, .group, .nestedGroup, .merge, .split, .batch]
    private static let group: [PipelineMapping] = [.group, .nestedGroup]
    private static let spellings: [PipelineMapping] = [.group, .nestedGroup, .groupParams]

    private static let groups: [SchemaKey] = [
        .init(spellings, "group_id", "Names the group.", default: "`group_1`, …"),
        .init(spellings, "id", "Another word for `group_id`."),
        .init(spellings, "name", "Another word for `group_id`."),
        .init(group, "model", "Accepted and ignored: `parallel` in files of an older tool."),
        .init(spellings, "parallel_steps", "The branches that compete.", .list(.part("branch", called: "branches"))),
        .init(
            spellings, "steps", "An older spelling of `parallel_steps`; accepted with a warning.",
            .list(.part("branch", called: "branches"))),
        .init(
            spellings, "max_workers", "Branches of this group under way at once, over all cases; 1 is strictly one after another.",
            default: "3"),
        .init(spellings, "fail_fast", "The first failure ends what is under way in the group, in every case, and nothing more is started."),
        .init(
            spellings, "timeout", "Seconds until a call of a branch is given up, where the branch does not say.", default: "the pipeline's"),
        .init(
            spellings + [.merge], "merge_strategy", "How the results of a case become what goes on.", default: "collect_all",
            .words(.mergeStrategies)),
        .init(
            group + [.merge], "scoring", "A profile by name or path, or `none`.", default: "by the kind of output",
            .wordsOrText(.profiles)),
        .init(
            group, "stop", "Branches leave as soon as another one is surely ahead; what that saved is printed.",
            .part("stop", called: "when and how often to look")),
        .init([.stop], "when", "`decided`: a branch leaves when another is surely ahead, all stop when they are surely equal."),
        .init([.stop], "min_cases", "Cases, in file order, before the first look.", default: "10"),
        .init([.stop], "every", "Cases from one look to the next.", default: "5"),
        .init(group + [.merge], "params", "Options of the merge strategy.", .map(.anything)),
    ]

    private static let arranging: [SchemaKey] = [
        .init([.split], "split_strategy", "How items reach the branches of the group that follows.", .words(.splitStrategies)),
        .init(
            [.split], "items", "The texts to deal out, where the step above gives none.",
            .list(.either([.plain, .part("item", called: "texts with tags")]))),
        .init([.split], "by", "Cuts the text of the step above, or the case's prompt, into items."),
        .init(
            [.split], "assign", "`custom`: by branch, the items it gets: numbers from 1, ranges \"2-4\", tags \"tag:short\".",
            .map(.either([.plain, .list(.plain)]))),
        .init(
            [.split], "command", "`custom`: a program that reads the items as JSON and answers with the numbers of each branch.",
            .list(.plain)),
        .init([.item], "text", "The text itself."),
        .init([.item], "tags", "Words that `assign` can name.", .list(.plain)),
        .init([.batch], "steps", "The steps that every item goes through.", .list(.part("inner_step", called: "steps"))),
        .init([.batch], "parallel_steps", "Another word for `steps`.", .list(.part("inner_step", called: "steps"))),
        .init([.batch], "max_workers", "Items under way at once, over all cases.", default: "3"),
    ]

    private static let merging: [SchemaKey] = [
        .init([.strategy("collect_all")], "require", "`all` says a missing output as a failure of the case.", default: "any"),
        .init(
            [.strategy("first_success")], "by",
            "`order`: the first in the file; `finish`: the first to finish, and the others are cancelled.", default: "order"),
        .init(
            [.strategy("combine_outputs")], "mode", "How one file is made of the outputs.",
            default: "`sheet` for images, `concat` for audio, `markdown` for text", .words(.compositionModes)),
    ]
}
