import Dispatch
import Media
import Scoring

/// One artifact to score.
struct ScoringRequest: Sendable {
    let question: ScorerQuestion
    let kind: MediaKind
    /// Where maps against the reference go.
    let maps: MapPlace

    /// - Parameter path: of the output, absolute.
    init(path: String, kind: MediaKind, of cell: Cell, _ input: Case, in folder: RunFolder) {
        question = ScorerQuestion(
            path: path, prompt: input.prompt, reference: input.reference, transcript: input.transcript ?? input.prompt,
            text: input.columns["text"])
        self.kind = kind
        maps = MapPlace(root: folder.path, stem: cell.mapStem)
    }
}

extension Scorer {
    /// What a scorecard is made of: the metrics with their settings, and what was asked.
    func measuring(of input: Case) -> String { "\(measuring) \(Fingerprint.ofJudging(input, scorers: !scorers.isEmpty))" }

    /// Scores an artifact where it was made, with all that tells whether the card still holds.
    func judgement(for request: ScoringRequest, input: Case) async -> Judgement {
        Judgement(card: await scorecard(for: request), version: "\(version) \(measuring(of: input))")
    }

    /// The scorecard of an artifact; one that cannot be decoded has a fatal gate in place of readings.
    @concurrent
    func scorecard(for request: ScoringRequest) async -> Scorecard {
        guard !scorers.isEmpty else { return scorecardAtOnce(for: request) }
        // A program may take minutes to answer, and the threads of tasks are few.
        return await withCheckedContinuation { waiting in
            DispatchQueue.global().async { waiting.resume(returning: self.scorecardAtOnce(for: request)) }
        }
    }

    private func scorecardAtOnce(for request: ScoringRequest) -> Scorecard {
        let question = request.question
        do {
            return try score(
                path: question.path, kind: request.kind, reference: question.reference, transcript: question.transcript,
                prompt: question.prompt, text: question.text, maps: request.maps)
        } catch {
            let isReference = error.path == question.reference
            let gate = GateHit(
                gate: isReference ? "reference_unreadable" : "undecodable", severity: .fatal,
                message: isReference ? "the reference cannot be read: \(error.message)" : error.message)
            return Scorecard(profile: profile?.name, readings: [], missing: [], gates: [gate], coverage: 0, quality: 0)
        }
    }
}

extension ScoringProfile {
    /// What a verdict under the profile rests on, in a sentence.
    var restsOnSentence: String {
        restsOn == [.descriptors]
            ? "The verdict rests on signal descriptors alone: they notice damage, not taste, and cannot tell what people prefer."
            : "The verdict rests on \(basisInWords)."
    }

    /// True when every metric with weight compares with a reference.
    var needsReference: Bool { restsOn == [.referenceMetrics] }
}
