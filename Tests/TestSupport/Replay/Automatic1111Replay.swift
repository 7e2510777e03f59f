import Foundation

enum Automatic1111Replay: ReplayVendor {
    static var key: (String, String)? { nil }
    static var idHeader: String { "x-request-id" }

    static func creates(_ call: ReplayCall) -> Bool { call.request.method == "POST" && call.parts == ["sdapi", "v1", "txt2img"] }

    static func mistake(_ call: ReplayCall) -> String? {
        if let mistake = call.mistake(needs: ["prompt"]) { return mistake }
        for name in ["steps", "width", "height", "seed", "cfg_scale", "batch_size", "n_iter"] {
            if let value = call.json?[name], !(value is NSNumber) { return "\(name): value is not a valid number" }
        }
        return nil
    }

    static func good(_ call: ReplayCall, _ script: ReplayScript) -> ReplayServer.Reply {
        if creates(call) { return pictures(call, script) }
        guard call.parts.count == 3, call.parts.starts(with: ["sdapi", "v1"]) else { return script.refuse(.noRoute) }
        return switch (call.request.method, call.parts[2]) {
        case ("POST", "interrupt"): script.json([String: Any]())
        case ("GET", "progress"): script.json(["progress": 0.0, "eta_relative": 0.0, "state": ["job_count": 0]] as [String: Any])
        case ("GET", "sd-models"): script.json([["title": "replay.safetensors [7f3a]", "model_name": "replay"]])
        case ("GET", "samplers"): script.json([["name": "Euler a", "aliases": ["k_euler_a"]] as [String: Any]])
        default: script.refuse(.noRoute)
        }
    }

    private static func pictures(_ call: ReplayCall, _ script: ReplayScript) -> ReplayServer.Reply {
        func number(_ name: String) -> Int { (call.json?[name] as? NSNumber)?.intValue ?? 1 }
        let count = max(1, number("batch_size") * number("n_iter"))
        let seed = script.seed(call.json?["seed"])
        let (width, height) = ReplayMedia.size(script.picture)
        let override = call.json?["override_settings"] as? [String: Any]
        let model = override?["sd_model_checkpoint"] as? String ?? "replay"
        let prompt = call.text("prompt") ?? ""
        let text = "\(prompt)\nSteps: 20, Sampler: Euler a, Seed: \(seed), Size: \(width)x\(height), Model: \(model)"
        let info: [String: Any] = [
            "prompt": prompt, "seed": seed, "all_seeds": (0..<count).map { seed + $0 }, "width": width, "height": height,
            "sd_model_name": model, "sd_model_hash": "7f3a", "sampler_name": call.text("sampler_name") ?? "Euler a",
            "infotexts": [String](repeating: text, count: count),
        ]
        let images = [String](repeating: ReplayMedia.base64(script.picture), count: count)
        let told = String(decoding: script.json(info).body, as: UTF8.self)
        var reply = script.carrying(script.final(["images": images, "parameters": call.json ?? [:], "info": told]))
        reply.headers.append(("X-Process-Time", "0.25"))
        return reply
    }

    static func error(_ problem: ReplayProblem) -> (Int, [String: Any]) {
        if case .invalid(let text) = problem {
            return (422, ["detail": [["loc": ["body"], "msg": text, "type": "value_error"] as [String: Any]]])
        }
        let (status, name, detail): (Int, String, String) =
            switch problem {
            case .unauthorized: (401, "HTTPException", "Incorrect username or password")
            case .forbidden: (403, "HTTPException", "Forbidden")
            case .unknownModel: (404, "HTTPException", "Sampler or checkpoint not found")
            case .noRoute: (404, "HTTPException", "Not Found")
            case .quota, .tooMany, .concurrent: (429, "HTTPException", "Too Many Requests")
            case .server(let status): (status, "OutOfMemoryError", "")
            case .invalid, .filtered: (422, "HTTPException", "")
            }
        return (status, ["error": name, "detail": detail, "body": "", "errors": problem.text])
    }
}
