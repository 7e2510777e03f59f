import Catalogs
import Media

/// What the queues of fal and Replicate have in common: a free form of input, and results behind addresses.
struct QueuedMedia: Sendable {
    static let serves: Set<StepType> = [.textToImage, .textToSpeech, .imageToImage, .upscaleImage]

    private let more: [ServiceParameter]
    /// What the model calls the words, and the picture that flows in.
    private let promptKey: String?
    private let inputKey: String

    init(_ options: inout Options, inputKey standard: String) {
        more = ServiceParameter.read(&options)
        promptKey = options.text("prompt_key")
        inputKey = options.text("input_key", default: standard)
    }

    /// The input of a model: its parameters, the words, the seed, and the picture that flows in.
    func input(of call: ServiceCall, seed: UInt64) throws(CellFailure) -> [String: JSONValue] {
        var input = call.parameters
        if !call.prompt.isEmpty { input[promptKey ?? (call.request.type == .textToSpeech ? "text" : "prompt")] = .text(call.prompt) }
        input["seed"] = .number(Double(seed))
        if call.request.type.input == .image { input[inputKey] = try call.inputDataURL().map(JSONValue.text) }
        return input
    }

    /// Names that models of these services use for the same things; a model entry adds its own under `parameters`.
    func parameters(for type: StepType) -> [ServiceParameter] {
        let voices = [
            ServiceParameter("voice", .text), ServiceParameter("voice_id", .text), ServiceParameter("speed", .number(0.25...4)),
            ServiceParameter("stability", .number(0...1)), ServiceParameter("similarity_boost", .number(0...1)),
            ServiceParameter("style", .number(0...1)), ServiceParameter("output_format", .text), ServiceParameter("emotion", .text),
        ]
        let pictures = [
            ServiceParameter("aspect_ratio", .text), ServiceParameter("image_size", .text), ServiceParameter("width", .whole(64...16_384)),
            ServiceParameter("height", .whole(64...16_384)), ServiceParameter("num_inference_steps", .whole(1...200)),
            ServiceParameter("guidance_scale", .number(0...50)), ServiceParameter("guidance", .number(0...50)),
            ServiceParameter("steps", .whole(1...200)), ServiceParameter("strength", .number(0...1)),
            ServiceParameter("prompt_strength", .number(0...1)), ServiceParameter("negative_prompt", .text),
            ServiceParameter("output_format", .text), ServiceParameter("output_quality", .whole(0...100)), ServiceParameter("style", .text),
            ServiceParameter("resolution", .text), ServiceParameter("scale", .number(1...8)), ServiceParameter("raw", .flag),
            ServiceParameter("enable_safety_checker", .flag), ServiceParameter("disable_safety_checker", .flag),
            ServiceParameter("safety_tolerance", .text), ServiceParameter("acceleration", .text), ServiceParameter("go_fast", .flag),
            ServiceParameter("prompt_upsampling", .flag), ServiceParameter("megapixels", .text),
        ]
        let own = type == .textToSpeech ? voices : pictures
        return own.replaced(by: more)
    }

    /// Fetches the first file of an output, wherever the model names it; several outputs are one too many to compare.
    func output(_ value: JSONValue, _ returned: Returned, of call: ServiceCall) async throws -> ServiceOutput {
        guard let url = Self.address(in: value) else { throw ServiceFailure.badReply("names no file") }
        return try await call.output(at: url, returned)
    }

    private static func address(in value: JSONValue) -> String? {
        let paths = [
            "images.0.url", "image.url", "audio.url", "audio_url", "audio_file.url", "image_url", "output.0", "output", "url", "video.url",
        ]
        return paths.lazy.compactMap { value.at($0)?.text }.first
    }
}
