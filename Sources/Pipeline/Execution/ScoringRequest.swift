import Dispatch
import Media
import Scoring

/// One artifact to score.
struct ScoringRequest: Sendable {
    let question: ScorerQuestion
    let kind: MediaKind
    /// Where maps against the reference go.
    let maps: MapPlace
}

extension Scorer {
    /// The scorecard of an artifact; one that cannot be decoded has a fatal gate in place of readings.
    @concurrent
    func scorecard(for request: ScoringRequest) async -> Scorecard {
        guard !scorers.isEmpty else { return scorecardAtOnce(for: request) }
        // A program may take minutes to answer, and the threads of tasks are few.
        return await withCheckedContinuation { waiting in
            DispatchQueue.global().async { waiting.resume(returning: scorecardAtOnce(for: request)) }
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
