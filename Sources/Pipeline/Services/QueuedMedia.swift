import Catalogs

/// What the queues of fal and Replicate have in common: a free form of input, and results behind addresses.
enum QueuedMedia {
    static let serves: Set<StepType> = [.textToImage, .textToSpeech, .imageToImage, .upscaleImage]

    /// Names that models of these services use for the same things; a model entry adds its own under `parameters`.
    static func parameters(for type: StepType, more: [ServiceParameter]) -> [ServiceParameter] {
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
        return own.filter { parameter in !more.contains { $0.name == parameter.name } } + more
    }

    /// The first address in an output, wherever the model puts it; several outputs are one too many to compare.
    static func address(in value: JSONValue) -> String? {
        let paths = [
            "images.0.url", "image.url", "audio.url", "audio_url", "audio_file.url", "image_url", "output.0", "output", "url", "video.url",
        ]
        return paths.lazy.compactMap { value.at($0)?.text }.first
    }
}
