import Catalogs

/// OpenAI's images and speech, and every server that speaks like it.
struct OpenAI: HTTPService {
    static let name = "openai"
    static let summary = "OpenAI images and speech, and compatible servers by base_url."
    static let serves: Set<StepType> = [.textToImage, .textToSpeech]
    static let address = "https://api.openai.com/v1"
    static let addressVariable: String? = "OPENAI_BASE_URL"
    static let keyVariables = ["OPENAI_API_KEY"]

    /// What this model takes beside what all take: compatible servers have their own.
    private let more: [ServiceParameter]

    init(options: inout Options) { more = ServiceParameter.read(&options) }

    func parameters(for type: StepType) -> [ServiceParameter] {
        let own: [ServiceParameter] =
            type == .textToSpeech
            ? [
                ServiceParameter("voice", .text, isRequired: true), ServiceParameter("instructions", .text),
                ServiceParameter("response_format", .choice(["mp3", "opus", "aac", "flac", "wav", "pcm"])),
                ServiceParameter("speed", .number(0.25...4)),
            ]
            : [
                ServiceParameter("size", .text), ServiceParameter("quality", .choice(["low", "medium", "high", "auto", "hd", "standard"])),
                ServiceParameter("background", .choice(["transparent", "opaque", "auto"])),
                ServiceParameter("output_format", .choice(["png", "jpeg", "webp"])),
                ServiceParameter("output_compression", .whole(0...100)), ServiceParameter("moderation", .choice(["low", "auto"])),
                ServiceParameter("style", .choice(["vivid", "natural"])),
                ServiceParameter("response_format", .choice(["url", "b64_json"])),
            ]
        return own.replaced(by: more)
    }

    func generate(_ call: ServiceCall) async throws -> ServiceOutput {
        call.request.type == .textToSpeech ? try await speech(call) : try await image(call)
    }

    private func image(_ call: ServiceCall) async throws -> ServiceOutput {
        var body = call.parameters
        body["model"] = .text(call.model)
        body["prompt"] = .text(call.prompt)
        body["n"] = 1
        // The GPT image models always answer in base64 and refuse to be asked for it.
        if call.model.hasPrefix("dall-e"), body["response_format"] == nil { body["response_format"] = "b64_json" }
        let reply = try await call.post("/images/generations", .object(body))
        let value = try call.json(reply)
        guard let first = value.at("data.0") else { throw ServiceFailure.badReply("holds no picture") }
        var returned = call.returned(reply)
        returned.revisedPrompt = first["revised_prompt"]?.text
        returned.tokens = value.at("usage.total_tokens")?.whole
        returned.compare("size", asked: call["size"]?.text.flatMap { $0 == "auto" ? nil : $0 }, got: value["size"]?.text)
        returned.compare("quality", asked: call["quality"]?.text.flatMap { $0 == "auto" ? nil : $0 }, got: value["quality"]?.text)
        if let text = first["b64_json"]?.text { return ServiceOutput(bytes: try call.base64(text), returned: returned) }
        guard let url = first["url"]?.text else { throw ServiceFailure.badReply("holds neither b64_json nor url") }
        return try await call.output(at: url, returned)
    }

    private func speech(_ call: ServiceCall) async throws -> ServiceOutput {
        var body = call.parameters
        body["model"] = .text(call.model)
        body["input"] = .text(call.prompt)
        let reply = try await call.post("/audio/speech", .object(body))
        guard !reply.body.isEmpty else { throw ServiceFailure.badReply("is empty") }
        let isBare = call["response_format"]?.text == "pcm"
        return ServiceOutput(bytes: isBare ? BarePCM.wav(reply.body, rate: 24_000) : reply.body, returned: call.returned(reply))
    }
}
