import Media
import Scoring

/// Scores the output of a cell, unless it was scored before in the same way.
@Conductor
struct Judging {
    let session: Session
    let scorer: Scorer?

    /// - Returns: nil where nothing scores such an output.
    func card(of result: CellResult, input: Case) async throws -> Scorecard? {
        guard let scorer, let artifact = result.artifact, artifact.kind == .image || artifact.kind == .audio else { return nil }
        let measuring = "\(scorer.measuring) \(Fingerprint.ofJudging(input, scorers: !scorer.scorers.isEmpty))"
        let version = "\(scorer.version) \(measuring)"
        let request = request(artifact, of: result.cell, input)
        let stored = try session.store.stored(result.cell)
        if let stored, let card = stored.scorecard, !scorer.isWorthAnotherTry(card, asking: request.question) {
            if stored.scoringVersion == version { return card }
            if stored.scoringVersion?.hasSuffix(" \(measuring)") == true {
                let again = scorer.reappraised(card)
                try session.store.keep(again, version: version, for: result.cell)
                return again
            }
        }
        try await session.turnstile.enter([session.scoring], order: [])
        defer { session.turnstile.leave([session.scoring]) }
        let card = await scorer.scorecard(for: request)
        try session.store.keep(card, version: version, for: result.cell)
        return card
    }

    private func request(_ artifact: Artifact, of cell: Cell, _ input: Case) -> ScoringRequest {
        let question = ScorerQuestion(
            path: session.store.folder.absolute(artifact.path), prompt: input.prompt, reference: input.reference,
            transcript: input.transcript ?? input.prompt, text: input.columns["text"])
        return ScoringRequest(
            question: question, kind: artifact.kind, maps: MapPlace(root: session.store.folder.path, stem: cell.mapStem))
    }
}
