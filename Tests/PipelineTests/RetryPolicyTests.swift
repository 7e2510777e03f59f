import Testing

@testable import Pipeline

@Suite struct RetryPolicyTests {
    /// Always gives the same word: 0 draws the lowest, all ones the highest.
    private struct SameWord: RandomNumberGenerator {
        let word: UInt64
        func next() -> UInt64 { word }
    }

    /// The pause, rounded to a millionth of a second: the highest draw lies just below its bound.
    private func pause(_ policy: RetryPolicy, _ code: String, attempt: Int = 1, retryAfter: Double? = nil, word: UInt64 = .max) -> Double? {
        var randomness = SameWord(word: word)
        let failure = CellFailure(code, "", retryAfter: retryAfter)
        return policy.pause(after: failure, attempt: attempt, using: &randomness).map { ($0 * 1e6).rounded() / 1e6 }
    }

    @Test(arguments: ["rate_limited", "unavailable", "connection_failed"])
    func whatWasNotAcceptedIsTriedThreeTimesMore(code: String) {
        let policy = RetryPolicy(retries: nil)
        #expect((1...3).allSatisfy { pause(policy, code, attempt: $0) != nil })
        #expect(pause(policy, code, attempt: 4) == nil)
    }

    @Test(arguments: ["timed_out", "exit_status", "signal", "no_output", "not_media", "server_error", "cannot_start"])
    func whatMayHaveBeenBilledIsTriedAgainOnlyWhenAsked(code: String) {
        #expect(pause(RetryPolicy(retries: nil), code) == nil)
        #expect(pause(RetryPolicy(retries: 2), code, attempt: 2) != nil)
        #expect(pause(RetryPolicy(retries: 2), code, attempt: 3) == nil)
    }

    @Test(arguments: ["credential_refused", "filtered"])
    func whatAnotherTryCannotMendIsNeverTriedAgain(code: String) {
        for retries in [nil, 5] { #expect(pause(RetryPolicy(retries: retries), code, retryAfter: 1) == nil) }
    }

    @Test func noRetriesMeansOneTry() {
        #expect(pause(RetryPolicy(retries: 0), "rate_limited") == nil)
    }

    @Test func thePauseDoublesUpToTheCap() {
        let policy = RetryPolicy(retries: 2000, base: 0.5, cap: 3)
        #expect((1...5).map { pause(policy, "unavailable", attempt: $0) } == [0.5, 1, 2, 3, 3])
        #expect(pause(policy, "unavailable", attempt: 1999) == 3)
        #expect(pause(policy, "unavailable", attempt: 3, word: 0) == 0, "full jitter reaches down to nothing")
    }

    @Test func whatTheModelAsksForIsObeyed() {
        let policy = RetryPolicy(retries: nil, base: 0.5, cap: 1)
        #expect(pause(policy, "rate_limited", retryAfter: 17) == 17)
        #expect(pause(policy, "rate_limited", retryAfter: 120) == 120)
        #expect(pause(policy, "rate_limited", retryAfter: 121) == nil)
    }

    @Test(arguments: [Double.nan, .infinity, -3])
    func aWaitThatIsNoneCountsAsUnsaid(asked: Double) {
        #expect(pause(RetryPolicy(retries: nil), "rate_limited", retryAfter: asked) == 0.5)
    }

    @Test func onlyWhatWasNeverAcceptedIsCertainlyUnbilled() {
        for code in ["rate_limited", "unavailable", "connection_failed", "credential_refused", "cannot_start"] {
            #expect(!RetryPolicy.wasBilled(CellFailure(code, "")), "\(code)")
        }
        for code in ["timed_out", "exit_status", "filtered", "not_media", "something_new"] {
            #expect(RetryPolicy.wasBilled(CellFailure(code, "")), "\(code)")
        }
    }
}
