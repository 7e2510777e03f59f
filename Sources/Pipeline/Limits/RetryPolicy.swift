import Foundation

/// When a failed call is made again, and after how long.
struct RetryPolicy: Sendable {
    /// Seconds; a model that asks for a longer wait is given up.
    static let longestWait = 120.0
    /// Further tries of what cannot have been billed, where `retry_count` says nothing.
    static let unbilledTries = 3

    /// Failures that pass and that no vendor bills: the call was not accepted.
    private static let notAccepted: Set = ["rate_limited", "unavailable", "connection_failed"]
    private static let neverBilled = notAccepted.union([
        "bad_address", "cannot_start", "credential_refused", "invalid_request", "quota_exhausted", "unknown_model",
    ])
    /// Another try would be answered in the same way, or must not be made: what was filtered is an outcome, not a fault.
    private static let neverRetried: Set = [
        "bad_address", "credential_refused", "filtered", "invalid_request", "model_error", "quota_exhausted", "too_large", "unknown_model",
    ]

    private let retries: Int?
    private let base: Double
    private let cap: Double

    /// - Parameters:
    ///   - retries: further tries after any failure that another try may mend; nil makes up to 3, and only of failures that cannot
    ///     have been billed.
    ///   - base: seconds that bound the first pause.
    ///   - cap: seconds that bound every pause.
    init(retries: Int?, base: Double = 0.5, cap: Double = 60) {
        self.retries = retries
        self.base = base
        self.cap = cap
    }

    /// Seconds to wait before try `attempt + 1`, or nil to give up.
    ///
    /// What the model asks for (`retryAfter`) is obeyed up to 120 s. Without it the pause is drawn evenly from 0 to
    /// `base` × 2^(`attempt` − 1), at most `cap` ("full jitter", Brooker, "Exponential Backoff And Jitter", AWS 2015).
    ///
    /// - Parameter attempt: tries made, from 1.
    func pause(after failure: CellFailure, attempt: Int, using randomness: inout some RandomNumberGenerator) -> Double? {
        guard !Self.neverRetried.contains(failure.code) else { return nil }
        guard retries != nil || Self.notAccepted.contains(failure.code) else { return nil }
        guard attempt <= retries ?? Self.unbilledTries else { return nil }
        if let asked = Self.usable(failure.retryAfter) { return asked <= Self.longestWait ? asked : nil }
        let bound = min(cap, base * pow(2, Double(max(0, attempt - 1))))
        // 53 random bits are a number in [0, 1) that is the same with every version of the standard library.
        return max(0, bound) * Double(randomness.next() >> 11) * 0x1p-53
    }

    /// False when the vendor cannot have taken money for the call; true when it may have.
    static func wasBilled(_ failure: CellFailure) -> Bool {
        // A service that refuses the content at the door takes nothing for it.
        if failure.code == "filtered", let http = failure.http, http >= 400 { return false }
        return !neverBilled.contains(failure.code)
    }

    /// The wait a model asked for, in seconds, as far as it is one.
    static func usable(_ retryAfter: Double?) -> Double? {
        guard let retryAfter, retryAfter.isFinite, retryAfter >= 0 else { return nil }
        return retryAfter
    }
}
