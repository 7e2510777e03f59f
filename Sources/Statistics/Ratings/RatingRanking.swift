/// How listeners who gave scores rank the branches: means over cases, pairs on the cases both were rated on, errors over listeners and
/// cases together.
package struct RatingRanking: Sendable {
    package struct Standing: Sendable {
        package let branch: String
        package let ratings, cases: Int
        /// Mean over cases, in the unit of the scores.
        package let mean: Double
        /// 95 % limits; nil below two cases.
        package let interval: [Double]?
        /// Of all scores as they were given, with a 95 % interval that draws listeners and cases again.
        package let median: Double
        package let medianInterval: [Double]
        package let rankLow, rankHigh: Int
    }

    package struct Pair: Sendable {
        package let a, b: String
        package let cases: Int
        /// Mean of a less that of b over the cases on which both were rated.
        package let difference: Double
        package let interval: [Double]?
        package let p, pHolm: Double?
        package let label: VerdictLabel
        package let casesNeeded: Int?
    }

    /// Best mean first.
    package let standings: [Standing]
    /// Each from the side that stands higher.
    package let pairs: [Pair]
    package let label: VerdictLabel
    /// The top tier where it shares the first place, the leader alone otherwise.
    package let winners: [String]
    /// The leader's rival in the deciding pair.
    package let over: String?
    package let casesNeeded: Int?
    /// Branches without a rating.
    package let unseen: [String]

    /// - Parameter model: takes out each listener's bias and weighs by noise; nil takes scores as they are.
    package init(_ table: RatingTable, model: RaterModel?, settings: RankingSettings) {
        let scores = ClusteredScores(table, model: model)
        let members = table.branches.indices.filter { branch in table.ratings.contains { $0.branch == branch } }
        unseen = table.branches.indices.filter { !members.contains($0) }.map { table.branches[$0] }
        let levels = members.map { scores.mean(of: $0) ?? 0 }
        let estimates = members.indices.flatMap { a in
            (a + 1..<members.count).map { scores.difference(members[a], members[$0]) }
        }
        var places: [(Int, Int)] = []
        for a in members.indices { for b in a + 1..<max(a + 1, members.count) { places.append((a, b)) } }
        let evidence = zip(places, estimates).map { place, estimate in
            PairEvidence(
                first: place.0, second: place.1, clusters: estimate.cases, mean: estimate.value, error: estimate.error,
                interval95: estimate.limits(0.95), interval90: estimate.limits(0.9), p: estimate.p)
        }
        var rules = VerdictRules(pairs: evidence.count, settings: settings)
        rules.minimumCases = VerdictRules.fewestCases
        let decision = Decision(evidence, levels: levels, filePositions: Array(members.indices), rules: rules)
        let medians = MedianIntervals(table, seed: settings.seed)
        standings = decision.order.map { place in
            let branch = members[place]
            let own = scores.estimate(of: branch)
            let median = medians.of(branch)
            return Standing(
                branch: table.branches[branch], ratings: table.ratings.count { $0.branch == branch }, cases: own.cases, mean: own.value,
                interval: own.limits(0.95), median: median.value, medianInterval: median.interval,
                rankLow: decision.ranges[place].low, rankHigh: decision.ranges[place].high)
        }
        let names = members.map { table.branches[$0] }
        pairs = decision.order.indices.flatMap { higher in
            (higher + 1..<decision.order.count).map { lower in
                let (a, b) = (decision.order[higher], decision.order[lower])
                let index = decision.index(a, b)
                let pair = evidence[index]
                let isFirst = pair.first == a
                return Pair(
                    a: names[a], b: names[b], cases: pair.cases, difference: 0 + pair.lead(of: a),
                    interval: pair.interval95.map { isFirst ? $0 : [0 - $0[1], 0 - $0[0]] }, p: pair.p, pHolm: decision.adjusted[index],
                    label: decision.verdicts[index].label, casesNeeded: decision.verdicts[index].casesNeeded)
            }
        }
        label = decision.label
        winners = decision.winners.map { names[$0] }
        over = decision.order.first.flatMap { leader in decision.deciding.map { names[evidence[$0].rival(of: leader)] } }
        casesNeeded = decision.casesNeeded(evidence)
    }
}
