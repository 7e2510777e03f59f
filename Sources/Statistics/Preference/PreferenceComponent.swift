import Glibc

/// Branches that votes connect, with their strengths under Davidson's model and what can be said of each pair.
///
/// Intervals and tests take the case as the unit: votes on one case share its difficulty and its taste.
package struct PreferenceComponent: Sendable {
    /// Below so many cases a covariance of clusters says nothing.
    static let fewestCases = 6

    /// By name.
    package let branches: [String]
    package let votes, cases, raters: Int
    /// The maximum-likelihood fit of each model; nil where the votes have no finite maximum.
    package let fits: [ModelFit]
    /// Davidson's model with half a win and half a loss of each branch against a fixed opponent: always finite.
    package let regularised: ModelFit?
    /// Why there is no finite maximum, in a sentence; nil where there is one.
    package let obstacle: String?
    /// Strongest first.
    package let standings: [PreferenceStanding]
    /// All pairs, each from the side that stands higher.
    package let pairs: [PreferencePair]
    package let label: VerdictLabel
    /// The top tier where it shares the first place, the leader alone otherwise.
    package let winners: [String]
    /// The leader's rival in the deciding pair.
    package let over: String?
    package let casesNeeded: Int?
    /// A case without whose votes another branch would be strongest; nil where no single case matters.
    package let decisiveCase: String?
    /// Circles of significant preferences, A over B over C over A.
    package let cycles: [[String]]

    /// True when the numbers shown are those of the regularised fit.
    package var isRegularised: Bool { obstacle != nil }

    init(_ table: VoteTable, branches members: [Int], settings: PreferenceSettings) {
        let table = table.filter { members.contains($0.left) }
        let tallies = PairTally.all(of: table.votes)
        let existence = FitExistence(tallies, branches: members, model: .davidson)
        let whole = existence.obstacle == nil ? StrengthFit(tallies, branches: members, model: .davidson) : nil
        let ghost = StrengthFit(tallies, branches: members, model: .davidson, isRegularised: true)
        obstacle = whole == nil ? existence.words(table.branches) : nil
        fits = TieModel.allCases.map { model in
            let isFinite = FitExistence(tallies, branches: members, model: model).obstacle == nil
            let fit = isFinite ? model == .davidson ? whole : StrengthFit(tallies, branches: members, model: model) : nil
            return ModelFit(model, fit, table: table)
        }
        regularised = ghost.map { ModelFit(.davidson, $0, table: table) }
        branches = members.map { table.branches[$0] }
        votes = table.votes.count
        cases = Set(table.votes.map(\.caseIndex)).count
        raters = Set(table.votes.compactMap(\.rater)).count
        let voted = members.indices.flatMap { a in
            (a + 1..<members.count).map { VotedPair(members[a], members[$0], votes: table.votes) }
        }
        let evidence = PreferenceEvidence(whole ?? ghost, table: table, members: members, voted: voted, settings: settings)
        let rules = VerdictRules(pairs: voted.count, settings: settings)
        let decision = Decision(
            evidence.pairs, levels: evidence.levels, filePositions: Array(members.indices), rules: rules)
        standings = decision.order.map { PreferenceStanding($0, evidence, decision) }
        pairs = Self.pairs(evidence, decision, voted)
        label = decision.label
        winners = decision.winners.map { table.branches[members[$0]] }
        over = decision.order.first.flatMap { leader in
            decision.deciding.map { table.branches[members[evidence.pairs[$0].rival(of: leader)]] }
        }
        casesNeeded = decision.casesNeeded(evidence.pairs)
        decisiveCase = whole.flatMap { DecisiveCase(table, members: members).find($0) }
        cycles = PreferenceCycle.all(voted, members: members, settings: settings).map { $0.map { table.branches[$0] } }
    }

    private static func pairs(_ evidence: PreferenceEvidence, _ decision: Decision, _ voted: [VotedPair]) -> [PreferencePair] {
        let order = decision.order
        return order.indices.flatMap { higher in
            (higher + 1..<order.count).map { lower in
                let index = decision.index(order[higher], order[lower])
                return PreferencePair(index, from: order[higher], evidence, decision, voted[index])
            }
        }
    }
}

extension VerdictRules {
    fileprivate init(pairs: Int, settings: PreferenceSettings) {
        let smallest = min(max(settings.minWin, 0.5), 0.999)
        self.init(pairs: pairs, settings: RankingSettings(minEffect: log(smallest / (1 - smallest)), alpha: settings.alpha))
        // A Wald test has no least number of signs.
        minimumCases = PreferenceComponent.fewestCases
    }
}

extension FitExistence {
    /// Why there is no finite maximum.
    fileprivate func words(_ names: [String]) -> String {
        switch obstacle {
        case .undefeated(let set):
            let who = set.map { names[$0] }.joined(separator: ", ")
            return "nobody else ever scored against \(who): how far ahead \(set.count == 1 ? "it is" : "they are") has no finite estimate"
        case .onlyTies: return "every vote is a tie: the strengths are equal and the tie parameter has no finite value"
        case .tiesInPlaceOfLosses: return "wins go one way and ties take the place of losses: strengths and tie parameter grow together"
        case .noVotes: return "there are no votes to fit"
        case nil: return "the likelihood has no maximum that Newton's method finds"
        }
    }
}
