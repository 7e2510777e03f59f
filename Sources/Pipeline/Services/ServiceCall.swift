import Catalogs
import Foundation
import Media

/// One call of a service: what is asked, and the ways to ask it.
struct ServiceCall: Sendable {
    let request: GenerationRequest
    let address: String
    let model: String
    let authorisation: [HTTPHeader]
    /// What no text of a reply may hold when it is shown.
    let secrets: [String]
    /// Checked and in the service's types.
    let parameters: [String: JSONValue]
    let transport: any HTTPTransport

    /// Bytes; a base64 text is a third longer than what it holds.
    static let outputLimit = 128 << 20
    static let replyLimit = 180 << 20
    /// Seconds; the deadline of the cell ends a call before.
    static let patience = 3_600.0

    /// The prompt of the case.
    var prompt: String { request.input.prompt ?? "" }

    /// The seed of the branch, else of the case, as far as the service can take it.
    func seed(below limit: UInt64) -> UInt64 { (request.params["seed"].flatMap(UInt64.init) ?? request.seed) % limit }

    /// `512x512`, where both sides are asked for.
    var size: String? {
        guard let width = self["width"]?.whole, let height = self["height"]?.whole else { return nil }
        return "\(width)x\(height)"
    }

    subscript(_ parameter: String) -> JSONValue? { parameters[parameter] }

    // MARK: Asking

    /// Sends what may cost money, once.
    ///
    /// - Throws: a `CellFailure` that tells whether the call may have been billed.
    func post(_ path: String, _ body: JSONValue, headers: [HTTPHeader] = []) async throws -> HTTPReply {
        try await send("POST", path, body: body.encoded, headers: [("Content-Type", "application/json")] + headers)
    }

    func send(_ method: String, _ path: String, body: [UInt8] = [], headers: [HTTPHeader] = [], timeout: Double = patience) async throws
        -> HTTPReply
    {
        let reply = try await transfer(
            HTTPRequest(method: method, url: url(path), headers: headers, body: body, timeout: timeout, limit: Self.replyLimit))
        guard (200..<300).contains(reply.status) else { throw refusal(reply) }
        return reply
    }

    /// Any answer at all. The key goes along only to the service itself, never to a place that a reply names.
    func transfer(_ request: HTTPRequest) async throws -> HTTPReply {
        var request = request
        if owns(request.url) { request.headers = authorisation + request.headers }
        do {
            return try await transport.send(request)
        } catch let failure as HTTPFailure {
            throw ServiceFailure.of(failure)
        }
    }

    /// The failure of a reply; what it repeats of the key is hidden before anything is cut.
    func refusal(_ reply: HTTPReply) -> CellFailure {
        let text = Template.masked(String(decoding: reply.body.prefix(1 << 20), as: UTF8.self), secrets)
        return ServiceFailure.of(
            HTTPReply(
                status: reply.status, headers: reply.headers, body: Array(text.utf8), firstByteSeconds: reply.firstByteSeconds,
                seconds: reply.seconds))
    }

    /// Asks for what exists already: a lost answer costs nothing, so it is asked again, up to four times.
    func get(_ path: String) async throws -> HTTPReply { try await repeatedly { try await send("GET", path, timeout: 60) } }

    /// Does what costs nothing up to four times, as long as another try may mend it.
    func repeatedly<Value>(_ ask: () async throws -> Value) async throws -> Value {
        var tries = 0
        while true {
            do {
                return try await ask()
            } catch let failure as CellFailure {
                tries += 1
                guard tries < 4, Self.passing.contains(failure.code) else { throw failure }
                try await Task.sleep(for: .seconds(min(RetryPolicy.usable(failure.retryAfter) ?? 0.2 * Double(1 << tries), 30)))
            }
        }
    }

    private static let passing: Set = [
        "answer_lost", "connection_failed", "rate_limited", "server_error", "timed_out", "unavailable",
    ]

    /// The whole address; relative paths begin with a slash.
    func url(_ path: String) -> String { path.hasPrefix("/") ? address + path : path }

    /// The key goes to the service's own host alone.
    func owns(_ url: String) -> Bool {
        if Self.origin(url) == Self.origin(address) { return true }
        guard let place = URL(string: url), place.scheme?.lowercased() == "https", place.port == nil, let host = Self.host(url) else {
            return false
        }
        return Self.isSibling(host, of: address)
    }

    private static func host(_ url: String) -> String? { URL(string: url)?.host()?.lowercased() }

    private static func origin(_ url: String) -> String? {
        guard let url = URL(string: url), let host = url.host(), let scheme = url.scheme else { return nil }
        return "\(scheme.lowercased())://\(host.lowercased()):\(url.port ?? (scheme.lowercased() == "https" ? 443 : 80))"
    }

    /// `queue.fal.run` and `fal.run` are one service.
    private static func isSibling(_ host: String, of address: String) -> Bool {
        guard let own = Self.host(address), own == "fal.run" || own.hasSuffix(".fal.run") else { return false }
        return host == "fal.run" || host.hasSuffix(".fal.run")
    }

    // MARK: Reading

    func json(_ reply: HTTPReply) throws(CellFailure) -> JSONValue {
        // Facts are short; only replies with media in them are longer, and searching those would cost more than reading them.
        let isShort = reply.body.count < 1 << 20
        let body = isShort ? Array(Template.masked(String(decoding: reply.body, as: UTF8.self), secrets).utf8) : reply.body
        guard let value = try? JSONValue(text: Data(body)), value.object != nil else {
            throw ServiceFailure.badReply("is not a JSON object" + (isShort ? ": \(String(decoding: body.prefix(80), as: UTF8.self))" : ""))
        }
        return value
    }

    func base64(_ text: String) throws(CellFailure) -> [UInt8] {
        // Some servers answer with a data URL.
        let bare = text.hasPrefix("data:") ? text.split(separator: ",", maxSplits: 1).last.map(String.init) ?? "" : text
        guard let data = Data(base64Encoded: bare, options: .ignoreUnknownCharacters), !data.isEmpty else {
            throw ServiceFailure.badReply("holds no base64")
        }
        return Array(data)
    }

    /// Facts that headers of every vendor tell.
    func returned(_ reply: HTTPReply) -> Returned {
        var returned = Returned()
        let names = ["x-request-id", "request-id", "x-fal-request-id", "x-goog-request-id", "cf-ray"]
        returned.request = names.lazy.compactMap { reply.header($0) }.first.map { String($0.prefix(200)) }
        returned.firstByteSeconds = reply.firstByteSeconds
        return returned
    }

    /// A file that flows in, as a data URL; vendors take no more than some megabytes this way.
    func inputDataURL() throws(CellFailure) -> String? {
        guard let path = request.inputs.first ?? request.input.input else { return nil }
        guard let kind = try? FileKind.of(file: path), let data = try? Data(contentsOf: URL(fileURLWithPath: path)), data.count <= 10 << 20
        else { throw CellFailure("invalid_request", "the input cannot be read, or is larger than 10 MB") }
        return "data:\(kind.mediaType);base64,\(data.base64EncodedString())"
    }
}
