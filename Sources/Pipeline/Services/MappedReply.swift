import Catalogs

/// Where an answer holds the file and the facts.
struct MappedReply: Sendable {
    /// Path of the file in the JSON; nil where the answer is the file.
    let media: String?
    let isAddress: Bool
    /// Samples a second of audio without a header.
    let rate: Int?
    let facts: [String: String]
    /// A value at a path that says the content was refused.
    let filtered: (path: String, values: [String])?

    private static let factNames = ["request_id", "model", "voice", "seed", "revised_prompt", "cost_usd", "width", "height"]

    init(_ options: inout Options) {
        guard let settings = options.value("reply") else {
            (media, isAddress, rate, facts, filtered) = (nil, false, nil, [:], nil)
            return
        }
        var inner = Options(settings, of: "'reply'")
        media = inner.text("media")
        isAddress = inner.choice("as", of: ["base64", "url"]) == "url"
        rate = inner.whole("pcm_rate", in: 4_000...384_000)
        var facts: [String: String] = [:]
        for name in Self.factNames { facts[name] = inner.text(name) }
        self.facts = facts
        if let rule = inner.value("filtered") {
            var rules = Options(rule, of: "'filtered'")
            let (path, values) = (rules.requiredText("at"), rules.texts("is"))
            rules.finish()
            inner.add(rules.problems)
            filtered = path.map { ($0, values ?? ["true"]) }
        } else {
            filtered = nil
        }
        inner.finish()
        options.add(inner.problems)
    }

    func output(of reply: HTTPReply, _ call: ServiceCall) async throws -> ServiceOutput {
        let returned = call.returned(reply)
        if media == nil, filtered == nil {
            guard !reply.body.isEmpty else { throw ServiceFailure.badReply("is empty") }
            return ServiceOutput(bytes: rate.map { BarePCM.wav(reply.body, rate: $0) } ?? reply.body, returned: returned)
        }
        return try await output(of: try call.json(reply), call, returned: returned)
    }

    func output(of value: JSONValue, _ call: ServiceCall, returned: Returned) async throws -> ServiceOutput {
        if let filtered, let found = value.at(filtered.path).map(Self.words), filtered.values.contains(found) {
            throw ServiceFailure.filtered(found)
        }
        guard let media, let text = value.at(media)?.text else { throw ServiceFailure.badReply("holds no text at '\(media ?? "media")'") }
        var returned = returned
        read(value, into: &returned)
        returned.compare(seed: call.seed(below: 1 << 31))
        returned.compare("model", asked: call.model.isEmpty ? nil : call.model, got: returned.model)
        returned.compare("voice", asked: call["voice"]?.text, got: returned.voice)
        var output =
            try await isAddress ? call.output(at: text, returned) : ServiceOutput(bytes: call.base64(text), returned: returned)
        if let rate { output.bytes = BarePCM.wav(output.bytes, rate: rate) }
        output.costUSD = facts["cost_usd"].flatMap { value.at($0)?.number }.flatMap { $0 >= 0 ? $0 : nil }
        return output
    }

    private func read(_ value: JSONValue, into returned: inout Returned) {
        func fact(_ name: String) -> JSONValue? { facts[name].flatMap { value.at($0) } }
        returned.request = fact("request_id").map(Self.words) ?? returned.request
        returned.model = fact("model").map(Self.words)
        returned.voice = fact("voice").map(Self.words)
        returned.revisedPrompt = fact("revised_prompt").map(Self.words)
        returned.seed = fact("seed").map(Self.words).flatMap(UInt64.init)
        returned.width = fact("width")?.whole
        returned.height = fact("height")?.whole
    }

    private static func words(_ value: JSONValue) -> String {
        String((value.text ?? String(decoding: value.encoded, as: UTF8.self)).prefix(4_000))
    }
}

/// How to ask whether a job has ended.
struct MappedPoll: Sendable {
    /// Paths in the first answer.
    let url: String
    let cancel: String?
    let cancelMethod: String
    /// Paths in the further answers.
    let status: String
    let error: String?
    let done: [String]
    let failed: [String]

    init?(_ options: inout Options) {
        guard let settings = options.value("poll") else { return nil }
        var inner = Options(settings, of: "'poll'")
        let (place, status) = (inner.requiredText("url"), inner.requiredText("status"))
        cancel = inner.text("cancel")
        cancelMethod = inner.choice("cancel_method", of: ["POST", "PUT", "DELETE"]) ?? "POST"
        error = inner.text("error")
        done = inner.texts("done") ?? ["succeeded"]
        failed = inner.texts("failed") ?? ["failed"]
        inner.finish()
        options.add(inner.problems)
        guard let place, let status else { return nil }
        (url, self.status) = (place, status)
    }

    /// A status that is neither is taken as under way.
    func state(of value: JSONValue) throws(CellFailure) -> ServiceCall.JobState {
        guard let found = value.at(status)?.text else {
            throw ServiceFailure.badReply("has no status at '\(status)'; the call may be billed")
        }
        if done.contains(found) { return .done(value) }
        if failed.contains(found) {
            return .failed(
                CellFailure("model_error", "the job ended as \(found): \(error.flatMap { value.at($0)?.text }?.prefix(300) ?? "")"))
        }
        return .waiting
    }
}
