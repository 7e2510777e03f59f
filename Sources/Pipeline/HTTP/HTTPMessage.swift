/// One request; the body is sent as it stands.
struct HTTPRequest: Sendable {
    var method: String
    /// With its scheme, `http` or `https`.
    var url: String
    var headers: [(name: String, value: String)]
    var body: [UInt8]
    /// Seconds for the whole exchange, from the name lookup to the last byte of the reply.
    var timeout: Double
    /// Bytes of the reply's body after decompression; a longer one ends the exchange.
    var limit: Int

    init(
        method: String = "GET", url: String, headers: [(name: String, value: String)] = [], body: [UInt8] = [], timeout: Double = 60,
        limit: Int = 64 << 20
    ) {
        self.method = method
        self.url = url
        self.headers = headers
        self.body = body
        self.timeout = timeout
        self.limit = limit
    }
}

/// A complete reply, whatever its status; redirects are not followed.
struct HTTPReply: Sendable {
    let status: Int
    /// In the order they came. `Content-Length` and `Content-Encoding` still describe the body before decompression.
    let headers: [(name: String, value: String)]
    /// Decompressed.
    let body: [UInt8]
    /// From the start of the exchange to the first byte of the reply.
    let firstByteSeconds: Double
    /// From the start of the exchange to the last byte of the reply.
    let seconds: Double

    init(status: Int, headers: [(name: String, value: String)], body: [UInt8], firstByteSeconds: Double, seconds: Double) {
        self.status = status
        self.headers = headers
        self.body = body
        self.firstByteSeconds = firstByteSeconds
        self.seconds = seconds
    }

    /// The first value with that name, in capitals or not.
    func header(_ name: String) -> String? {
        let wanted = name.lowercased()
        return headers.first { $0.name.lowercased() == wanted }?.value
    }
}

/// Why there is no reply.
struct HTTPFailure: Error, Sendable {
    enum Kind: Sendable {
        /// The server cannot have seen the request.
        case notAccepted
        /// The server may have seen the request; the reply was cut, empty or broken.
        case lost
        /// The server may have seen the request; its reply was not complete in time.
        case timedOut
        /// The body passed the request's limit, or the headers 256 KiB.
        case tooLarge
        /// Nothing was sent: the URL, the method or a header is malformed.
        case badURL
    }

    let kind: Kind
    /// Never holds the query of the URL, which may carry a key.
    let message: String

    init(kind: Kind, message: String) {
        self.kind = kind
        self.message = message
    }
}

/// Sends requests; tests put a recording in its place.
protocol HTTPTransport: Sendable {
    /// Throws `HTTPFailure` without a complete reply, and `CancellationError` when the task is cancelled.
    func send(_ request: HTTPRequest) async throws -> HTTPReply
}
