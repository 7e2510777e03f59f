import CHTTP
import Synchronization

/// HTTP over libcurl. All requests share one thread, which lives until the process ends.
struct HTTPClient: HTTPTransport {
    static let shared = HTTPClient()

    // The pointer is set once, and the functions behind it take calls from any thread.
    nonisolated(unsafe) private static let engine: OpaquePointer? = chttp_engine_create()

    /// Throws `HTTPFailure` without a complete reply, and `CancellationError` at once when the task is cancelled.
    func send(_ request: HTTPRequest) async throws -> HTTPReply {
        try Self.check(request)
        let exchange = Exchange()
        return try await withTaskCancellationHandler {
            try await withCheckedThrowingContinuation { exchange.start(request, on: Self.engine, continuation: $0) }
        } onCancel: {
            exchange.cancel(on: Self.engine)
        }
    }

    /// Refuses what would end a line early and so smuggle in lines of its own.
    private static func check(_ request: HTTPRequest) throws {
        guard isToken(request.method) else { throw HTTPFailure(kind: .badURL, message: "malformed method") }
        guard request.url.utf8.allSatisfy({ $0 > 0x20 && $0 != 0x7F }) else {
            throw HTTPFailure(kind: .badURL, message: "the URL holds a space or a control character")
        }
        for (name, value) in request.headers {
            guard isToken(name) else { throw HTTPFailure(kind: .badURL, message: "malformed name of a header") }
            guard value.utf8.allSatisfy({ $0 != 0x0D && $0 != 0x0A && $0 != 0 }) else {
                throw HTTPFailure(kind: .badURL, message: "the header \(name) holds a line break or a NUL")
            }
        }
    }

    private static func isToken(_ text: String) -> Bool {
        !text.isEmpty
            && text.utf8.allSatisfy { byte in
                switch byte {
                case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"), UInt8(ascii: "0")...UInt8(ascii: "9"):
                    true
                default: "!#$%&'*+-.^_`|~".utf8.contains(byte)
                }
            }
    }
}

/// One request on its way; joins a task's cancellation, which may come at any moment, to the transfer.
private final class Exchange: Sendable {
    private enum State {
        case idle
        case cancelled
        case started(UInt64)
    }

    private static let longestConnectSeconds = 20.0

    private let state = Mutex(State.idle)

    func start(_ request: HTTPRequest, on engine: OpaquePointer?, continuation: CheckedContinuation<HTTPReply, any Error>) {
        let refusal: (any Error)? = state.withLock { state in
            if case .cancelled = state { return CancellationError() }
            let id = Self.start(request, on: engine, answer: Answer(continuation: continuation, url: request.url))
            guard id != 0 else { return HTTPFailure(kind: .lost, message: "out of memory") }
            state = .started(id)
            return nil
        }
        if let refusal { continuation.resume(throwing: refusal) }
    }

    func cancel(on engine: OpaquePointer?) {
        state.withLock { state in
            if case .started(let id) = state { chttp_cancel(engine, id) }
            state = .cancelled
        }
    }

    /// The transfer's number; 0 when nothing started and `answer` stays unused.
    private static func start(_ request: HTTPRequest, on engine: OpaquePointer?, answer: Answer) -> UInt64 {
        var plain = chttp_request()
        plain.timeout_ms = milliseconds(request.timeout)
        plain.connect_timeout_ms = min(plain.timeout_ms, milliseconds(longestConnectSeconds))
        plain.body_limit = max(request.limit, 0)
        let lines = request.headers.map { name, value in
            value.utf8.allSatisfy { $0 == 0x20 || $0 == 0x09 } ? "\(name);" : "\(name): \(value)"
        }
        return withCStrings([request.method, request.url] + lines) { strings in
            request.body.withUnsafeBufferPointer { body in
                plain.method = strings[0]
                plain.url = strings[1]
                plain.headers = strings.baseAddress.map { $0 + 2 }
                plain.header_count = lines.count
                plain.body = body.baseAddress
                plain.body_count = body.count
                let context = Unmanaged.passRetained(answer)
                let id = chttp_start(engine, &plain, Answer.take, context.toOpaque())
                if id == 0 { context.release() }
                return id
            }
        }
    }

    /// At least one, since curl takes 0 for no limit, and no more than its type holds.
    private static func milliseconds(_ seconds: Double) -> Int64 {
        seconds.isNaN ? 1 : Int64(min(max(seconds * 1000, 1), Double(Int32.max)))
    }

    private static func withCStrings<Value>(_ strings: [String], _ body: (UnsafeBufferPointer<UnsafePointer<CChar>?>) -> Value) -> Value {
        var bytes: [CChar] = []
        var starts: [Int] = []
        for string in strings {
            starts.append(bytes.count)
            bytes.append(contentsOf: string.utf8CString)
        }
        return bytes.withUnsafeBufferPointer { buffer in
            starts.map { start in buffer.baseAddress.map { $0 + start } }.withUnsafeBufferPointer(body)
        }
    }
}

/// Who waits for a transfer's result.
private final class Answer: Sendable {
    /// Runs on the engine's thread, exactly once for each transfer that started.
    static let take: @convention(c) (UnsafeMutableRawPointer?, UnsafePointer<chttp_result>?) -> Void = { context, result in
        guard let context, let result else { return }
        let answer = Unmanaged<Answer>.fromOpaque(context).takeRetainedValue()
        answer.continuation.resume(with: answer.read(result.pointee))
    }

    private let continuation: CheckedContinuation<HTTPReply, any Error>
    private let url: String

    init(continuation: CheckedContinuation<HTTPReply, any Error>, url: String) {
        self.continuation = continuation
        self.url = url
    }

    private func read(_ result: chttp_result) -> Result<HTTPReply, any Error> {
        switch result.outcome {
        case CHTTP_OK: .success(Self.reply(result))
        case CHTTP_CANCELLED: .failure(CancellationError())
        case CHTTP_NOT_ACCEPTED: failure(.notAccepted, result)
        case CHTTP_TIMED_OUT: failure(.timedOut, result)
        case CHTTP_TOO_LARGE: failure(.tooLarge, result)
        case CHTTP_BAD_URL: failure(.badURL, result)
        default: failure(.lost, result)
        }
    }

    private func failure(_ kind: HTTPFailure.Kind, _ result: chttp_result) -> Result<HTTPReply, any Error> {
        var message = result.message.map { String(cString: $0) } ?? ""
        // curl's own texts name the host at most, but no promise of curl says so.
        if let mark = url.utf8.firstIndex(of: UInt8(ascii: "?")), message.utf8.count > 0 {
            let query = String(url[url.utf8.index(after: mark)...])
            if !query.isEmpty, message.contains(query) { message = "no reply" }
        }
        return .failure(HTTPFailure(kind: kind, message: message))
    }

    private static func reply(_ result: chttp_result) -> HTTPReply {
        HTTPReply(
            status: Int(result.status), headers: headers(UnsafeBufferPointer(start: result.head, count: result.head_count)),
            body: Array(UnsafeBufferPointer(start: result.body, count: result.body_count)),
            firstByteSeconds: result.first_byte_seconds, seconds: result.total_seconds)
    }

    private static func headers(_ head: UnsafeBufferPointer<UInt8>) -> [(name: String, value: String)] {
        var headers: [(name: String, value: String)] = []
        for line in head.split(whereSeparator: { $0 == 0x0A || $0 == 0x0D }) {
            if line.first == 0x20 || line.first == 0x09 {
                // The value goes on from the line before.
                if let last = headers.indices.last { headers[last].value += " " + text(line) }
            } else if let colon = line.firstIndex(of: UInt8(ascii: ":")) {
                headers.append((text(line[..<colon]), text(line[line.index(after: colon)...])))
            }
        }
        return headers
    }

    /// Without the blanks around it.
    private static func text(_ bytes: Slice<UnsafeBufferPointer<UInt8>>) -> String {
        let isBlank: (UInt8) -> Bool = { $0 == 0x20 || $0 == 0x09 }
        guard let first = bytes.firstIndex(where: { !isBlank($0) }), let last = bytes.lastIndex(where: { !isBlank($0) }) else { return "" }
        return String(decoding: bytes[first...last], as: UTF8.self)
    }
}
