import Media
import Scoring

/// One artifact to score.
struct ScoringRequest: Sendable {
    let path: String
    let kind: MediaKind
    let reference: String?
    let transcript: String?
    /// Where maps against the reference go.
    let maps: MapPlace
}

extension Scorer {
    /// The scorecard of an artifact; one that cannot be decoded has a fatal gate in place of readings.
    @concurrent
    func scorecard(for request: ScoringRequest) async -> Scorecard {
        do {
            return try score(
                path: request.path, kind: request.kind, reference: request.reference, transcript: request.transcript, maps: request.maps)
        } catch {
            let isReference = error.path == request.reference
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
