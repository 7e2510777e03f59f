import Foundation

enum ReplicateReplay: ReplayVendor {
    static var key: (String, String)? { ("authorization", "Bearer \(ReplayScript.key)") }
    static var idHeader: String { "x-request-id" }
    static var polls: Bool { true }
    static var resultURLs: Bool { true }

    static func creates(_ call: ReplayCall) -> Bool {
        guard call.request.method == "POST" else { return false }
        return call.parts == ["v1", "predictions"]
            || (call.parts.count == 5 && call.parts.starts(with: ["v1", "models"]) && call.parts[4] == "predictions")
    }

    static func mistake(_ call: ReplayCall) -> String? {
        let allowed: Set = ["input", "webhook", "webhook_events_filter", "stream"]
        if let mistake = call.mistake(needs: call.parts.count == 2 ? ["version"] : [], allows: allowed) { return mistake }
        guard let input = call.json?["input"] as? [String: Any] else { return "input is required" }
        return ReplayCall.text(input["prompt"] ?? input["text"]) == nil ? "input: prompt is required" : nil
    }

    static func good(_ call: ReplayCall, _ script: ReplayScript) -> ReplayServer.Reply {
        if creates(call) {
            let id = script.state.start(call)
            return script.state.job(id).map { script.json(prediction(id, $0, "starting", script), status: 201) } ?? script.refuse(.noRoute)
        }
        guard call.parts.count >= 3, call.parts.starts(with: ["v1", "predictions"]) else { return script.refuse(.noRoute) }
        let id = call.parts[2]
        if call.request.method == "POST", call.parts.count == 4, call.parts[3] == "cancel" {
            script.state.change(id) { $0.cancelled = true }
            return script.state.job(id).map { script.json(prediction(id, $0, "canceled", script)) } ?? script.refuse(.noRoute)
        }
        guard call.request.method == "GET", call.parts.count == 3, let job = script.state.poll(id) else { return script.refuse(.noRoute) }
        if job.cancelled { return script.json(prediction(id, job, "canceled", script)) }
        if job.polls < 2 || script.behaviour == .neverFinishes { return script.json(prediction(id, job, "processing", script)) }
        let failed = script.behaviour == .failedJob || script.behaviour == .filtered
        return script.final(prediction(id, job, failed ? "failed" : "succeeded", script))
    }

    private static func prediction(_ id: String, _ job: ReplayState.Job, _ status: String, _ script: ReplayScript) -> [String: Any] {
        let body = job.json
        let input = body["input"] as? [String: Any] ?? [:]
        let url = "\(script.baseURL)/v1/predictions/\(id)"
        var answer: [String: Any] = [
            "id": id, "model": job.path.count == 5 ? "\(job.path[2])/\(job.path[3])" : "replay/model",
            "version": body["version"] ?? "hidden", "status": status, "input": input, "output": NSNull(), "error": NSNull(), "logs": "",
            "urls": ["get": url, "cancel": url + "/cancel"], "created_at": "2026-06-01T12:00:00.000Z", "started_at": NSNull(),
            "completed_at": NSNull(),
        ]
        if status != "starting" { answer["started_at"] = "2026-06-01T12:00:01.500Z" }
        guard ["succeeded", "failed", "canceled"].contains(status) else { return answer }
        answer["completed_at"] = "2026-06-01T12:00:03.750Z"
        answer["metrics"] = ["predict_time": 2.25]
        answer["logs"] = "Using seed: \(script.seed(input["seed"]))\n"
        switch status {
        case "failed":
            answer["error"] = script.behaviour == .filtered ? "NSFW content detected. Try a different prompt." : "CUDA out of memory"
        case "succeeded":
            let count = (input["num_outputs"] as? NSNumber)?.intValue ?? 1
            let pictures = (0..<count).map { "\(script.baseURL)/result/\(id)-\($0).png" }
            answer["output"] = input["prompt"] == nil ? "\(script.baseURL)/result/\(id).wav" as Any : pictures
        default: break
        }
        return answer
    }

    static func error(_ problem: ReplayProblem) -> (Int, [String: Any]) {
        let (status, title): (Int, String) =
            switch problem {
            case .unauthorized: (401, "Unauthenticated")
            case .forbidden: (403, "Forbidden")
            case .unknownModel, .noRoute: (404, "Not found")
            case .filtered, .invalid: (422, "Input validation failed")
            case .quota: (402, "Insufficient credit")
            case .tooMany, .concurrent: (429, "Too many requests")
            case .server(let status): (status, "Internal server error")
            }
        var detail = problem.text
        if case .tooMany(ownHint: true) = problem { detail = "Request was throttled. Your rate limit resets in ~0s." }
        return (status, ["title": title, "detail": detail, "status": status])
    }
}
