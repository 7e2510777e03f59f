import Foundation
import Glibc

/// Sends one reply with its fault; a fault always ends the connection.
struct ReplayWriter {
    let descriptor: Int32

    /// Returns whether the connection may serve another request.
    func send(_ reply: ReplayServer.Reply, keepAlive: Bool, head: Bool) -> Bool {
        var faulty = true
        if case .none = reply.fault { faulty = false }
        let persistent = keepAlive && !faulty
        let start = self.head(of: reply, persistent: persistent)
        let body = head ? [] : reply.body
        switch reply.fault {
        case .none:
            return write(start + body) && persistent
        case .closeBeforeFirstByte:
            break
        case .cutInHeaders:
            // Before the empty line, so that no strict parser takes the head as complete.
            _ = write(Array(start.prefix(max(20, start.count / 2))))
        case .cutInBody(let count):
            _ = write(start + body.prefix(count))
        case .slowFirstByte(let seconds):
            _ = wait(seconds) && write(start + body)
        case .slowBody(let bytes, let every):
            trickle(start, body, bytes: max(1, bytes), every: every)
        case .endless:
            pour(start, body)
        }
        return false
    }

    func write(_ bytes: [UInt8]) -> Bool {
        bytes.withUnsafeBytes { raw in
            var sent = 0
            while sent < raw.count {
                let count = Glibc.send(descriptor, raw.baseAddress! + sent, raw.count - sent, Int32(MSG_NOSIGNAL))
                if count < 0, errno == EINTR { continue }
                guard count > 0 else { return false }
                sent += count
            }
            return true
        }
    }

    func refuse<Nothing>() -> Nothing? {
        _ = send(ReplayServer.Reply(status: 400, body: Array("bad request\n".utf8)), keepAlive: false, head: false)
        return nil
    }

    private func trickle(_ start: [UInt8], _ body: [UInt8], bytes: Int, every: Double) {
        guard write(start) else { return }
        var position = 0
        while position < body.count {
            guard wait(every) else { return }
            let end = min(body.count, position + bytes)
            guard write(Array(body[position..<end])) else { return }
            position = end
        }
    }

    private func pour(_ start: [UInt8], _ body: [UInt8]) {
        guard write(start) else { return }
        if !body.isEmpty { guard write(chunk(body)) else { return } }
        let filler = chunk([UInt8](repeating: 0, count: 65_536))
        while write(filler) {}
    }

    private func chunk(_ bytes: [UInt8]) -> [UInt8] {
        Array((String(bytes.count, radix: 16) + "\r\n").utf8) + bytes + [13, 10]
    }

    /// Sleeps on the socket, so that a client that goes away or stop() ends it; false then.
    private func wait(_ seconds: Double) -> Bool {
        let hangUp: Int16 = 0x2000  // POLLRDHUP
        let clock = ContinuousClock()
        let end = clock.now + .seconds(seconds)
        while true {
            let left = end - clock.now
            guard left > .zero else { return true }
            let milliseconds = left.components.seconds * 1000 + left.components.attoseconds / 1_000_000_000_000_000 + 1
            var watched = pollfd(fd: descriptor, events: hangUp, revents: 0)
            let count = poll(&watched, 1, Int32(clamping: milliseconds))
            if count > 0 { return false }
            if count < 0, errno != EINTR { return false }
        }
    }

    private func head(of reply: ReplayServer.Reply, persistent: Bool) -> [UInt8] {
        var text = "HTTP/1.1 \(reply.status) \(Self.reason(reply.status))\r\n"
        let given = Set(reply.headers.map { $0.0.lowercased() })
        for (name, value) in reply.headers { text += "\(name): \(value)\r\n" }
        if case .endless = reply.fault {
            text += "Transfer-Encoding: chunked\r\n"
        } else if !given.contains("content-length"), !given.contains("transfer-encoding"), reply.status != 204, reply.status != 304 {
            text += "Content-Length: \(reply.body.count)\r\n"
        }
        if !given.contains("connection") { text += "Connection: \(persistent ? "keep-alive" : "close")\r\n" }
        return Array((text + "\r\n").utf8)
    }

    private static func reason(_ status: Int) -> String {
        let reasons = [
            200: "OK", 201: "Created", 202: "Accepted", 204: "No Content", 302: "Found", 307: "Temporary Redirect", 400: "Bad Request",
            401: "Unauthorized", 402: "Payment Required", 403: "Forbidden", 404: "Not Found", 405: "Method Not Allowed",
            422: "Unprocessable Entity", 429: "Too Many Requests", 500: "Internal Server Error", 502: "Bad Gateway",
            503: "Service Unavailable",
        ]
        return reasons[status] ?? "Status"
    }
}
