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
        let measuring = "\(scorer.measuring) \(Fingerprint.ofJudging(input))"
        let version = "\(scorer.version) \(measuring)"
        if let stored = try session.store.stored(result.cell), let card = stored.scorecard {
            if stored.scoringVersion == version { return card }
            if stored.scoringVersion?.hasSuffix(" \(measuring)") == true {
                let again = scorer.reappraised(card)
                try session.store.keep(again, version: version, for: result.cell)
                return again
            }
        }
        try await session.turnstile.enter([session.scoring], order: [])
        defer { session.turnstile.leave([session.scoring]) }
        let request = ScoringRequest(
            path: session.store.folder.absolute(artifact.path), kind: artifact.kind, reference: input.reference,
            transcript: input.transcript ?? input.prompt,
            maps: MapPlace(root: session.store.folder.path, stem: result.cell.mapStem))
        let card = await scorer.scorecard(for: request)
        try session.store.keep(card, version: version, for: result.cell)
        return card
    }
}
