import Catalogs
import Foundation

/// What a voting server answers, without any socket: everything stands behind one secret in the path, and files are looked up by name,
/// never by path.
package struct VoteRoutes: Sendable {
    /// Bytes of a request's body.
    package static let mostBytes = 65_536

    package struct Request: Sendable {
        package let method: String
        /// As it came, still percent-encoded, without the query.
        package let path: String
        package let contentType: String?
        /// As the header says; nil without one.
        package let length: Int?
        package let isChunked: Bool
        package let body: @Sendable () async throws -> Data

        package init(
            method: String, path: String, contentType: String? = nil, length: Int? = nil, isChunked: Bool = false,
            body: @escaping @Sendable () async throws -> Data = { Data() }
        ) {
            (self.method, self.path, self.contentType, self.length, self.isChunked) = (method, path, contentType, length, isChunked)
            self.body = body
        }
    }

    package struct Reply: Sendable, Hashable {
        package var status: Int
        package var type = "text/plain; charset=utf-8"
        package var body = Data()
        /// Methods that would be understood.
        package var allow: String?
        package var location: String?
        /// What is left of the request was not read.
        package var closes = false
    }

    private let desk: VoteDesk
    private let token: String
    private let page: Data
    /// Paths of files by name.
    private let media: [String: String]

    package init(desk: VoteDesk, token: String, page: Data, media: [String: String]) {
        (self.desk, self.token, self.page, self.media) = (desk, token, page, media)
    }

    package func reply(to request: Request) async -> Reply {
        var parts = request.path.split(separator: "/", omittingEmptySubsequences: false).map(String.init)
        guard parts.count > 1, parts[0].isEmpty, Self.isSame(parts[1], token) else {
            return refusal(403, "This address lacks the secret that bakeoff printed.", request)
        }
        parts.removeFirst(2)
        switch parts {
        case []: return Reply(status: 308, location: "/\(token)/")
        case [""], ["index.html"]: return get(request) { Reply(status: 200, type: "text/html; charset=utf-8", body: page) }
        case ["begin"]: return await post(request, begin)
        case ["answers"]: return await post(request, answer)
        case let file where file.count == 2 && file[0] == "media": return get(request) { medium(file[1]) }
        default: return refusal(404, "There is nothing here.", request)
        }
    }

    private func get(_ request: Request, _ make: () -> Reply) -> Reply {
        guard request.method == "GET" || request.method == "HEAD" else {
            var reply = refusal(405, "Only GET is answered here.", request)
            reply.allow = "GET, HEAD"
            return reply
        }
        return make()
    }

    private func medium(_ name: String) -> Reply {
        guard let path = media[name], let data = FileManager.default.contents(atPath: path) else {
            return Reply(status: 404, body: Data("There is nothing here.".utf8))
        }
        return Reply(status: 200, type: name.hasSuffix(".js") ? "text/javascript; charset=utf-8" : "image/png", body: data)
    }

    private func post(_ request: Request, _ act: (JSONValue) async throws -> Reply) async -> Reply {
        guard request.method == "POST" else {
            var reply = refusal(405, "Only POST is answered here.", request)
            reply.allow = "POST"
            return reply
        }
        guard request.contentType?.lowercased().hasPrefix("application/json") == true else {
            return refusal(415, "The body must be application/json.", request)
        }
        guard !request.isChunked, let length = request.length else { return refusal(411, "The body's length must be said.", request) }
        guard length <= Self.mostBytes else { return refusal(413, "At most \(Self.mostBytes) bytes are read.", request) }
        do {
            let data = try await request.body()
            guard let value = try? JSONValue(text: data), value.object != nil else {
                return Reply(status: 400, body: Data("The body is no JSON object.".utf8))
            }
            return try await act(value)
        } catch {
            return Reply(status: 500, body: Data("The answer could not be kept.".utf8))
        }
    }

    private func begin(_ value: JSONValue) async throws -> Reply {
        guard let listener = listener(value) else { return Self.noListener }
        let list = await desk.begin(listener, wishes: value["list"]?.whole)
        return Reply(status: 200, type: "application/json", body: Data("{\"list\":\(list)}".utf8))
    }

    private func answer(_ value: JSONValue) async throws -> Reply {
        guard let listener = listener(value) else { return Self.noListener }
        let faults = try await desk.keep(
            value["answer"] ?? .null, from: listener, browser: value["browser"]?.text, headphones: value["headphones"]?.flag)
        return faults.isEmpty ? Reply(status: 204) : Reply(status: 422, body: Data(faults.joined(separator: "\n").utf8))
    }

    private static let noListener = Reply(status: 422, body: Data("'listener' must be 8 to 40 lower-case letters and digits".utf8))

    private func listener(_ value: JSONValue) -> String? { value["listener"]?.text.flatMap { ListenerName.isValid($0) ? $0 : nil } }

    /// A body that nobody wanted is not read.
    private func refusal(_ status: Int, _ words: String, _ request: Request) -> Reply {
        Reply(status: status, body: Data(words.utf8), closes: request.isChunked || (request.length ?? 0) > 0)
    }

    /// Takes as long for a nearly right secret as for a wrong one.
    private static func isSame(_ a: String, _ b: String) -> Bool {
        let (a, b) = (Array(a.utf8), Array(b.utf8))
        return a.count == b.count && zip(a, b).reduce(UInt8(0)) { $0 | ($1.0 ^ $1.1) } == 0
    }
}
