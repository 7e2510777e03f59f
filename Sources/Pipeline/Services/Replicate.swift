import Catalogs
import Foundation

/// Replicate's predictions.
struct Replicate: HTTPService {
    static let name = "replicate"
    static let summary = "Models on Replicate, as owner/name or owner/name:version."
    static let serves = QueuedMedia.serves
    static let address = "https://api.replicate.com"
    static let keyVariables = ["REPLICATE_API_TOKEN"]

    private let media: QueuedMedia

    init(options: inout Options) { media = QueuedMedia(&options, inputKey: "image") }

    func parameters(for type: StepType) -> [ServiceParameter] { media.parameters(for: type) }

    func generate(_ call: ServiceCall) async throws -> ServiceOutput {
        let seed = call.seed(below: 1 << 31)
        let reply = try await submit(call, .object(try media.input(of: call, seed: seed)))
        let ticket = try call.json(reply)
        guard let poll = ticket.at("urls.get")?.text, call.owns(poll) else {
            throw ServiceFailure.badReply("names no place to ask for the result; the call may be billed")
        }
        let cancel = ticket.at("urls.cancel")?.text
        let ended = try await call.wait(
            cancel: { if let cancel, call.owns(cancel) { await call.sendCancel("POST", cancel) } },
            state: { try Self.state(try call.json(try await call.get(poll))) })
        var returned = call.returned(reply)
        returned.request = ended["id"]?.text ?? returned.request
        returned.model = ended["model"]?.text
        returned.compare("model", asked: call.model.split(separator: ":").first.map(String.init), got: returned.model)
        returned.seed = ended.at("input.seed")?.whole.flatMap { UInt64(exactly: $0) }
        returned.compare(seed: seed)
        returned.generatingSeconds = ended.at("metrics.predict_time")?.number
        returned.queueSeconds = Self.seconds(from: ended["created_at"]?.text, to: ended["started_at"]?.text)
        return try await media.output(ended, returned, of: call)
    }

    private func submit(_ call: ServiceCall, _ input: JSONValue) async throws -> HTTPReply {
        if let colon = call.model.firstIndex(of: ":") {
            let version = String(call.model[call.model.index(after: colon)...])
            return try await call.post("/v1/predictions", ["version": .text(version), "input": input])
        }
        return try await call.post("/v1/models/\(call.model)/predictions", ["input": input])
    }

    private static func state(_ value: JSONValue) throws(CellFailure) -> ServiceCall.JobState {
        switch value["status"]?.text {
        case "starting", "processing": return .waiting
        case "succeeded": return .done(value)
        case "failed":
            let error = value["error"]?.text ?? "without saying why"
            let isRefusal = ["nsfw", "safety", "sensitive", "moderation"].contains { error.lowercased().contains($0) }
            return .failed(
                isRefusal ? ServiceFailure.filtered(error) : CellFailure("model_error", "the prediction failed: \(error.prefix(300))"))
        case "canceled", "aborted": return .failed(CellFailure("model_error", "the prediction was cancelled at Replicate"))
        case let other: throw ServiceFailure.badReply("has the status \"\(other?.prefix(40) ?? "")\"; the call may be billed")
        }
    }

    private static func seconds(from start: String?, to end: String?) -> Double? {
        func date(_ text: String?) -> Date? {
            // Replicate writes microseconds, which the parser does not take.
            guard let seconds = text?.prefix(19), seconds.count == 19 else { return nil }
            let fraction = text?.firstMatch(of: /\.\d+/).flatMap { Double("0" + $0.0) } ?? 0
            return (try? Date(seconds + "Z", strategy: .iso8601)).map { $0.addingTimeInterval(fraction) }
        }
        guard let start = date(start), let end = date(end) else { return nil }
        return max(0, end.timeIntervalSince(start))
    }
}
