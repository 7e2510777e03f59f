import Catalogs
import Foundation

/// What an answer that is no output means for the cell.
enum ServiceFailure {
    /// The failure of a status outside 200–299.
    static func of(_ reply: HTTPReply) -> CellFailure {
        let body = try? JSONValue(text: Data(reply.body))
        let said = message(body) ?? excerpt(reply.body)
        let words = self.words(body)
        func failure(_ code: String, retryAfter: Double? = nil) -> CellFailure {
            CellFailure(code, "HTTP \(reply.status): \(said)", retryAfter: retryAfter, http: reply.status)
        }
        if (400..<500).contains(reply.status), !words.isDisjoint(with: filterWords) { return failure("filtered") }
        if reply.status == 402 || !words.isDisjoint(with: quotaWords) { return failure("quota_exhausted") }
        switch reply.status {
        case 401, 403, 407: return failure("credential_refused")
        case 404, 410: return failure("unknown_model")
        case 408: return failure("timed_out")
        // Too many at once ends with the calls under way: the place is given up, nobody waits longer.
        case 429: return failure("rate_limited", retryAfter: words.contains("too_many_concurrent_requests") ? 0 : wait(reply, body))
        // A gateway may say 503 of a call that was carried out; one that names a time has not taken it.
        case 503, 529: return failure(wait(reply, body) == nil ? "server_error" : "unavailable", retryAfter: wait(reply, body))
        case 500...: return failure("server_error", retryAfter: wait(reply, body))
        case 300..<400: return failure("unexpected_redirect")
        default: return failure("invalid_request")
        }
    }

    static func of(_ failure: HTTPFailure) -> CellFailure {
        switch failure.kind {
        case .notAccepted: CellFailure("connection_failed", failure.message)
        case .lost: CellFailure("answer_lost", "\(failure.message); the call may have been carried out and billed")
        case .timedOut: CellFailure("timed_out", failure.message)
        case .tooLarge: CellFailure("too_large", failure.message)
        case .badURL: CellFailure("bad_address", failure.message)
        }
    }

    static func filtered(_ why: String?) -> CellFailure {
        CellFailure("filtered", "the provider refused this content" + (why.map { ": \($0.prefix(300))" } ?? ""))
    }

    static func badReply(_ what: String) -> CellFailure { CellFailure("bad_reply", "the answer \(what)") }

    private static let filterWords: Set = [
        "content_policy_violation", "moderation_blocked", "content_moderated", "content_moderation", "content_filtered", "safety_violation",
    ]
    private static let quotaWords: Set = ["insufficient_quota", "quota_exceeded", "billing_hard_limit_reached", "payment_required"]

    /// Every place where vendors write a code.
    private static func words(_ body: JSONValue?) -> Set<String> {
        let paths = ["error.code", "error.type", "error.status", "detail.status", "detail.code", "detail.0.type", "name", "code", "status"]
        return Set(paths.compactMap { body?.at($0)?.text?.lowercased() })
    }

    /// Every place where vendors write a sentence.
    static func message(_ body: JSONValue?) -> String? {
        let paths = ["error.message", "detail.message", "detail.0.msg", "detail", "message", "errors.0", "error", "title"]
        return paths.lazy.compactMap { body?.at($0)?.text }.first { !$0.isEmpty }.map { String($0.prefix(500)) }
    }

    private static func excerpt(_ body: [UInt8]) -> String {
        guard !body.isEmpty else { return "no explanation" }
        let text = String(decoding: body.prefix(200), as: UTF8.self)
        return text.unicodeScalars.contains { $0.value < 9 }
            ? "\(body.count) bytes that are no text" : text.split(whereSeparator: \.isNewline).joined(separator: " ")
    }

    // MARK: How long to wait

    /// Seconds that the server asks for: `retry-after-ms`, `Retry-After` in seconds or as a date, Google's `RetryInfo`, or words.
    private static func wait(_ reply: HTTPReply, _ body: JSONValue?) -> Double? { RetryPolicy.usable(said(reply, body)) }

    private static func said(_ reply: HTTPReply, _ body: JSONValue?) -> Double? {
        if let milliseconds = reply.header("retry-after-ms").flatMap(Double.init) { return milliseconds / 1000 }
        if let text = reply.header("retry-after") {
            if let seconds = Double(text) { return seconds }
            if let date = httpDate(text) { return max(0, date.timeIntervalSinceNow) }
        }
        for detail in body?.at("error.details")?.array ?? [] {
            if let text = detail["retryDelay"]?.text, text.hasSuffix("s"), let seconds = Double(text.dropLast()) { return seconds }
        }
        return message(body)?.firstMatch(of: /resets? in ~?(\d+(?:\.\d+)?)\s*s/).flatMap { Double($0.1) }
    }

    private static func httpDate(_ text: String) -> Date? {
        let format = DateFormatter()
        format.locale = Locale(identifier: "en_US_POSIX")
        format.timeZone = TimeZone(identifier: "GMT")
        format.dateFormat = "EEE, dd MMM yyyy HH:mm:ss zzz"
        return format.date(from: text)
    }
}
