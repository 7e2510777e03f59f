import Foundation

enum StabilityReplay: ReplayVendor {
    static var key: (String, String)? { ("authorization", "Bearer \(ReplayScript.key)") }
    static var idHeader: String { "x-request-id" }

    static func creates(_ call: ReplayCall) -> Bool {
        call.request.method == "POST" && call.parts.count == 4 && call.parts.starts(with: ["v2beta", "stable-image", "generate"])
            && ["core", "ultra", "sd3"].contains(call.parts[3])
    }

    static func mistake(_ call: ReplayCall) -> String? {
        guard let fields = fields(call.request) else { return "content-type: must be multipart/form-data" }
        if ReplayCall.text(fields["prompt"]) == nil { return "prompt: cannot be blank" }
        var allowed: Set = ["prompt", "output_format", "aspect_ratio", "seed", "negative_prompt"]
        switch call.parts[3] {
        case "sd3": allowed.formUnion(["model", "cfg_scale", "mode", "style_preset"])
        default: allowed.insert("style_preset")
        }
        if let unknown = fields.keys.sorted().first(where: { !allowed.contains($0) }) { return "\(unknown): unexpected field" }
        if let seed = fields["seed"], !(0...4_294_967_294).contains(Int(seed) ?? -1) { return "seed: must be between 0 and 4294967294" }
        if let format = fields["output_format"], !["png", "jpeg", "webp"].contains(format) { return "output_format: unknown" }
        if let ratio = fields["aspect_ratio"], ratio.split(separator: ":").compactMap({ Int($0) }).count != 2 {
            return "aspect_ratio: unknown"
        }
        let accept = call.request.headers["accept"] ?? "image/*"
        return ["image/*", "*/*", "application/json"].contains(accept) ? nil : "accept: must be image/* or application/json"
    }

    static func good(_ call: ReplayCall, _ script: ReplayScript) -> ReplayServer.Reply {
        guard creates(call) else { return script.refuse(.noRoute) }
        let reason = script.behaviour == .filtered ? "CONTENT_FILTERED" : "SUCCESS"
        let seed = script.seed(fields(call.request)?["seed"])
        if call.request.headers["accept"] == "application/json" {
            let answer: [String: Any] = ["image": ReplayMedia.base64(script.picture), "finish_reason": reason, "seed": seed]
            return script.carrying(script.final(answer))
        }
        return script.raw(script.picture, "image/png", [("finish-reason", reason), ("seed", String(seed))])
    }

    /// The fields of a multipart body; nil where it is not well formed.
    private static func fields(_ request: ReplayServer.Request) -> [String: String]? {
        let type = request.headers["content-type"] ?? ""
        guard type.lowercased().hasPrefix("multipart/form-data"), let mark = type.range(of: "boundary=") else { return nil }
        let boundary = type[mark.upperBound...].prefix { $0 != ";" }.trimmingCharacters(in: CharacterSet(charactersIn: "\""))
        let text = "\r\n" + String(decoding: request.body, as: UTF8.self)
        let sections = text.components(separatedBy: "\r\n--" + boundary)
        guard sections.count >= 2, sections[0].isEmpty, sections[sections.count - 1].hasPrefix("--") else { return nil }
        var fields: [String: String] = [:]
        for section in sections.dropFirst().dropLast() {
            guard section.hasPrefix("\r\n"), let end = section.range(of: "\r\n\r\n"),
                let name = section[..<end.lowerBound].range(of: " name=\"")
            else { return nil }
            fields[String(section[name.upperBound...].prefix { $0 != "\"" })] = String(section[end.upperBound...])
        }
        return fields
    }

    static func error(_ problem: ReplayProblem) -> (Int, [String: Any]) {
        let (status, name): (Int, String) =
            switch problem {
            case .unauthorized: (401, "unauthorized")
            case .forbidden: (403, "content_moderation")
            case .unknownModel, .noRoute: (404, "not_found")
            case .invalid, .filtered: (400, "bad_request")
            case .quota: (402, "payment_required")
            case .tooMany, .concurrent: (429, "rate_limit_exceeded")
            case .server(let status): (status, "internal_error")
            }
        return (status, ["id": "replay-error", "name": name, "errors": [problem.text]])
    }
}
