import Media

/// What only a learned scorer or people can judge, and bakeoff has no measure of: profiles give it weight, and it is missing, with
/// the remedy, until a scorer is configured.
enum ScorerSlots {
    static let textAccuracy = "text_accuracy"

    static let descriptions = [
        MetricDescription(slot: "aesthetics", "How pleasing the picture is, 0 to 1, by a learned scorer."),
        MetricDescription(slot: "prompt_alignment", "How far the picture shows what the prompt asks for, 0 to 1, by a learned scorer."),
        MetricDescription(slot: textAccuracy, "Share of the text asked for that can be read in the picture, 0 to 1, by a recogniser."),
    ]

    static func contains(_ name: String) -> Bool { descriptions.contains { $0.name == name } }

    static func missing(_ name: String) -> Missing {
        Missing(
            .unavailable, "needs a scorer, and none is configured: write 'scorers:', collect votes, or score with image-technical",
            metric: name)
    }
}

extension MetricDescription {
    /// A name that a profile may weigh and that a scorer of the user's fills.
    fileprivate init(slot name: String, _ summary: String) {
        self.name = name
        self.summary = summary
        kind = .image
        unit = ""
        better = .higher
        range = Range(lowest: 0, highest: 1)
        needs = .scorer
        version = "1"
        source = "a scorer that the user configures"
    }
}

extension ScoringProfile {
    /// What the profile weighs and nothing can measure, in the order of the file.
    package func unmeasured(with scorers: [ConfiguredScorer] = []) -> [String] {
        metrics.filter { name in ScorerSlots.contains(name) && !scorers.contains { $0.metric.name == name } }
    }

    /// Whether what can be measured is enough for a quality.
    package func canGiveQuality(with scorers: [ConfiguredScorer] = []) -> Bool {
        let unmeasured = unmeasured(with: scorers)
        return metrics.reduce(0) { $0 + (unmeasured.contains($1) ? 0 : weight(of: $1) ?? 0) } >= Fusion.leastCoverage - 1e-12
    }
}
