import TestSupport
import Testing

@testable import Pipeline

@Suite(.timeLimit(.minutes(1)))
struct HTTPClientTests {
    private let client = HTTPClient.shared

    private static func reply(
        _ body: [UInt8] = Array("hi".utf8), status: Int = 200, headers: [(String, String)] = [("Content-Type", "text/plain")],
        fault: ReplayServer.Fault = .none
    ) -> ReplayServer.Reply {
        ReplayServer.Reply(status: status, headers: headers, body: body, fault: fault)
    }

    private func failure(of request: HTTPRequest) async -> HTTPFailure? {
        await #expect(throws: HTTPFailure.self) { try await client.send(request) }
    }

    @Test("a GET brings status, headers and body, whatever the status") func get() async throws {
        let server = try ReplayServer { _, _ in
            Self.reply(Array("not here".utf8), status: 404, headers: [("Content-Type", "text/plain"), ("X-Note", " two words ")])
        }
        defer { server.stop() }
        let reply = try await client.send(HTTPRequest(url: "\(server.baseURL)/a/b", headers: [("X-One", "1"), ("X-Empty", "")]))
        #expect(reply.status == 404)
        #expect(reply.body == Array("not here".utf8))
        #expect(reply.header("x-NOTE") == "two words")
        #expect(reply.header("X-Absent") == nil)
        #expect(reply.firstByteSeconds > 0 && reply.firstByteSeconds <= reply.seconds)
        let request = try #require(server.requests.first)
        #expect(request.method == "GET" && request.path == "/a/b" && request.body.isEmpty)
        #expect(request.headers["x-one"] == "1" && request.headers["x-empty"] == "")
        #expect(request.headers["user-agent"] == "bakeoff")
    }

    @Test("a POST sends its bytes as they stand and adds no type", arguments: [0, 3, 100_000]) func post(count: Int) async throws {
        let server = try ReplayServer { request, _ in Self.reply(request.body) }
        defer { server.stop() }
        let body = (0..<count).map { UInt8(truncatingIfNeeded: $0) }
        let reply = try await client.send(HTTPRequest(method: "POST", url: "\(server.baseURL)/echo", body: body))
        #expect(reply.body == body)
        let request = try #require(server.requests.first)
        #expect(request.method == "POST" && request.body == body)
        #expect(request.headers["expect"] == nil && request.headers["content-type"] == nil)
        #expect(request.headers["content-length"] == String(count))
    }

    @Test("a redirect is a reply and is not followed") func redirect() async throws {
        let server = try ReplayServer { _, _ in Self.reply([], status: 302, headers: [("Location", "/elsewhere")]) }
        defer { server.stop() }
        let reply = try await client.send(HTTPRequest(method: "POST", url: "\(server.baseURL)/", body: [1]))
        #expect(reply.status == 302 && reply.header("location") == "/elsewhere")
        #expect(server.requests.count == 1)
    }

    @Test("a closed port, and a name that leads nowhere, cannot have seen the request") func notAccepted() async throws {
        let server = try ReplayServer { _, _ in Self.reply() }
        let closed = "\(server.baseURL)"
        server.stop()
        for url in [closed, "http://nowhere.invalid"] {
            let failure = await failure(of: HTTPRequest(method: "POST", url: "\(url)/?key=secret-word", body: [1]))
            #expect(failure?.kind == .notAccepted)
            #expect(failure?.message.isEmpty == false)
            #expect(failure?.message.contains("secret-word") == false)
        }
    }

    @Test("a reply that is cut anywhere is lost", arguments: ["GET", "POST"]) func lost(method: String) async throws {
        let faults: [ReplayServer.Fault] = [.closeBeforeFirstByte, .cutInHeaders, .cutInBody(after: 0), .cutInBody(after: 1)]
        for fault in faults {
            let server = try ReplayServer { _, _ in Self.reply(fault: fault) }
            defer { server.stop() }
            let failure = await failure(of: HTTPRequest(method: method, url: "\(server.baseURL)/"))
            #expect(failure?.kind == .lost, "\(fault)")
        }
    }

    @Test("a body may be as long as the limit and no longer") func limit() async throws {
        let server = try ReplayServer { _, _ in Self.reply([UInt8](repeating: 7, count: 1000)) }
        defer { server.stop() }
        #expect(try await client.send(HTTPRequest(url: "\(server.baseURL)/", limit: 1000)).body.count == 1000)
        #expect(await failure(of: HTTPRequest(url: "\(server.baseURL)/", limit: 999))?.kind == .tooLarge)
    }

    @Test("an endless body ends at the limit") func endless() async throws {
        let server = try ReplayServer { _, _ in Self.reply(fault: .endless) }
        defer { server.stop() }
        let failure = await failure(of: HTTPRequest(url: "\(server.baseURL)/", limit: 100_000))
        #expect(failure?.kind == .tooLarge)
        #expect(failure?.message.contains("100000") == true)
    }

    @Test("a reply that does not come, or not completely, times out") func timedOut() async throws {
        for fault in [ReplayServer.Fault.slowFirstByte(seconds: 20), .slowBody(bytes: 1, every: 20)] {
            let server = try ReplayServer { _, _ in Self.reply(fault: fault) }
            defer { server.stop() }
            #expect(await failure(of: HTTPRequest(url: "\(server.baseURL)/", timeout: 0.2))?.kind == .timedOut, "\(fault)")
        }
    }

    @Test("cancelled around the moment of the reply, every request ends once", arguments: [4, 20, 50])
    func cancellation(count: Int) async throws {
        let server = try ReplayServer { _, _ in Self.reply(fault: .slowFirstByte(seconds: 0.01)) }
        defer { server.stop() }
        for round in 0..<40 {
            let tasks = (0..<count).map { index in
                Task {
                    if index.isMultiple(of: 7) { withUnsafeCurrentTask { $0?.cancel() } }
                    return try await client.send(HTTPRequest(method: index.isMultiple(of: 2) ? "GET" : "POST", url: "\(server.baseURL)/"))
                }
            }
            if !round.isMultiple(of: 4) { try await Task.sleep(for: .milliseconds(round / 2)) }
            for task in tasks { task.cancel() }
            for task in tasks {
                switch await task.result {
                case .success(let reply): #expect(reply.body == Array("hi".utf8))
                case .failure(let error): #expect(error is CancellationError, "\(error)")
                }
            }
        }
        #expect(try await client.send(HTTPRequest(url: "\(server.baseURL)/")).status == 200)
    }

    @Test("a task that was cancelled before sends nothing") func cancelledBefore() async throws {
        let server = try ReplayServer { _, _ in Self.reply() }
        defer { server.stop() }
        let task = Task {
            withUnsafeCurrentTask { $0?.cancel() }
            return try await client.send(HTTPRequest(url: "\(server.baseURL)/"))
        }
        await #expect(throws: CancellationError.self) { try await task.value }
        #expect(server.requests.isEmpty)
    }

    @Test("a header that holds a line of its own is refused and never sent") func headerInjection() async throws {
        let server = try ReplayServer { _, _ in Self.reply() }
        defer { server.stop() }
        let headers = [
            ("A", "b\r\nX: y"), ("A", "b\n"), ("A", "b\r"), ("A", "b\0"), ("A\r\nX", "b"), ("A\n", "b"), ("A: b", "c"), ("", "b"),
        ]
        for (name, value) in headers {
            let request = HTTPRequest(url: "\(server.baseURL)/", headers: [(name: name, value: value)])
            #expect(await failure(of: request)?.kind == .badURL, "\((name, value))")
        }
        #expect(await failure(of: HTTPRequest(method: "GET / HTTP/1.1\r\nX: y\r\n", url: "\(server.baseURL)/"))?.kind == .badURL)
        #expect(await failure(of: HTTPRequest(url: "\(server.baseURL)/\r\nX: y"))?.kind == .badURL)
        #expect(server.requests.isEmpty)
    }

    @Test(
        "only whole http and https addresses are sent",
        arguments: ["", "x", "127.0.0.1/", "ftp://127.0.0.1/", "file:///etc/hosts", "http://"])
    func addresses(url: String) async { #expect(await failure(of: HTTPRequest(url: url))?.kind == .badURL) }

    @Test("a kept connection that is dead does not repeat a POST") func noRepetition() async throws {
        let server = try ReplayServer { request, _ in Self.reply(fault: request.method == "POST" ? .closeBeforeFirstByte : .none) }
        defer { server.stop() }
        _ = try await client.send(HTTPRequest(url: "\(server.baseURL)/"))
        #expect(await failure(of: HTTPRequest(method: "POST", url: "\(server.baseURL)/", body: [1]))?.kind == .lost)
        #expect(server.requests.filter { $0.method == "POST" }.count == 1)
    }
}
