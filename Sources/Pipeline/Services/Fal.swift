import Catalogs

/// fal's queue: submitted, asked after, fetched.
struct Fal: HTTPService {
    static let name = "fal"
    static let summary = "Models in fal's queue."
    static let serves = QueuedMedia.serves
    static let address = "https://queue.fal.run"
    static let keyVariables = ["FAL_KEY"]

    private let media: QueuedMedia

    init(options: inout Options) { media = QueuedMedia(&options, inputKey: "image_url") }

    func parameters(for type: StepType) -> [ServiceParameter] { media.parameters(for: type) }

    func authorisation(_ key: String) -> [HTTPHeader] { [("Authorization", "Key \(key)")] }

    func generate(_ call: ServiceCall) async throws -> ServiceOutput {
        let seed = call.seed(below: 1 << 31)
        let reply = try await call.post("/\(call.model)", try input(call, seed: seed))
        let ticket = try call.json(reply)
        guard let status = ticket["status_url"]?.text, let response = ticket["response_url"]?.text, call.owns(status), call.owns(response)
        else { throw ServiceFailure.badReply("names no place to ask for the result; the call may be billed") }
        let cancel = ticket["cancel_url"]?.text
        let ended = try await call.wait(
            cancel: { if let cancel, call.owns(cancel) { await call.sendCancel("PUT", cancel) } },
            state: { try await Self.state(call, status) })
        let value: JSONValue
        do {
            value = try call.json(try await call.get(response))
        } catch let failure as CellFailure {
            // fal bills some of these; without a status the cost counts as spent.
            let isModels = failure.code == "invalid_request" || failure.code == "server_error"
            throw isModels ? CellFailure("model_error", failure.message) : ServiceCall.afterAcceptance(failure)
        }
        if value.at("has_nsfw_concepts.0")?.flag == true { throw ServiceFailure.filtered("marked as not safe for work") }
        var returned = call.returned(reply)
        returned.request = ticket["request_id"]?.text ?? returned.request
        returned.seed = value["seed"]?.whole.flatMap { UInt64(exactly: $0) }
        returned.generatingSeconds = ended.at("metrics.inference_time")?.number
        returned.width = value.at("images.0.width")?.whole
        returned.height = value.at("images.0.height")?.whole
        returned.compare(seed: seed)
        returned.compare("size", asked: call.size, got: returned.size)
        return try await media.output(value, returned, of: call)
    }

    private func input(_ call: ServiceCall, seed: UInt64) throws(CellFailure) -> JSONValue {
        var body = try media.input(of: call, seed: seed)
        if let width = body.removeValue(forKey: "width"), let height = body.removeValue(forKey: "height") {
            body["image_size"] = .object(["width": width, "height": height])
        }
        return .object(body)
    }

    private static func state(_ call: ServiceCall, _ url: String) async throws -> ServiceCall.JobState {
        let value = try call.json(try await call.get(url))
        switch value["status"]?.text {
        case "IN_QUEUE", "IN_PROGRESS": return .waiting
        case "COMPLETED":
            guard let error = value["error"]?.text else { return .done(value) }
            let kind = value["error_type"]?.text ?? ""
            return .failed(
                kind == "content_policy_violation" ? ServiceFailure.filtered(error) : CellFailure("model_error", "\(kind) \(error)"))
        case let other: throw ServiceFailure.badReply("has the status \"\(other?.prefix(40) ?? "")\"; the call may be billed")
        }
    }
}
