import Foundation
import Glibc
import Synchronization

/// A loopback HTTP/1.1 server that misbehaves on demand, so that clients meet real sockets and not stubs.
package final class ReplayServer: Sendable {
    package struct Request: Sendable {
        package let method: String
        /// With its query, as sent.
        package let path: String
        /// Names in lower case.
        package let headers: [String: String]
        package let body: [UInt8]

        package init(method: String, path: String, headers: [String: String] = [:], body: [UInt8] = []) {
            self.method = method
            self.path = path
            self.headers = headers
            self.body = body
        }
    }

    package enum Fault: Sendable {
        case none, closeBeforeFirstByte, cutInHeaders, cutInBody(after: Int)
        case slowFirstByte(seconds: Double), slowBody(bytes: Int, every: Double), endless
    }

    package struct Reply: Sendable {
        package var status: Int
        package var headers: [(String, String)]
        package var body: [UInt8]
        package var fault: Fault

        package init(status: Int = 200, headers: [(String, String)] = [], body: [UInt8] = [], fault: Fault = .none) {
            self.status = status
            self.headers = headers
            self.body = body
            self.fault = fault
        }
    }

    package struct Failure: Error {
        package let call: String
        package let code: Int32
    }

    private let core: ReplayCore
    private let port: UInt16

    package init(_ handler: @escaping @Sendable (Request, Int) -> Reply) throws {
        let (listener, port) = try Self.listen()
        self.port = port
        core = ReplayCore(listener: listener, handler: handler)
        // The threads hold the core, never the server: otherwise deinit could not end them.
        Thread.detachNewThread { [core] in core.acceptAll() }
    }

    deinit { core.stop() }

    package var baseURL: String { "http://127.0.0.1:\(port)" }
    package var requests: [Request] { core.requests }
    package func stop() { core.stop() }

    private static func listen() throws -> (Int32, UInt16) {
        // Close-on-exec, since a child process that inherits the socket would keep the port open after stop().
        let descriptor = socket(AF_INET, Int32(SOCK_STREAM.rawValue | SOCK_CLOEXEC.rawValue), 0)
        guard descriptor >= 0 else { throw Failure(call: "socket", code: errno) }
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_addr.s_addr = UInt32(0x7F00_0001).bigEndian
        var size = socklen_t(MemoryLayout<sockaddr_in>.size)
        let failed = withUnsafeMutablePointer(to: &address) { pointer in
            pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { generic -> String? in
                if bind(descriptor, generic, size) != 0 { return "bind" }
                if Glibc.listen(descriptor, 256) != 0 { return "listen" }
                return getsockname(descriptor, generic, &size) == 0 ? nil : "getsockname"
            }
        }
        if let failed {
            let code = errno
            close(descriptor)
            throw Failure(call: failed, code: code)
        }
        return (descriptor, UInt16(bigEndian: address.sin_port))
    }
}

/// What the threads share.
private final class ReplayCore: Sendable {
    private struct State {
        var requests: [ReplayServer.Request] = []
        var open: Set<Int32> = []
        var stopped = false
    }

    private let state = Mutex(State())
    private let listener: Int32
    private let handler: @Sendable (ReplayServer.Request, Int) -> ReplayServer.Reply

    init(listener: Int32, handler: @escaping @Sendable (ReplayServer.Request, Int) -> ReplayServer.Reply) {
        self.listener = listener
        self.handler = handler
    }

    var requests: [ReplayServer.Request] { state.withLock { $0.requests } }

    /// Only shuts down: each descriptor is closed by the thread that reads it, else its number could be reused under that thread.
    func stop() {
        state.withLock { state in
            guard !state.stopped else { return }
            state.stopped = true
            shutdown(listener, Int32(SHUT_RDWR))
            for descriptor in state.open { shutdown(descriptor, Int32(SHUT_RDWR)) }
        }
    }

    func acceptAll() {
        while true {
            let client = accept(listener, nil, nil)
            if client < 0 {
                let code = errno
                if state.withLock({ $0.stopped }) { break }
                if code == EMFILE || code == ENFILE { usleep(10_000) }
                continue
            }
            _ = fcntl(client, F_SETFD, FD_CLOEXEC)
            let admitted = state.withLock { state in
                if !state.stopped { state.open.insert(client) }
                return !state.stopped
            }
            guard admitted else {
                close(client)
                break
            }
            Thread.detachNewThread { self.serve(client) }
        }
        close(listener)
    }

    private func serve(_ client: Int32) {
        var yes: Int32 = 1
        setsockopt(client, Int32(IPPROTO_TCP), TCP_NODELAY, &yes, socklen_t(MemoryLayout<Int32>.size))
        var reader = ReplayReader(descriptor: client)
        let writer = ReplayWriter(descriptor: client)
        while let (request, persistent) = reader.next(writer) {
            let index = state.withLock { state in
                state.requests.append(request)
                return state.requests.count - 1
            }
            guard writer.send(handler(request, index), keepAlive: persistent, head: request.method == "HEAD") else { break }
        }
        state.withLock { state in
            state.open.remove(client)
            close(client)
        }
    }
}

private struct ReplayReader {
    let descriptor: Int32
    private var buffer: [UInt8] = []
    private var position = 0

    init(descriptor: Int32) { self.descriptor = descriptor }

    mutating func next(_ writer: ReplayWriter) -> (ReplayServer.Request, Bool)? {
        buffer.removeFirst(position)
        position = 0
        guard let first = line(), !first.isEmpty else { return nil }
        let words = first.split(separator: " ").map(String.init)
        guard words.count == 3, words[2].hasPrefix("HTTP/1.") else { return writer.refuse() }
        var headers: [String: String] = [:]
        while true {
            guard let text = line() else { return nil }
            if text.isEmpty { break }
            guard let colon = text.firstIndex(of: ":") else { return writer.refuse() }
            let name = text[..<colon].lowercased()
            let value = text[text.index(after: colon)...].trimmingCharacters(in: .whitespaces)
            headers[name] = headers[name].map { $0 + ", " + value } ?? value
        }
        if headers["expect"]?.lowercased() == "100-continue" { _ = writer.write(Array("HTTP/1.1 100 Continue\r\n\r\n".utf8)) }
        guard let body = body(headers) else { return writer.refuse() }
        let asked = headers["connection"]?.lowercased() ?? ""
        let persistent = words[2] == "HTTP/1.0" ? asked == "keep-alive" : !asked.contains("close")
        return (ReplayServer.Request(method: words[0], path: words[1], headers: headers, body: body), persistent)
    }

    private mutating func body(_ headers: [String: String]) -> [UInt8]? {
        guard headers["transfer-encoding"]?.lowercased().contains("chunked") == true else {
            guard let length = headers["content-length"] else { return [] }
            guard let count = Int(length), count >= 0 else { return nil }
            return take(count)
        }
        var whole: [UInt8] = []
        while true {
            guard let text = line(), let size = text.split(separator: ";").first,
                let count = Int(size.trimmingCharacters(in: .whitespaces), radix: 16), count >= 0
            else { return nil }
            if count == 0 { break }
            guard let part = take(count), line() == "" else { return nil }
            whole += part
        }
        while let trailer = line() { if trailer.isEmpty { return whole } }
        return nil
    }

    private mutating func line() -> String? {
        var searched = position
        while true {
            if let end = buffer[searched...].firstIndex(of: 10) {
                let text = buffer[position..<end]
                position = end + 1
                return String(decoding: text.last == 13 ? text.dropLast() : text, as: UTF8.self)
            }
            searched = buffer.count
            guard fill() else { return nil }
        }
    }

    private mutating func take(_ count: Int) -> [UInt8]? {
        while buffer.count - position < count { guard fill() else { return nil } }
        position += count
        return Array(buffer[(position - count)..<position])
    }

    private mutating func fill() -> Bool {
        var part = [UInt8](repeating: 0, count: 65_536)
        while true {
            let count = recv(descriptor, &part, part.count, 0)
            if count < 0, errno == EINTR { continue }
            guard count > 0 else { return false }
            buffer += part[..<count]
            return true
        }
    }
}
