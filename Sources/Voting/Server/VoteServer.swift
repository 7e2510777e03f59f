import Catalogs
import FlyingFox
import FlyingSocks
import Foundation

/// Serves one ballot over HTTP until its task is cancelled.
package struct VoteServer: Sendable {
    private let server: HTTPServer
    private let host: String
    private let token: String

    /// 128 random bits.
    package static func token() -> String {
        (0..<2).map { _ in
            let word = String(UInt64.random(in: .min ... .max), radix: 16)
            return String(repeating: "0", count: 16 - word.count) + word
        }.joined()
    }

    /// Whether nobody but this machine can reach an address.
    package static func isLoopback(_ host: String) -> Bool { host == "localhost" || host == "::1" || host.hasPrefix("127.") }

    /// - Parameters:
    ///   - host: an IPv4 or IPv6 address, or `localhost`.
    ///   - port: 0 takes a free one.
    /// - Throws: `Problems` for a host that is no address.
    package init(_ routes: VoteRoutes, token: String, host: String, port: UInt16) throws(Problems) {
        self.host = host
        self.token = token
        let handler = ClosureHTTPHandler { request in await Self.answer(request, routes) }
        do {
            let numbers = host == "localhost" ? "127.0.0.1" : host
            server =
                numbers.contains(":")
                ? HTTPServer(address: try .inet6(ip6: numbers, port: port), logger: .disabled, handler: handler)
                : HTTPServer(address: try .inet(ip4: numbers, port: port), logger: .disabled, handler: handler)
        } catch {
            throw Problems([
                Problem("'\(host.prefix(60))' is no address to listen on", remedy: "write an IP address of this machine, such as 127.0.0.1")
            ])
        }
    }

    /// - Parameter ready: called with the address of the page once it can be opened.
    /// - Throws: `Problems` where the port cannot be had. Cancellation is the normal end, and no error.
    package func run(ready: @Sendable (String) -> Void) async throws {
        let running = Task { try await server.run() }
        do {
            try await server.waitUntilListening()
        } catch {
            running.cancel()
            if Task.isCancelled { return }
            throw Problems([
                Problem("cannot listen on \(host): the port is taken, or not for us", remedy: "leave out --port, or name another")
            ])
        }
        ready(await address())
        await withTaskCancellationHandler {
            _ = await running.result
        } onCancel: {
            running.cancel()
        }
    }

    private func address() async -> String {
        let shown = host.contains(":") ? "[\(host)]" : host
        let port: UInt16 =
            switch await server.listeningAddress {
            case .ip4(_, let port), .ip6(_, let port): port
            default: 0
            }
        return "http://\(shown):\(port)/\(token)/"
    }

    private static func answer(_ request: HTTPRequest, _ routes: VoteRoutes) async -> HTTPResponse {
        let reply = await routes.reply(
            to: VoteRoutes.Request(
                method: request.method.rawValue, path: request.target.path(), contentType: request.headers[.contentType],
                length: request.headers[.contentLength].flatMap { Int($0) }, isChunked: request.headers[.transferEncoding] != nil,
                body: { try await request.bodyData }))
        var headers: HTTPHeaders = [
            .contentType: reply.type, .cacheControl: "no-store", HTTPHeader("X-Content-Type-Options"): "nosniff",
            HTTPHeader("Referrer-Policy"): "no-referrer", HTTPHeader("Cross-Origin-Resource-Policy"): "same-origin",
        ]
        if let allow = reply.allow { headers[HTTPHeader("Allow")] = allow }
        if let location = reply.location { headers[.location] = location }
        if reply.closes { headers[.connection] = "close" }
        let status = HTTPStatusCode(reply.status, phrase: phrases[reply.status] ?? "Answer")
        guard !reply.closes else {
            let body = HTTPBodySequence(from: LastWords(bytes: Array(reply.body)), count: reply.body.count)
            return HTTPResponse(statusCode: status, headers: headers, body: body)
        }
        return HTTPResponse(statusCode: status, headers: headers, body: request.method == .HEAD ? Data() : reply.body)
    }

    private static let phrases = [
        200: "OK", 204: "No Content", 308: "Permanent Redirect", 400: "Bad Request", 403: "Forbidden", 404: "Not Found",
        405: "Method Not Allowed", 411: "Length Required", 413: "Payload Too Large", 415: "Unsupported Media Type",
        422: "Unprocessable Content", 500: "Internal Server Error",
    ]
}

/// A body after which the connection ends: the server closes it when a body fails, and would otherwise take what it did not read for the
/// next request.
private struct LastWords: AsyncBufferedSequence {
    struct End: Error {}

    struct AsyncIterator: AsyncBufferedIteratorProtocol {
        var rest: [UInt8]

        mutating func next() async throws -> UInt8? {
            guard !rest.isEmpty else { throw End() }
            return rest.removeFirst()
        }

        mutating func nextBuffer(suggested count: Int) async throws -> [UInt8]? {
            guard !rest.isEmpty else { throw End() }
            defer { rest = [] }
            return rest
        }
    }

    let bytes: [UInt8]

    func makeAsyncIterator() -> AsyncIterator { AsyncIterator(rest: bytes) }
}
