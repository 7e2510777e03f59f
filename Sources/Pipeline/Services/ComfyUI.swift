import Catalogs
import Foundation

/// A ComfyUI server: a saved workflow in API form, whose inputs are set by node and name.
struct ComfyUI: HTTPService {
    static let name = "comfyui"
    static let summary = "A ComfyUI server of one's own; a workflow file and which inputs are prompt and seed."
    static let serves: Set<StepType> = [.textToImage]
    static let address = "http://127.0.0.1:8188"
    static let keyVariables: [String] = []
    static let isFree = true
    static let needsModel = false

    private let path: String
    private let workflow: JSONValue?
    /// Node and input for each name: `6.text`.
    private let inputs: [String: (node: String, input: String)]

    init(options: inout Options) {
        let written = options.requiredText("workflow") ?? ""
        path = Paths.absolute(written, from: Paths.folder(of: options.place.file))
        workflow = (try? Data(contentsOf: URL(fileURLWithPath: path))).flatMap { try? JSONValue(text: $0) }
        if !written.isEmpty, workflow?.object == nil {
            options.report("'\(written.prefix(80))' is no workflow in API form", remedy: "in ComfyUI: Workflow, Export (API)")
        }
        var inputs: [String: (node: String, input: String)] = [:]
        for entry in options.value("inputs")?.entries ?? [] {
            let steps = (entry.value.text ?? "").split(separator: ".", maxSplits: 1).map(String.init)
            guard steps.count == 2, workflow?[steps[0]]?["inputs"]?[steps[1]] != nil else {
                options.report(
                    "the workflow has no input '\(entry.value.text?.prefix(40) ?? "")'", at: entry.value,
                    remedy: "NODE.INPUT, such as 6.text")
                continue
            }
            inputs[entry.key] = (steps[0], steps[1])
        }
        if inputs["prompt"] == nil || inputs["seed"] == nil {
            options.report("a workflow needs 'inputs' with prompt and seed", remedy: "inputs: {prompt: 6.text, seed: 3.seed}")
        }
        self.inputs = inputs
    }

    func stamp() -> String { Fingerprint.stamp(of: path) }

    func parameters(for _: StepType) -> [ServiceParameter] {
        inputs.keys.sorted().filter { !["prompt", "seed"].contains($0) }.map { ServiceParameter($0, .text) }
    }

    func generate(_ call: ServiceCall) async throws -> ServiceOutput {
        let reply = try await call.post("/prompt", ["prompt": try graph(call), "client_id": .text(UUID().uuidString)])
        guard let id = try call.json(reply)["prompt_id"]?.text, id.wholeMatch(of: /[A-Za-z0-9-]+/) != nil else {
            throw ServiceFailure.badReply("names no prompt_id")
        }
        let ended = try await call.wait(
            cancel: {
                await call.sendCancel("POST", "/queue", ["delete": [.text(id)]])
                // Older servers interrupt whatever runs.
                guard let reply = try? await call.send("GET", "/queue", timeout: 5),
                    let queue = try? call.json(reply), Self.holds(queue, id, in: ["queue_running"])
                else { return }
                await call.sendCancel("POST", "/interrupt", ["prompt_id": .text(id)])
            }, state: { try await Self.state(call, id) })
        guard let image = Self.image(in: ended) else {
            throw CellFailure("no_output", "the workflow ended without a picture; an unchanged graph gives none again")
        }
        var returned = call.returned(reply)
        returned.request = id
        return try await call.output(at: call.url("/view?\(image)"), returned)
    }

    /// The workflow with the inputs of this call; a number stays a number.
    private func graph(_ call: ServiceCall) throws(CellFailure) -> JSONValue {
        guard var nodes = workflow?.object else { throw CellFailure("invalid_request", "the workflow file cannot be read") }
        for (name, place) in inputs {
            guard var node = nodes[place.node]?.object, var values = node["inputs"]?.object else { continue }
            switch name {
            case "prompt": values[place.input] = .text(call.prompt)
            // Seeds above 2^53 are no exact numbers of JSON.
            case "seed": values[place.input] = .number(Double(call.seed(below: 1 << 53)))
            default:
                guard let text = call[name]?.text else { continue }
                values[place.input] = values[place.input]?.number == nil ? .text(text) : Double(text).map(JSONValue.number) ?? .text(text)
            }
            node["inputs"] = .object(values)
            nodes[place.node] = .object(node)
        }
        return .object(nodes)
    }

    private static func state(_ call: ServiceCall, _ id: String) async throws -> ServiceCall.JobState {
        let history = try call.json(try await call.get("/history/\(id)"))
        guard let entry = history[id] else {
            let queue = try call.json(try await call.get("/queue"))
            if Self.holds(queue, id) { return .waiting }
            // It may have ended between the two questions.
            if let entry = try call.json(try await call.get("/history/\(id)"))[id] { return Self.end(of: entry) }
            return .failed(CellFailure("model_error", "the job is neither in the queue nor in the history: the server lost it"))
        }
        return end(of: entry)
    }

    private static func end(of entry: JSONValue) -> ServiceCall.JobState {
        guard entry.at("status.status_str")?.text == "error" else { return .done(entry) }
        let messages = entry.at("status.messages")?.array ?? []
        let said = messages.lazy.compactMap { $0.at("1.exception_message")?.text }.first ?? "without saying why"
        return .failed(CellFailure("model_error", "the workflow failed: \(said.prefix(300))"))
    }

    private static func holds(_ queue: JSONValue, _ id: String, in places: [String] = ["queue_running", "queue_pending"]) -> Bool {
        places.contains { key in
            queue[key]?.array?.contains { item in item.array?.contains { $0.text == id } ?? false } ?? false
        }
    }

    /// The query for the first picture that was saved, else for the first at all.
    private static func image(in entry: JSONValue) -> String? {
        let outputs = entry["outputs"]?.object ?? [:]
        let images = outputs.keys.sorted().flatMap { outputs[$0]?["images"]?.array ?? [] }
        guard let image = images.first(where: { $0["type"]?.text == "output" }) ?? images.first, let name = image["filename"]?.text else {
            return nil
        }
        var query = URLComponents()
        query.queryItems = [("filename", name), ("subfolder", image["subfolder"]?.text ?? ""), ("type", image["type"]?.text ?? "output")]
            .map { URLQueryItem(name: $0.0, value: $0.1) }
        return query.percentEncodedQuery?.replacing("+", with: "%2B")
    }
}
