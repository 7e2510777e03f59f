import Glibc

/// The maximum of a concave log-likelihood, by Newton's method with step halving.
struct LikelihoodTop {
    private static let mostSteps = 200
    /// A parameter beyond this has no finite value.
    private static let horizon = 60.0

    private(set) var parameters: [Double]
    let value: Double
    /// Of the information there.
    let inverse: [Double]
    private(set) var steps = 0

    /// - Parameter pinned: the strengths have no fixed opponent, so that only their differences are determined.
    /// - Returns: nil where no finite maximum is found.
    init?(_ tallies: [PairTally], from start: [Double], layout: ParameterLayout, model: TieModel, pinned: Bool) {
        parameters = start
        var slope = LikelihoodSlope(tallies, at: start, layout: layout, model: model)
        while steps < Self.mostSteps {
            guard let factor = Cholesky(slope.information(pinned: pinned), size: layout.size) else { return nil }
            let step = factor.solve(slope.gradient)
            var scale = 1.0
            var next = slope
            repeat {
                let trial = zip(parameters, step).map { $0 + scale * $1 }
                next = LikelihoodSlope(tallies, at: trial, layout: layout, model: model)
                if next.value >= slope.value - 1e-12 * abs(slope.value) { break }
                scale /= 2
            } while scale > 1e-10
            parameters = zip(parameters, step).map { $0 + scale * $1 }
            slope = next
            steps += 1
            guard parameters.allSatisfy({ abs($0) < Self.horizon }) else { return nil }
            if (step.map(abs).max() ?? 0) < 1e-11 || scale <= 1e-10 {
                guard let factor = Cholesky(slope.information(pinned: pinned), size: layout.size) else { return nil }
                value = slope.value
                inverse = factor.inverse
                return
            }
        }
        return nil
    }
}
