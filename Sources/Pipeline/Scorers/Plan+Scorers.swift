import Scoring

extension Plan {
    /// The user's own scorers, each once.
    package var scorers: [ConfiguredScorer] {
        var scorers: [ConfiguredScorer] = []
        for scorer in groups.flatMap({ $0.scorer?.scorers ?? [] }) where !scorers.contains(where: { $0.name == scorer.name }) {
            scorers.append(scorer)
        }
        return scorers
    }
}
