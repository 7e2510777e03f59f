import Glibc

/// One model fitted to one component's votes; numbers are nil where the votes determine none.
package struct ModelFit: Sendable {
    package let model: TieModel
    /// θ of each branch of the component, by name, their sum 0.
    package let strengths: [Double]?
    /// Davidson's ν or Rao and Kupper's η; 0 or 1 where nobody tied, nil for Bradley–Terry.
    package let tieParameter: Double?
    package let logLikelihood: Double?
    /// Standard errors of θ: from the inverse information, from a sandwich over single votes, over cases, and over cases and raters.
    package let informationErrors: [Double]?
    package let voteErrors: [Double]?
    package let caseErrors: [Double]?
    /// nil where no rater voted on several cases.
    package let raterErrors: [Double]?
    /// Steps of Newton's method.
    package let iterations: Int

    init(_ model: TieModel, _ fit: StrengthFit?, table: VoteTable) {
        self.model = model
        strengths = fit?.strengths
        logLikelihood = fit?.logLikelihood
        iterations = fit?.iterations ?? 0
        tieParameter = fit.flatMap { fit in
            switch model {
            case .davidson: fit.delta.map { exp($0) } ?? 0
            case .raoKupper: fit.delta.map { exp($0) } ?? 1
            case .halfWins: nil
            }
        }
        informationErrors = fit.map { fit in fit.branches.indices.map { max(0, fit.covariance[$0 * fit.size + $0]).squareRoot() } }
        let byVote = fit.flatMap { ClusteredCovariance($0, votes: table.votes, isCorrected: false) { index, _ in index } }
        voteErrors = fit.flatMap { fit in byVote.map { covariance in fit.branches.indices.map { covariance.error(of: $0) } } }
        let both = fit.flatMap { TwoWayCovariance($0, votes: table.votes) }
        caseErrors = fit.flatMap { fit in both.map { both in fit.branches.indices.map { both.byCase.error(of: $0) } } }
        raterErrors = fit.flatMap { fit in
            both.flatMap { both in both.countsRaters ? fit.branches.indices.map { both.error(of: $0) } : nil }
        }
    }
}
