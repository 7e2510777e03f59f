/// The sentences of a case verdict; it knows no numbers but those it is given.
struct VerdictWords {
    let profile: ScoringProfile

    func nothingEligible(_ outputs: [(branch: String, card: Scorecard)]) -> String {
        guard !outputs.isEmpty else { return "no output was produced" }
        return "no eligible output: " + outputs.map { "\($0.branch) (\(faults($0.card)))" }.joined(separator: ", ")
    }

    func onlyEligible(_ winner: CaseVerdict.Standing, among outputs: [(branch: String, card: Scorecard)]) -> String {
        let others = outputs.filter { !$0.card.isEligible }.map { "\($0.branch) (\(faults($0.card)))" }
        return "\(winner.branch) is the only eligible output" + (others.isEmpty ? "" : "; out: " + others.joined(separator: ", "))
    }

    func sentence(
        _ first: CaseVerdict.Standing, over second: CaseVerdict.Standing, decidedBy: CaseVerdict.TieBreak, contributions: Contributions?
    ) -> String {
        guard let quality = first.quality, let other = second.quality else {
            let lacking =
                first.quality == nil
                ? "the outputs share too few readings for a quality" : "\(second.branch) has too few readings for a quality"
            return "\(lacking); \(first.branch) is taken \(grounds(decidedBy, first, second)); \(basis)"
        }
        let lead = quality - other
        let numbers = "\(signed(lead)) over \(second.branch), \(points(quality)) to \(points(other))"
        return switch CaseVerdict.label(lead) {
        case .clear: "\(first.branch) is \(profile.claims): \(numbers)\(why(contributions)); \(basis)"
        case .slight: "\(first.branch) is slightly ahead (\(profile.claims)): \(numbers)\(why(contributions)); \(basis)"
        default: "too close to call: \(first.branch) \(numbers); taken \(grounds(decidedBy, first, second)); \(basis)"
        }
    }

    private var basis: String { "rests on \(profile.basisInWords)" }

    private func grounds(_ decision: CaseVerdict.TieBreak, _ first: CaseVerdict.Standing, _ second: CaseVerdict.Standing) -> String {
        switch decision {
        case .quality: "for the higher quality"
        case .warnings: "for fewer warnings, \(first.warnings) against \(second.warnings)"
        case .firstAspect: "for the higher \(profile.aspects.first?.name ?? "first aspect")"
        case .declaredOrder, .onlyEligible: "because it is declared first, nothing else separates them"
        }
    }

    /// The parts that make up most of the gap, the largest first.
    private func why(_ contributions: Contributions?) -> String {
        let parts = (contributions?.parts ?? []).filter { abs($0.points) >= 0.05 }.sorted { abs($0.points) > abs($1.points) }
        return parts.isEmpty ? "" : " (" + parts.prefix(3).map { "\($0.name) \(signed($0.points))" }.joined(separator: ", ") + ")"
    }

    private func faults(_ card: Scorecard) -> String {
        card.gates.filter { $0.severity == .fatal }.map(\.message).joined(separator: "; ")
    }

    /// One decimal.
    private func points(_ value: Double) -> String {
        let tenths = Int((abs(value) * 10).rounded())
        return "\(value < 0 && tenths > 0 ? "−" : "")\(tenths / 10).\(tenths % 10)"
    }

    private func signed(_ value: Double) -> String { value >= 0 ? "+" + points(value) : points(value) }
}
