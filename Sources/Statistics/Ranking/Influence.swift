/// Looks for a single case on which the verdict hangs, by leaving each out and deciding again.
///
/// A screening with Student's interval and the signs already drawn finds candidates; the one with the most weight is confirmed
/// with the full method. A verdict that only falls below the least number of cases does not count as changed.
struct Influence: Sendable {
    /// Up to so many cases each is left out; of more, only those farthest from the mean.
    private static let fullSearch = 200
    private static let farthest = 20
    /// Leave-outs times pairs that the full search may cost.
    private static let work = 6_000
    private static let confirmations = 3

    let caseName: String
    let label: VerdictLabel
    let winners: [String]

    /// nil where no single case matters, or nothing was decided.
    init?(_ assessment: Assessment, input: RankingInput) {
        guard assessment.decision.label != .notEnoughData, let deciding = assessment.decision.deciding else { return nil }
        let candidates = Self.candidates(assessment.samples[deciding], pairs: assessment.samples.count)
        let suspects = Self.suspects(among: candidates, in: assessment)
        for position in suspects.prefix(Self.confirmations) {
            let name = assessment.field.cases[position]
            let again = Assessment(input.without(case: name), settings: assessment.settings)
            guard again.decision.label != .notEnoughData else { continue }
            if again.decision.label != assessment.decision.label || Set(again.winners) != Set(assessment.winners) {
                (caseName, label, winners) = (name, again.decision.label, again.winners)
                return
            }
        }
        return nil
    }

    /// Cases of the deciding pair, the farthest from its mean first.
    private static func candidates(_ sample: PairSample, pairs: Int) -> [Int] {
        let centred = Moments(sample.differences).centred
        let order = centred.indices.sorted { left, right in
            let (a, b) = (abs(centred[left]), abs(centred[right]))
            return a == b ? left < right : a > b
        }
        let isAffordable = order.count <= fullSearch && order.count * pairs <= work
        return order.prefix(isAffordable ? fullSearch : farthest).map { sample.positions[$0] }
    }

    /// The candidates without which the screening decides otherwise, in their order.
    private static func suspects(among candidates: [Int], in assessment: Assessment) -> [Int] {
        let baseline = decide(assessment, without: nil, pValues: assessment.evidence.map { $0.p ?? 1 })
        let settings = assessment.settings
        let pValues = zip(assessment.samples, assessment.evidence).map { sample, evidence in
            let slots = candidates.map { sample.positions.firstIndex(of: $0) }
            let left = SignFlipTest.pValues(
                sample.differences, leavingOut: slots.compactMap(\.self), resamples: settings.resamples, seed: settings.seed)
            var next = left.makeIterator()
            return slots.map { $0 == nil ? evidence.p ?? 1 : next.next() ?? 1 }
        }
        return candidates.indices.filter { index in
            let again = decide(assessment, without: candidates[index], pValues: pValues.map { $0[index] })
            guard again.label != .notEnoughData else { return false }
            return again.label != baseline.label || Set(again.winners) != Set(baseline.winners)
        }.map { candidates[$0] }
    }

    private static func decide(_ assessment: Assessment, without position: Int?, pValues: [Double]) -> Decision {
        let evidence = zip(assessment.samples, pValues).map { PairEvidence(screening: $0, without: position, p: $1) }
        return Decision(
            evidence, levels: Levels.of(assessment.field, pairs: evidence, without: position),
            filePositions: assessment.field.filePositions, rules: assessment.rules)
    }
}
