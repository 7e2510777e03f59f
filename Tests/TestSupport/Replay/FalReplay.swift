import Foundation

enum FalReplay: ReplayVendor {
    static var key: (String, String)? { ("authorization", "Key \(ReplayScript.key)") }
    static var idHeader: String { "x-fal-request-id" }
    static var polls: Bool { true }
    static var resultURLs: Bool { true }

    static func creates(_ call: ReplayCall) -> Bool {
        call.request.method == "POST" && call.parts.count >= 2 && !call.parts.contains("requests")
    }

    static func mistake(_ call: ReplayCall) -> String? {
        call.mistake(needs: [call.json?["text"] == nil ? "prompt" : "text"])
    }

    static func good(_ call: ReplayCall, _ script: ReplayScript) -> ReplayServer.Reply {
        if creates(call) {
            return script.json(
                links(script.state.start(call), call.parts, script).merging(["status": "IN_QUEUE", "queue_position": 1]) { $1 })
        }
        // /owner/app/requests/ID[/status|/cancel]
        guard call.parts.count >= 4, call.parts[2] == "requests", let job = script.state.job(call.parts[3]),
            Array(job.path.prefix(2)) == Array(call.parts.prefix(2))
        else { return script.refuse(.noRoute) }
        let id = call.parts[3]
        switch (call.request.method, call.parts.count > 4 ? call.parts[4] : "") {
        case ("GET", "status"): return status(id, script)
        case ("GET", ""): return result(id, job, script)
        case ("PUT", "cancel"):
            if job.polls > 2, script.behaviour != .neverFinishes { return script.json(["status": "ALREADY_COMPLETED"], status: 400) }
            script.state.change(id) { $0.cancelled = true }
            return script.json(["status": "CANCELLATION_REQUESTED"], status: 202)
        default: return script.refuse(.noRoute)
        }
    }

    private static func links(_ id: String, _ path: [String], _ script: ReplayScript) -> [String: Any] {
        let url = "\(script.baseURL)/\(path[0])/\(path[1])/requests/\(id)"
        return ["request_id": id, "response_url": url, "status_url": url + "/status", "cancel_url": url + "/cancel"]
    }

    private static func status(_ id: String, _ script: ReplayScript) -> ReplayServer.Reply {
        guard let job = script.state.poll(id) else { return script.refuse(.noRoute) }
        var answer = links(id, job.path, script)
        if job.polls == 1, !job.cancelled {
            answer["status"] = "IN_QUEUE"
            answer["queue_position"] = 0
            return script.json(answer, status: 202)
        }
        if !job.cancelled, job.polls == 2 || script.behaviour == .neverFinishes {
            answer["status"] = "IN_PROGRESS"
            answer["logs"] = [Any]()
            return script.json(answer, status: 202)
        }
        answer["status"] = "COMPLETED"
        answer["logs"] = [Any]()
        answer["metrics"] = ["inference_time": 0.25]
        let failure: (String, String)? =
            job.cancelled
            ? ("Request was cancelled", "cancelled")
            : script.behaviour == .failedJob
                ? ("Runner disconnected", "runner_disconnected")
                : script.behaviour == .filtered ? (ReplayProblem.filtered.text, "content_policy_violation") : nil
        if let failure { (answer["error"], answer["error_type"]) = failure }
        return script.json(answer)
    }

    private static func result(_ id: String, _ job: ReplayState.Job, _ script: ReplayScript) -> ReplayServer.Reply {
        guard job.polls > 2, !job.cancelled, script.behaviour != .neverFinishes else {
            return script.json(["detail": job.cancelled ? "Request was cancelled" : "Request is still in progress"], status: 400)
        }
        if script.behaviour == .filtered { return script.refuse(.filtered, [("x-fal-retryable", "false")]) }
        if script.behaviour == .failedJob { return script.refuse(.server(500), [("x-fal-error-type", "runner_disconnected")]) }
        let input = job.json
        if input["text"] != nil {
            return script.final([
                "audio": ["url": "\(script.baseURL)/result/\(id).wav", "content_type": "audio/wav", "file_size": script.sound.count]
            ])
        }
        let (width, height) = ReplayMedia.size(script.picture)
        let count = (input["num_images"] as? NSNumber)?.intValue ?? 1
        let images = (0..<count).map { index -> [String: Any] in
            ["url": "\(script.baseURL)/result/\(id)-\(index).png", "width": width, "height": height, "content_type": "image/png"]
        }
        return script.final([
            "images": images, "seed": script.seed(input["seed"]), "has_nsfw_concepts": images.map { _ in false },
            "timings": ["inference": 0.25], "prompt": input["prompt"] ?? "",
        ])
    }

    static func error(_ problem: ReplayProblem) -> (Int, [String: Any]) {
        func listed(_ type: String) -> [String: Any] {
            let url = "https://docs.fal.ai/errors#\(type)"
            return ["detail": [["loc": ["body", "prompt"], "msg": problem.text, "type": type, "url": url, "input": [String: Any]()]]]
        }
        return switch problem {
        case .invalid: (422, listed("value_error"))
        case .filtered: (422, listed("content_policy_violation"))
        case .unauthorized: (401, ["detail": "Cannot access application: invalid key"])
        case .forbidden: (403, ["detail": problem.text])
        case .unknownModel: (404, ["detail": "Application not found"])
        case .noRoute: (404, ["detail": problem.text])
        case .quota: (402, ["detail": "User is locked. Reason: Exhausted balance."])
        case .tooMany, .concurrent: (429, ["detail": problem.text])
        case .server(let status): (status, ["detail": problem.text])
        }
    }
}
