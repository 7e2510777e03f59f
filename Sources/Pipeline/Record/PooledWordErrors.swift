import Scoring

/// What a recogniser misheard of one branch over all cases: sums, so that a long text counts for more than a short one.
package struct PooledWordErrors: Sendable, Hashable {
    package let branch: String
    package let words: ErrorCount
    package let characters: ErrorCount
}

extension Comparison {
    /// In the order of the branches; those that nobody listened to are left out.
    package var pooledWordErrors: [PooledWordErrors] {
        branches.compactMap { branch in
            let heard = cases.flatMap(\.results).filter { $0.branch == branch.id }.compactMap { $0.scorecard?.speech }
            guard !heard.isEmpty else { return nil }
            return PooledWordErrors(
                branch: branch.id, words: heard.reduce(ErrorCount()) { $0 + $1.words },
                characters: heard.reduce(ErrorCount()) { $0 + $1.characters })
        }
    }
}
