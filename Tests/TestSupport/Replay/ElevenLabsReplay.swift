import Foundation

enum ElevenLabsReplay: ReplayVendor {
    static var key: (String, String)? { ("xi-api-key", ReplayScript.key) }
    static var idHeader: String { "request-id" }
    static var refusesFiltered: Bool { true }

    private static let voices = [
        "rachel": "21m00Tcm4TlvDq8ikWAM", "drew": "29vD33N1CtxCmqQRPOHJ", "bella": "EXAVITQu4vr4xnSDxMaL",
    ]

    static func creates(_ call: ReplayCall) -> Bool {
        call.request.method == "POST" && call.parts.count == 3 && call.parts.starts(with: ["v1", "text-to-speech"])
    }

    static func mistake(_ call: ReplayCall) -> String? {
        let allowed: Set = [
            "model_id", "voice_settings", "seed", "language_code", "previous_text", "next_text", "previous_request_ids",
            "next_request_ids", "apply_text_normalization", "apply_language_text_normalization",
        ]
        if let mistake = call.mistake(needs: ["text"], allows: allowed) { return mistake }
        if voices[call.parts[2].lowercased()] != nil { return "voice_id: a name where an id is due" }
        if let seed = call.json?["seed"], !(0...4_294_967_295).contains((seed as? NSNumber)?.intValue ?? -1) { return "seed: out of range" }
        if let format = call.query["output_format"], format.split(separator: "_").count < 2 { return "output_format: unknown" }
        return settingsMistake(call.json?["voice_settings"])
    }

    private static func settingsMistake(_ value: Any?) -> String? {
        guard let value else { return nil }
        guard let settings = value as? [String: Any] else { return "voice_settings: not an object" }
        for (name, value) in settings.sorted(by: { $0.key < $1.key }) {
            guard let number = value as? NSNumber else { return "voice_settings.\(name): not a number" }
            switch name {
            case "stability", "similarity_boost", "style":
                if !(0...1).contains(number.doubleValue) { return "voice_settings.\(name): out of range" }
            case "speed":
                if !(0.7...1.2).contains(number.doubleValue) { return "voice_settings.speed: out of range" }
            case "use_speaker_boost": break
            default: return "voice_settings.\(name): unknown"
            }
        }
        return nil
    }

    static func good(_ call: ReplayCall, _ script: ReplayScript) -> ReplayServer.Reply {
        if call.request.method == "GET", call.parts == ["v1", "voices"] {
            return script.json(["voices": voices.sorted { $0.key < $1.key }.map { ["voice_id": $0.value, "name": $0.key.capitalized] }])
        }
        if call.request.method == "GET", call.parts == ["v1", "models"] {
            return script.json(["eleven_v3", "eleven_multilingual_v2", "eleven_flash_v2_5"].map { ["model_id": $0, "name": $0] })
        }
        guard creates(call) else { return script.refuse(.noRoute) }
        let cost = [("character-cost", String(call.text("text")?.count ?? 0))]
        return switch (call.query["output_format"] ?? "mp3_44100_128").prefix(4) {
        case "pcm_": script.raw(script.pcm, "audio/pcm", cost)
        case "wav_": script.raw(ReplayMedia.placeholders(script.sound, 0x7FFF_FFFF), "audio/wav", cost)
        default: script.raw(script.sound, "audio/wav", cost)
        }
    }

    static func error(_ problem: ReplayProblem) -> (Int, [String: Any]) {
        if case .invalid(let text) = problem {
            return (422, ["detail": [["loc": ["body"], "msg": text, "type": "value_error"]]])
        }
        let (status, name): (Int, String) =
            switch problem {
            case .unauthorized: (401, "invalid_api_key")
            case .forbidden: (403, "only_for_creator+")
            case .unknownModel: (404, "voice_not_found")
            case .noRoute: (404, "not_found")
            case .filtered: (400, "content_moderated")
            case .quota: (401, "quota_exceeded")
            case .concurrent: (429, "too_many_concurrent_requests")
            case .tooMany: (429, "system_busy")
            case .server(let status): (status, "internal_server_error")
            case .invalid: (422, "invalid")
            }
        return (status, ["detail": ["status": name, "message": problem.text]])
    }
}
