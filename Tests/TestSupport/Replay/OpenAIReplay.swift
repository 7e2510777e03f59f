import Foundation

enum OpenAIReplay: ReplayVendor {
    static var key: (String, String)? { ("authorization", "Bearer \(ReplayScript.key)") }
    static var idHeader: String { "x-request-id" }
    static var resultURLs: Bool { true }

    private static let formats: Set<String> = ["mp3", "opus", "aac", "flac", "wav", "pcm"]
    private static let imageFields: Set<String> = [
        "n", "size", "quality", "background", "output_format", "output_compression", "moderation", "style", "user", "stream",
        "partial_images",
    ]

    static func creates(_ call: ReplayCall) -> Bool {
        call.request.method == "POST" && [["images", "generations"], ["audio", "speech"]].contains(call.parts)
    }

    static func mistake(_ call: ReplayCall) -> String? {
        call.parts[0] == "images" ? imageMistake(call) : speechMistake(call)
    }

    private static func imageMistake(_ call: ReplayCall) -> String? {
        let old = call.text("model")?.hasPrefix("dall-e-") == true
        let allowed = old ? imageFields.union(["response_format"]) : imageFields
        if let mistake = call.mistake(needs: ["model", "prompt"], allows: allowed) { return mistake }
        if let format = call.json?["response_format"], !["url", "b64_json"].contains(format as? String) {
            return "Invalid 'response_format'"
        }
        if let count = call.json?["n"], !(1...10).contains((count as? NSNumber)?.intValue ?? 0) { return "Invalid 'n'" }
        let limit = old ? (call.text("model") == "dall-e-2" ? 1000 : 4000) : 32_000
        return (call.text("prompt")?.count ?? 0) > limit ? "Invalid 'prompt': string too long" : nil
    }

    private static func speechMistake(_ call: ReplayCall) -> String? {
        let allowed: Set = ["voice", "instructions", "response_format", "speed", "stream_format"]
        if let mistake = call.mistake(needs: ["model", "input"], allows: allowed) { return mistake }
        let voice = call.text("voice") ?? ReplayCall.text((call.json?["voice"] as? [String: Any])?["id"])
        if voice == nil { return "Missing required parameter: 'voice'" }
        if let format = call.json?["response_format"], !formats.contains(format as? String ?? "") { return "Invalid 'response_format'" }
        if let speed = call.json?["speed"], !(0.25...4).contains((speed as? NSNumber)?.doubleValue ?? 0) { return "Invalid 'speed'" }
        return (call.text("input")?.count ?? 0) > 4096 ? "Invalid 'input': string too long" : nil
    }

    static func good(_ call: ReplayCall, _ script: ReplayScript) -> ReplayServer.Reply {
        guard creates(call) else { return script.refuse(.noRoute) }
        if script.behaviour == .filtered { return script.json(filtered(call), status: 400) }
        return call.parts[0] == "images" ? pictures(call, script) : speech(call, script)
    }

    /// The older models have a code of their own.
    private static func filtered(_ call: ReplayCall) -> [String: Any] {
        var body = error(.filtered).1
        guard call.text("model")?.hasPrefix("dall-e-") == true, var inner = body["error"] as? [String: Any] else { return body }
        inner["code"] = "content_policy_violation"
        inner["type"] = "invalid_request_error"
        body["error"] = inner
        return body
    }

    private static func pictures(_ call: ReplayCall, _ script: ReplayScript) -> ReplayServer.Reply {
        let old = call.text("model")?.hasPrefix("dall-e-") == true
        let linked = old && call.text("response_format") != "b64_json"
        let count = (call.json?["n"] as? NSNumber)?.intValue ?? 1
        let data = (0..<count).map { index -> [String: Any] in
            var item: [String: Any] =
                linked ? ["url": "\(script.baseURL)/result/openai-\(index).png"] : ["b64_json": ReplayMedia.base64(script.picture)]
            if call.text("model") == "dall-e-3" { item["revised_prompt"] = "Revised: " + (call.text("prompt") ?? "") }
            return item
        }
        var answer: [String: Any] = ["created": 1_750_000_000, "data": data]
        if !old {
            let (width, height) = ReplayMedia.size(script.picture)
            answer["size"] = "\(width)x\(height)"
            answer["quality"] = "medium"
            answer["background"] = "opaque"
            answer["output_format"] = "png"
            answer["usage"] = [
                "input_tokens": 12, "output_tokens": 1056, "total_tokens": 1068,
                "input_tokens_details": ["text_tokens": 12, "image_tokens": 0],
            ]
        }
        let reply = script.final(answer)
        return linked ? reply : script.carrying(reply)
    }

    private static func speech(_ call: ReplayCall, _ script: ReplayScript) -> ReplayServer.Reply {
        if script.behaviour == .wrongTypes { return script.json(["audio": 7]) }
        return switch call.text("response_format") {
        case "wav": script.raw(ReplayMedia.placeholders(script.sound, 0xFFFF_FFFF), "audio/wav")
        case "pcm": script.raw(script.pcm, "audio/pcm")
        default: script.raw(script.sound, "audio/wav")
        }
    }

    static func error(_ problem: ReplayProblem) -> (Int, [String: Any]) {
        let (status, type, code): (Int, String, String?) =
            switch problem {
            case .unauthorized: (401, "invalid_request_error", "invalid_api_key")
            case .forbidden: (403, "invalid_request_error", "model_not_allowed")
            case .unknownModel: (404, "invalid_request_error", "model_not_found")
            case .noRoute: (404, "invalid_request_error", "unknown_url")
            case .filtered: (400, "image_generation_user_error", "moderation_blocked")
            case .quota: (429, "insufficient_quota", "insufficient_quota")
            case .invalid(let text): (400, "invalid_request_error", text.hasPrefix("Unknown") ? "unknown_parameter" : "invalid_value")
            case .tooMany, .concurrent: (429, "requests", "rate_limit_exceeded")
            case .server(let status): (status, "server_error", nil)
            }
        let body: [String: Any] = ["message": problem.text, "type": type, "param": NSNull(), "code": code.map { $0 as Any } ?? NSNull()]
        return (status, ["error": body])
    }
}
