import Catalogs

/// Google's Gemini pictures, Imagen, and Gemini speech.
struct Gemini: HTTPService {
    static let name = "gemini"
    static let summary = "Google's Gemini pictures and speech, and Imagen."
    static let serves: Set<StepType> = [.textToImage, .textToSpeech]
    static let address = "https://generativelanguage.googleapis.com"
    static let keyVariables = ["GOOGLE_API_KEY", "GEMINI_API_KEY"]

    init(options _: inout Options) {}

    func parameters(for type: StepType) -> [ServiceParameter] {
        type == .textToSpeech
            ? [ServiceParameter("voice", .text, isRequired: true), ServiceParameter("temperature", .number(0...2))]
            : [
                ServiceParameter("aspect_ratio", .choice(["1:1", "2:3", "3:2", "3:4", "4:3", "4:5", "5:4", "9:16", "16:9", "21:9"])),
                ServiceParameter("image_size", .choice(["1K", "2K", "4K"])), ServiceParameter("temperature", .number(0...2)),
            ]
    }

    func authorisation(_ key: String) -> [HTTPHeader] { [("x-goog-api-key", key)] }

    func generate(_ call: ServiceCall) async throws -> ServiceOutput {
        call.model.hasPrefix("imagen") ? try await imagen(call) : try await content(call)
    }

    private func imagen(_ call: ServiceCall) async throws -> ServiceOutput {
        var parameters: [String: JSONValue] = ["sampleCount": 1, "includeRaiReason": true]
        parameters["aspectRatio"] = call["aspect_ratio"]
        parameters["sampleImageSize"] = call["image_size"]
        let reply = try await call.post(
            "/v1beta/models/\(call.model):predict", ["instances": [["prompt": .text(call.prompt)]], "parameters": .object(parameters)])
        let value = try call.json(reply)
        let why = value.at("predictions.0.raiFilteredReason")?.text ?? value["raiFilteredReason"]?.text
        guard let text = value.at("predictions.0.bytesBase64Encoded")?.text else {
            if why != nil || value["predictions"]?.array?.isEmpty == true { throw ServiceFailure.filtered(why) }
            throw ServiceFailure.badReply("holds no picture")
        }
        return ServiceOutput(bytes: try call.base64(text), returned: call.returned(reply))
    }

    private func content(_ call: ServiceCall) async throws -> ServiceOutput {
        let isSpeech = call.request.type == .textToSpeech
        var settings: [String: JSONValue] = ["responseModalities": isSpeech ? ["AUDIO"] : ["TEXT", "IMAGE"]]
        settings["temperature"] = call["temperature"]
        settings["seed"] = .number(Double(call.seed(below: 1 << 31)))
        if let voice = call["voice"] { settings["speechConfig"] = ["voiceConfig": ["prebuiltVoiceConfig": ["voiceName": voice]]] }
        var picture: [String: JSONValue] = [:]
        picture["aspectRatio"] = call["aspect_ratio"]
        picture["imageSize"] = call["image_size"]
        if !picture.isEmpty { settings["imageConfig"] = .object(picture) }
        let reply = try await call.post(
            "/v1beta/models/\(call.model):generateContent",
            ["contents": [["parts": [["text": .text(call.prompt)]]]], "generationConfig": .object(settings)])
        let value = try call.json(reply)
        var returned = call.returned(reply)
        returned.request = value["responseId"]?.text ?? returned.request
        returned.model = value["modelVersion"]?.text
        returned.tokens = value.at("usageMetadata.totalTokenCount")?.whole
        return try read(value, call, returned)
    }

    private func read(_ value: JSONValue, _ call: ServiceCall, _ returned: Returned) throws(CellFailure) -> ServiceOutput {
        if let reason = value.at("promptFeedback.blockReason")?.text { throw ServiceFailure.filtered(reason) }
        let parts = value.at("candidates.0.content.parts")?.array ?? []
        guard let media = parts.lazy.compactMap({ $0["inlineData"] }).first, let text = media["data"]?.text else {
            let reason = value.at("candidates.0.finishReason")?.text ?? ""
            let refusals = ["SAFETY", "PROHIBITED", "BLOCKLIST", "RECITATION", "SPII"]
            if refusals.contains(where: reason.contains) { throw ServiceFailure.filtered(reason) }
            throw ServiceFailure.badReply("holds no media" + (reason.isEmpty ? "" : ", it ended with \(reason.prefix(40))"))
        }
        let bytes = try call.base64(text)
        let kind = media["mimeType"]?.text ?? ""
        guard kind.lowercased().hasPrefix("audio/l16") || kind.lowercased().hasPrefix("audio/pcm") else {
            return ServiceOutput(bytes: bytes, returned: returned)
        }
        let rate = kind.firstMatch(of: /rate=(\d+)/).flatMap { Int($0.1) } ?? 24_000
        return ServiceOutput(bytes: BarePCM.wav(bytes, rate: min(max(rate, 4_000), 384_000)), returned: returned)
    }
}
