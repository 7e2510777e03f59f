import Foundation

enum ComfyUIReplay: ReplayVendor {
    static var key: (String, String)? { nil }
    static var idHeader: String { "x-request-id" }
    static var polls: Bool { true }
    static var resultURLs: Bool { true }

    static func creates(_ call: ReplayCall) -> Bool { call.request.method == "POST" && call.parts == ["prompt"] }

    static func mistake(_ call: ReplayCall) -> String? {
        if let mistake = call.mistake(needs: [], allows: ["prompt", "client_id", "prompt_id", "extra_data", "front", "number"]) {
            return mistake
        }
        guard let graph = call.json?["prompt"] as? [String: Any], !graph.isEmpty else { return "No prompt provided" }
        let broken = graph.sorted { $0.key < $1.key }.first { node in
            let node = node.value as? [String: Any]
            return ReplayCall.text(node?["class_type"]) == nil || !(node?["inputs"] is [String: Any])
        }
        return broken.map { "Cannot execute because a node is missing the class_type property: #\($0.key)" }
    }

    static func good(_ call: ReplayCall, _ script: ReplayScript) -> ReplayServer.Reply {
        switch (call.request.method, call.parts.first ?? "") {
        case ("POST", "prompt"):
            return script.json(["prompt_id": script.state.start(call), "number": 1, "node_errors": [String: Any]()])
        case ("GET", "history") where call.parts.count == 2:
            return history(call.parts[1], script)
        case ("GET", "view"):
            return call.query["filename"] == nil ? ReplayServer.Reply(status: 400) : script.stored(call)
        case ("GET", "queue"):
            return script.json(["queue_running": running(script), "queue_pending": [Any]()])
        case ("POST", "interrupt"):
            for id in script.state.ids where unfinished(id, script) { script.state.change(id) { $0.cancelled = true } }
            return ReplayServer.Reply()
        case ("POST", "queue"):
            let named = call.json?["delete"] as? [String] ?? []
            for id in (call.json?["clear"] as? Bool) == true ? script.state.ids : named { script.state.change(id) { $0.gone = true } }
            return ReplayServer.Reply()
        default:
            return script.refuse(.noRoute)
        }
    }

    private static func unfinished(_ id: String, _ script: ReplayScript) -> Bool {
        guard let job = script.state.job(id), !job.gone, !job.cancelled else { return false }
        return job.polls < 3 || script.behaviour == .neverFinishes
    }

    private static func running(_ script: ReplayScript) -> [[Any]] {
        script.state.ids.filter { unfinished($0, script) }.map { id in
            [1, id, script.state.job(id)?.json["prompt"] ?? [:], [String: Any](), ["9"]]
        }
    }

    private static func history(_ id: String, _ script: ReplayScript) -> ReplayServer.Reply {
        guard let job = script.state.poll(id), !job.gone, !unfinished(id, script) else { return script.json([String: Any]()) }
        let graph = job.json["prompt"] as? [String: Any] ?? [:]
        let failed = job.cancelled || script.behaviour == .failedJob
        let message: [String: Any] = [
            "prompt_id": id, "exception_message": "CUDA out of memory", "exception_type": "RuntimeError", "node_id": "3",
        ]
        let messages: [[Any]] = [
            ["execution_start", ["prompt_id": id, "timestamp": 1_750_000_000_000] as [String: Any]],
            job.cancelled
                ? ["execution_interrupted", ["prompt_id": id, "node_id": "3"]]
                : failed
                    ? ["execution_error", message]
                    : ["execution_success", ["prompt_id": id, "timestamp": 1_750_000_000_250] as [String: Any]],
        ]
        let status: [String: Any] = ["status_str": failed ? "error" : "success", "completed": !failed, "messages": messages]
        let entry: [String: Any] = ["prompt": [1, id, graph] as [Any], "outputs": failed ? [:] : outputs(id, graph), "status": status]
        return script.final([id: entry])
    }

    private static func outputs(_ id: String, _ graph: [String: Any]) -> [String: Any] {
        func saves(_ kind: String) -> String? {
            graph.keys.sorted().first { key in
                let type = (graph[key] as? [String: Any])?["class_type"] as? String ?? ""
                return type.contains("Save") && type.contains(kind) || type.contains("Preview" + kind)
            }
        }
        if let node = saves("Audio") {
            return [node: ["audio": [["filename": "replay_\(id).wav", "subfolder": "", "type": "output"]]]]
        }
        return [saves("Image") ?? "9": ["images": [["filename": "replay_\(id).png", "subfolder": "", "type": "output"]]]]
    }

    static func error(_ problem: ReplayProblem) -> (Int, [String: Any]) {
        let (status, type): (Int, String) =
            switch problem {
            case .unauthorized: (401, "unauthorized")
            case .forbidden: (403, "forbidden")
            case .unknownModel: (400, "prompt_outputs_failed_validation")
            case .noRoute: (404, "not_found")
            case .invalid(let text): (400, text == "No prompt provided" ? "no_prompt" : "invalid_prompt")
            case .filtered, .quota, .tooMany, .concurrent: (429, "too_many_requests")
            case .server(let status): (status, "server_error")
            }
        var nodes: [String: Any] = [:]
        if case .unknownModel = problem {
            let error: [String: Any] = [
                "type": "value_not_in_list", "message": "Value not in list", "details": "ckpt_name", "extra_info": [String: Any](),
            ]
            nodes = ["4": ["errors": [error], "dependent_outputs": ["9"], "class_type": "CheckpointLoaderSimple"] as [String: Any]]
        }
        let body: [String: Any] = ["type": type, "message": problem.text, "details": "", "extra_info": [String: Any]()]
        return (status, ["error": body, "node_errors": nodes])
    }
}
