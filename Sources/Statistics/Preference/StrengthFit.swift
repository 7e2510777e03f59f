import Glibc

/// Strengths by maximum likelihood: Newton's method with step halving on a concave function.
///
/// Parameters stand in the order θ of each branch, then δ where ties have a parameter, then γ where the side has one.
struct StrengthFit: Sendable {
    let model: TieModel
    /// The branches that are fitted, as indices into the table.
    let branches: [Int]
    /// θ of each branch, their sum 0.
    let strengths: [Double]
    /// δ; nil where the model has none, or nobody tied.
    let delta: Double?
    /// γ: what being shown left adds to a strength.
    let side: Double?
    let logLikelihood: Double
    /// Inverse of the information, over all parameters; strengths as differences from their mean.
    let covariance: [Double]
    let iterations: Int
    let isRegularised: Bool

    var size: Int { strengths.count + (delta == nil ? 0 : 1) + (side == nil ? 0 : 1) }

    /// nil when Newton's method finds no maximum.
    init?(_ tallies: [PairTally], branches: [Int], model: TieModel, isRegularised: Bool = false, withSide: Bool = false) {
        let ghosts = isRegularised ? PairTally.ghosts(branches.count) : []
        let places = Dictionary(uniqueKeysWithValues: branches.enumerated().map { ($1, $0) })
        let local = tallies.filter { $0.count > 0 }.compactMap { tally -> PairTally? in
            guard let left = places[tally.left], let right = tally.right.flatMap({ places[$0] }) else { return nil }
            return PairTally(left: left, right: right, leftWins: tally.leftWins, rightWins: tally.rightWins, ties: tally.ties)
        }
        let ties = local.reduce(0) { $0 + $1.ties }
        let count = local.reduce(0) { $0 + $1.count }
        let layout = ParameterLayout(branches: branches.count, hasDelta: model != .halfWins && ties > 0, hasSide: withSide)
        var parameters = [Double](repeating: 0, count: layout.size)
        if let slot = layout.delta { parameters[slot] = model.start(ties: ties, of: count) }
        let effective = layout.hasDelta ? model : .halfWins
        guard let top = LikelihoodTop(local + ghosts, from: parameters, layout: layout, model: effective, pinned: !isRegularised) else {
            return nil
        }
        parameters = top.parameters
        let mean = parameters.prefix(branches.count).reduce(0, +) / Double(branches.count)
        self.model = model
        self.branches = branches
        strengths = parameters.prefix(branches.count).map { $0 - mean }
        delta = layout.delta.map { parameters[$0] }
        side = layout.side.map { parameters[$0] }
        logLikelihood = top.value
        covariance = layout.centred(top.inverse)
        iterations = top.steps
        self.isRegularised = isRegularised
    }

    var layout: ParameterLayout { ParameterLayout(branches: branches.count, hasDelta: delta != nil, hasSide: side != nil) }

    /// Probability that the first of two is preferred, ties half.
    func preference(_ first: Int, over second: Int) -> Double {
        let p = probabilities(first, second)
        return p.first + 0.5 * p.tie
    }

    /// Probabilities of a vote on two branches, by their places in `branches`, where the side does not matter.
    func probabilities(_ first: Int, _ second: Int) -> (first: Double, second: Double, tie: Double) {
        let x = strengths[first] - strengths[second]
        guard let delta else { return TieModel.halfWins.probabilities(x: x, delta: 0) }
        return model.probabilities(x: x, delta: delta)
    }

    /// The score of one vote: the gradient of its log-likelihood over all parameters.
    func score(of vote: Vote, places: [Int?]) -> [Double] {
        guard let left = places[vote.left], let right = places[vote.right] else { return [] }
        var tally = PairTally(left: left, right: right)
        tally.add(vote.choice)
        var parameters = strengths
        if let delta { parameters.append(delta) }
        if let side { parameters.append(side) }
        return LikelihoodSlope([tally], at: parameters, layout: layout, model: delta == nil ? .halfWins : model).gradient
    }
}

/// Where each parameter stands.
struct ParameterLayout: Sendable {
    let branches: Int
    let hasDelta, hasSide: Bool

    var size: Int { branches + (hasDelta ? 1 : 0) + (hasSide ? 1 : 0) }
    var delta: Int? { hasDelta ? branches : nil }
    var side: Int? { hasSide ? size - 1 : nil }

    /// A covariance of parameters as one of strengths less their mean: P V Pᵀ with P = I − 11ᵀ/K on the strengths.
    func centred(_ covariance: [Double]) -> [Double] {
        var matrix = covariance
        func centre(_ index: (Int, Int) -> Int) {
            for other in 0..<size {
                let mean = (0..<branches).reduce(0) { $0 + matrix[index($1, other)] } / Double(branches)
                for row in 0..<branches { matrix[index(row, other)] -= mean }
            }
        }
        centre { $0 * size + $1 }
        centre { $1 * size + $0 }
        return matrix
    }
}

/// Value, gradient and information of a log-likelihood at one place.
struct LikelihoodSlope {
    private(set) var value = 0.0
    private(set) var gradient: [Double]
    private var negativeHessian: [Double]
    private let layout: ParameterLayout

    init(_ tallies: [PairTally], at parameters: [Double], layout: ParameterLayout, model: TieModel) {
        self.layout = layout
        gradient = [Double](repeating: 0, count: layout.size)
        negativeHessian = [Double](repeating: 0, count: layout.size * layout.size)
        let delta = layout.delta.map { parameters[$0] } ?? 0
        for tally in tallies {
            let side = tally.right == nil ? nil : layout.side
            let x = parameters[tally.left] - (tally.right.map { parameters[$0] } ?? 0) + (side.map { parameters[$0] } ?? 0)
            let terms = model.terms(tally, x: x, delta: delta)
            value += terms.value
            var slots = [(tally.left, 1.0)]
            if let right = tally.right { slots.append((right, -1)) }
            if let side { slots.append((side, 1)) }
            add(terms, slots)
        }
    }

    private mutating func add(_ terms: TieModel.Terms, _ slots: [(Int, Double)]) {
        for (slot, sign) in slots {
            gradient[slot] += sign * terms.x
            for (other, otherSign) in slots { negativeHessian[slot * layout.size + other] += sign * otherSign * terms.xx }
        }
        guard let delta = layout.delta else { return }
        gradient[delta] += terms.delta
        negativeHessian[delta * layout.size + delta] += terms.deltaDelta
        for (slot, sign) in slots {
            negativeHessian[slot * layout.size + delta] += sign * terms.xDelta
            negativeHessian[delta * layout.size + slot] += sign * terms.xDelta
        }
    }

    /// The negative second derivatives; pinned, with the direction in which all strengths rise together made curved, which changes
    /// no difference of strengths.
    func information(pinned: Bool) -> [Double] {
        guard pinned else { return negativeHessian }
        var matrix = negativeHessian
        let weight = 1 / Double(layout.branches)
        for row in 0..<layout.branches {
            for column in 0..<layout.branches { matrix[row * layout.size + column] += weight }
        }
        return matrix
    }
}
