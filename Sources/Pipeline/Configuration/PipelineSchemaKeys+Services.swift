extension SchemaKey {
    private static func of(_ names: String...) -> [PipelineMapping] { names.map { .provider($0) } }

    private static let every = of("automatic1111", "comfyui", "elevenlabs", "fal", "gemini", "http", "openai", "replicate", "stability")

    /// Keys of models behind an API.
    static let services: [SchemaKey] = [
        .init(
            every, "base_url",
            "Another server that speaks the same API."),
        .init(
            every, "key",
            "Where the key is: {env: NAME}, {file: PATH} or none; never the key itself.", .either([.plain, .map(.plain)])),
        .init(
            every, "model",
            "What the vendor calls the model."),
        .init(
            of("fal", "http", "openai", "replicate"), "parameters",
            "Further parameters of this model: {NAME: {type, minimum, maximum, values}}.", .map(.map(.anything))),
        .init(of("fal", "replicate"), "prompt_key", "What the model calls the words.", default: "prompt, or text for speech"),
        .init(of("fal", "replicate"), "input_key", "What the model calls the picture that flows in."),
        .init(of("comfyui"), "workflow", "A workflow that ComfyUI saved as API, beside the pipeline file."),
        .init(of("comfyui"), "inputs", "Which input of which node is what: {prompt: 6.text, seed: 3.seed}.", .map(.plain)),
        .init(of("http"), "path", "What follows the address; begins with a slash."),
        .init(of("http"), "method", "How the call is made.", default: "POST"),
        .init(of("http"), "headers", "Sent as they stand.", .map(.plain)),
        .init(of("http"), "key_header", "The header that carries the key."),
        .init(of("http"), "key_prefix", "What stands before the key.", default: "Bearer, for Authorization"),
        .init(of("http"), "body", "Sent as JSON; texts may have holes, and one hole alone keeps its type.", .anything),
        .init(of("http"), "poll", "Where to ask whether a job has ended: {url, status, done, failed, error, cancel}.", .map(.anything)),
        .init(of("http"), "reply", "Where the answer holds the file and the facts: {media, as, pcm_rate, seed …}.", .map(.anything)),
    ]
}
