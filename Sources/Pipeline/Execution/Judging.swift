import Media
import Scoring

/// Scores the output of a cell, unless it was scored before in the same way.
@Conductor
struct Judging {
    let session: Session
    let scorer: Scorer?

    /// - Parameter made: how the output was judged where it was made.
    /// - Returns: nil where nothing scores such an output.
    func card(of result: CellResult, input: Case, made: Judgement? = nil) async throws -> Scorecard? {
        guard let scorer, let artifact = result.artifact, artifact.kind == .image || artifact.kind == .audio else { return nil }
        let measuring = scorer.measuring(of: input)
        let version = "\(scorer.version) \(measuring)"
        let request = ScoringRequest(
            path: session.store.folder.absolute(artifact.path), kind: artifact.kind, of: result.cell, input, in: session.store.folder)
        if let made, made.version == version, !scorer.isWorthAnotherTry(made.card, asking: request.question) { return made.card }
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
}
