/// Time as limits see it; a test brings its own, so that none has to wait.
struct Timepiece: Sendable {
    typealias Instant = ContinuousClock.Instant

    let now: @Sendable () -> Instant
    /// Returns at the instant or later.
    ///
    /// - Throws: `CancellationError`.
    let sleep: @Sendable (Instant) async throws -> Void

    static let continuous = Timepiece(
        now: { ContinuousClock.now }, sleep: { try await Task.sleep(until: $0, clock: .continuous) })
}
