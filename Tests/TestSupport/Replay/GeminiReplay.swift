import Foundation

enum GeminiReplay: ReplayVendor {
    static var key: (String, String)? { ("x-goog-api-key", ReplayScript.key) }
    static var idHeader: String { "x-request-id" }

    private static func verb(_ call: ReplayCall) -> String? {
        guard call.request.method == "POST", call.parts.count == 3, call.parts.starts(with: ["v1beta", "models"]) else { return nil }
        let halves = call.parts[2].split(separator: ":")
        return halves.count == 2 ? String(halves[1]) : nil
    }

    static func creates(_ call: ReplayCall) -> Bool { ["predict", "generateContent"].contains(verb(call)) }

    static func mistake(_ call: ReplayCall) -> String? {
        verb(call) == "predict" ? predictMistake(call) : contentMistake(call)
    }

    private static func predictMistake(_ call: ReplayCall) -> String? {
        if let mistake = call.mistake(needs: [], allows: ["instances", "parameters"]) { return mistake }
        let instances = call.json?["instances"] as? [[String: Any]] ?? []
        if instances.isEmpty || ReplayCall.text(instances[0]["prompt"]) == nil { return "instances[0].prompt is required" }
        let allowed: Set = [
            "sampleCount", "aspectRatio", "imageSize", "sampleImageSize", "personGeneration", "outputOptions", "includeRaiReason",
            "language",
            "safetySetting", "guidanceScale", "negativePrompt", "enhancePrompt", "addWatermark",
        ]
        let parameters = call.json?["parameters"] as? [String: Any] ?? [:]
        return parameters.keys.sorted().first { !allowed.contains($0) }.map { "\($0) parameter is not supported in Gemini API." }
    }

    private static func contentMistake(_ call: ReplayCall) -> String? {
        let allowed: Set = ["contents", "generationConfig", "safetySettings", "systemInstruction", "tools", "toolConfig", "model"]
        if let mistake = call.mistake(needs: [], allows: allowed) { return mistake }
        let contents = call.json?["contents"] as? [[String: Any]] ?? []
        let parts = contents.flatMap { $0["parts"] as? [[String: Any]] ?? [] }
        if !parts.contains(where: { ReplayCall.text($0["text"]) != nil }) { return "contents.parts must not be empty." }
        guard let modalities = modalities(call), !modalities.isEmpty, modalities.allSatisfy({ ["TEXT", "IMAGE", "AUDIO"].contains($0) })
        else { return "generationConfig.responseModalities: this model returns no text alone" }
        guard modalities.contains("AUDIO") else { return nil }
        if modalities.count > 1 { return "The requested combination of response modalities is not supported by the model" }
        let speech = configuration(call)?["speechConfig"] as? [String: Any]
        let voice = (speech?["voiceConfig"] as? [String: Any])?["prebuiltVoiceConfig"] as? [String: Any]
        return ReplayCall.text(voice?["voiceName"]) == nil ? "speechConfig.voiceConfig.prebuiltVoiceConfig.voiceName is required" : nil
    }

    private static func configuration(_ call: ReplayCall) -> [String: Any]? { call.json?["generationConfig"] as? [String: Any] }
    private static func modalities(_ call: ReplayCall) -> [String]? { configuration(call)?["responseModalities"] as? [String] }

    static func good(_ call: ReplayCall, _ script: ReplayScript) -> ReplayServer.Reply {
        guard creates(call) else { return script.refuse(.noRoute) }
        return verb(call) == "predict" ? predict(call, script) : content(call, script)
    }

    private static func predict(_ call: ReplayCall, _ script: ReplayScript) -> ReplayServer.Reply {
        if script.behaviour == .filtered {
            return script.json(["predictions": [["raiFilteredReason": "Unable to show generated images. Support codes: 39322892"]]])
        }
        let parameters = call.json?["parameters"] as? [String: Any]
        let count = (parameters?["sampleCount"] as? NSNumber)?.intValue ?? 4
        let one = ["bytesBase64Encoded": ReplayMedia.base64(script.picture), "mimeType": "image/png"]
        return script.carrying(script.final(["predictions": [Any](repeating: one, count: count)]))
    }

    private static func content(_ call: ReplayCall, _ script: ReplayScript) -> ReplayServer.Reply {
        let audio = modalities(call)?.contains("AUDIO") == true
        var answer: [String: Any] = [
            "modelVersion": String(call.parts[2].split(separator: ":")[0]), "responseId": "replay-response",
            "usageMetadata": ["promptTokenCount": 8, "candidatesTokenCount": 1290, "totalTokenCount": 1298],
        ]
        if script.behaviour == .filtered {
            // Both forms that the vendor knows: the answer withheld, the prompt refused.
            if audio {
                answer["promptFeedback"] = ["blockReason": "PROHIBITED_CONTENT"]
            } else {
                answer["candidates"] = [
                    ["finishReason": "IMAGE_SAFETY", "index": 0, "finishMessage": "Unable to show the generated image."]
                ]
            }
            return script.json(answer)
        }
        let type = audio ? "audio/L16;codec=pcm;rate=24000" : "image/png"
        let data = ["mimeType": type, "data": ReplayMedia.base64(audio ? script.pcm : script.picture)]
        var parts: [[String: Any]] = [["inlineData": data]]
        if modalities(call)?.contains("TEXT") == true { parts.insert(["text": "Here is your picture."], at: 0) }
        answer["candidates"] = [["content": ["role": "model", "parts": parts] as [String: Any], "finishReason": "STOP", "index": 0]]
        return script.carrying(script.final(answer))
    }

    static func error(_ problem: ReplayProblem) -> (Int, [String: Any]) {
        var details: [[String: Any]] = []
        let (code, status): (Int, String) =
            switch problem {
            case .unauthorized: (401, "UNAUTHENTICATED")
            case .forbidden: (403, "PERMISSION_DENIED")
            case .unknownModel, .noRoute: (404, "NOT_FOUND")
            case .invalid, .filtered: (400, "INVALID_ARGUMENT")
            case .quota, .tooMany, .concurrent: (429, "RESOURCE_EXHAUSTED")
            case .server(let code): (code, code == 503 ? "UNAVAILABLE" : "INTERNAL")
            }
        if case .tooMany(ownHint: true) = problem {
            details = [["@type": "type.googleapis.com/google.rpc.RetryInfo", "retryDelay": "0.02s"]]
        }
        if case .quota = problem {
            let violation = ["quotaMetric": "generate_requests_per_model_per_day", "quotaId": "GenerateRequestsPerDayPerProjectPerModel"]
            details = [["@type": "type.googleapis.com/google.rpc.QuotaFailure", "violations": [violation]]]
        }
        return (code, ["error": ["code": code, "message": problem.text, "status": status, "details": details] as [String: Any]])
    }
}
