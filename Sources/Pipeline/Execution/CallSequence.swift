import Catalogs
import Foundation
import Media

/// The calls of one cell: the first and, where the failure allows it, further ones, each with its turn.
@Conductor
struct CallSequence {
    let access: ModelAccess
    let limits: [Limit]
    let branch: Branch
    let provider: any ModelProvider
    let request: GenerationRequest
    let order: [Int]
    let stops: [StopSignal]
    /// US dollars of one call, where they can be told before.
    let estimate: Double?
    /// False once no further try may begin.
    var mayGoOn: @Sendable () -> Bool = { true }

    /// - Throws: `CancellationError` when the whole run is being stopped and this cell has no output.
    func run() async throws -> CellReturn {
        let clock = ContinuousClock()
        let begin = clock.now
        var busy = 0.0
        var cost: Double? = 0
        var tries = 0
        func end(_ outcome: Outcome, seconds: Double, source: String? = nil, returned: Returned? = nil) -> CellReturn {
            CellReturn(
                outcome: outcome, source: source, seconds: seconds, waited: (clock.now - begin) / .seconds(1) - busy, costUSD: cost,
                tries: tries, returned: returned)
        }
        while true {
            try await turn()
            if let early = withoutCall {
                access.turnstile.leave(limits)
                return end(early, seconds: 0)
            }
            tries += 1
            if tries == 1 { access.observer(.cellStarted(request.cell)) }
            let start = clock.now
            let answer = await call(attempt: tries)
            // Before the place is given back, so that nobody is called into a limit that was just met.
            learn(from: answer)
            access.turnstile.leave(limits)
            let seconds = (clock.now - start) / .seconds(1)
            busy += seconds
            switch answer {
            case .produced(let artifact, let source, let told, let returned):
                cost = Self.sum(cost, told ?? price(of: artifact, at: source, tokens: returned?.tokens))
                return end(.produced(artifact), seconds: seconds, source: source, returned: returned)
            case .failed(let failure, let told):
                cost = Self.sum(cost, told ?? (RetryPolicy.wasBilled(failure) ? assumed : 0))
                guard let pause = try pause(after: failure, attempt: tries) else { return end(.failed(failure), seconds: seconds) }
                try await stops.sleep(seconds: pause)
            case .stopped:
                try Task.checkCancellation()
                cost = Self.sum(cost, assumed)
                return end(.cancelled("stopped: \(stops.reason ?? "no longer wanted")"), seconds: seconds)
            }
        }
    }

    private func turn() async throws {
        if let delay = access.turnstile.delay(of: limits), delay.seconds > 1 {
            access.observer(.cellWaiting(request.cell, seconds: delay.seconds, reason: "rate limit", tries: 0))
        }
        try await access.turnstile.enter(limits, order: order)
    }

    /// What was learnt while the cell waited for its turn.
    private var withoutCall: Outcome? {
        if let reason = stops.reason { return .cancelled("not started: \(reason)") }
        return access.refusal(of: branch).map { .failed($0.untried(of: branch.model)) }
    }

    private func call(attempt: Int) async -> Attempt.End {
        var request = request
        request.attempt = attempt
        do {
            request = try filled(request)
        } catch {
            return .failed(CellFailure("no_value", error.message), costUSD: 0)
        }
        // What an earlier try left must not be taken for the output of this one.
        try? FileManager.default.removeItem(atPath: request.workFolder)
        return await Attempt(provider: provider, request: request, expected: branch.kind, timeout: branch.timeout, stops: stops).run()
    }

    /// The request with the holes of its parameters filled, and with the prompt that they put in place of the case's.
    private func filled(_ request: GenerationRequest) throws(Problem) -> GenerationRequest {
        var params = request.params
        for (key, template) in branch.templates {
            params[key] = try template.filled { TemplateNames.value($0, in: request, output: nil) }
        }
        var input = request.input
        if let prompt = branch.prompt(in: params) { input.prompt = prompt }
        var filled = request
        filled.params = params
        filled.input = input
        return filled
    }

    private func learn(from answer: Attempt.End) {
        switch answer {
        case .produced: access.limit(of: branch).succeeded()
        case .failed(let failure, _):
            access.note(failure, of: branch)
            if failure.code == "rate_limited" { access.limit(of: branch).wasRefused(retryAfter: failure.retryAfter) }
        case .stopped: break
        }
    }

    /// Seconds to wait before another call, nil to give up.
    private func pause(after failure: CellFailure, attempt: Int) throws -> Double? {
        guard mayGoOn() else { return nil }
        guard let pause = RetryPolicy(retries: branch.retries).pause(after: failure, attempt: attempt, using: &access.randomness) else {
            return nil
        }
        let reason = failure.code == "rate_limited" ? "rate limit" : failure.code
        access.observer(.cellWaiting(request.cell, seconds: pause, reason: reason, tries: attempt))
        return pause
    }

    // MARK: Money

    /// What a call costs that may have been billed without giving an output.
    private var assumed: Double? { branch.price?.amount == 0 ? 0 : estimate }

    private func price(of artifact: Artifact, at path: String, tokens: Int?) -> Double? {
        guard let price = branch.price else { return nil }
        if let estimate { return estimate }
        var facts = BilledFacts(characters: request.input.prompt?.count ?? 0, tokens: tokens)
        switch artifact.kind {
        case .image: facts.pixels = (try? PixelImage.read(path)).map { $0.width * $0.height }
        case .audio: facts.seconds = (try? AudioClip.read(path)).map { Double($0.samples.count / $0.channels) / Double($0.sampleRate) }
        case .text, .video: break
        }
        return price.cost(of: facts)
    }

    private static func sum(_ a: Double?, _ b: Double?) -> Double? {
        guard let a, let b else { return nil }
        return a + b
    }
}
