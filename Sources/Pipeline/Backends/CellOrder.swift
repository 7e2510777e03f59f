import Scoring

/// One call that is wanted: all that a model is given, so that it can be made on another machine.
struct CellOrder: Codable, Sendable, Hashable {
    let cell: Cell
    /// The fingerprint of the call: an output made for another one is not this cell's.
    let key: String
    /// The case as the model sees it.
    let input: Case
    /// Every file that flows in, absolute.
    let inputs: [String]
    /// Outputs of earlier steps by id, and by `step_N`.
    let steps: [String: String]
    let seed: UInt64
    /// Where it stands among all that wants to run; lower goes first.
    let place: [Int]
    /// US dollars of one call, where they can be told before.
    let estimate: Double?

    func request(of branch: Branch, workFolder: String) -> GenerationRequest {
        GenerationRequest(
            cell: cell, type: branch.type, model: branch.model, params: branch.params, input: input, seed: seed, workFolder: workFolder,
            steps: steps, inputs: inputs)
    }
}

/// What came of an order.
struct CellReturn: Codable, Sendable, Hashable {
    var outcome: Outcome
    /// Where the file lies, absolute, when there is one.
    var source: String?
    /// Seconds of the last call.
    var seconds = 0.0
    /// Seconds of turns, rate limits and pauses.
    var waited = 0.0
    /// US dollars of all calls; nil is unknown.
    var costUSD: Double? = 0
    var tries = 0
    var returned: Returned?
    /// How the output was judged where it was made; nil leaves that to the run.
    var judgement: Judgement?
}

/// A scorecard with what it depends on.
struct Judgement: Codable, Sendable, Hashable {
    let card: Scorecard
    /// Of the metrics, the profile and what was asked; another one is not comparable.
    let version: String
}
