/// How far voters agree with each other: the ceiling for any metric, and voters who seem to answer at random.
package struct VoterAgreement: Sendable {
    /// Votes below which nothing is said of a single voter.
    package static let fewestVotes = 30

    package struct Voter: Sendable {
        package let name: String
        package let votes: Int
        /// Share of votes that agree with the majority of the others; nil where nobody else voted on the same.
        package let agreement: Double?
        package let compared: Int
        /// Share of repeated trials answered alike; nil without any.
        package let consistency: Double?
        /// Agreement below ½ + 2 standard errors of chance, on 30 or more votes.
        package let isDoubtful: Bool
    }

    /// By name.
    package let voters: [Voter]
    /// Accuracy of one voter against the majority of the others, over all; nil where none can be compared.
    package let ceiling: Double?
    /// 95 %, with the case as the unit.
    package let ceilingInterval: [Double]?
    /// Krippendorff's α of the votes, nominal; nil without variation or overlap.
    package let alpha: Double?

    package init(_ table: VoteTable) {
        // What a voter said of a pair in a case, seen from the branch that sorts first: 1, 0 or −1; repeats one after another.
        var units: [[Int]: [(rater: Int, said: Int)]] = [:]
        for vote in table.votes {
            guard let rater = vote.rater else { continue }
            let first = min(vote.left, vote.right)
            let said = vote.choice == .tie ? 0 : (vote.choice == .left) == (vote.left == first) ? 1 : -1
            units[[vote.caseIndex, first, max(vote.left, vote.right)], default: []].append((rater, said))
        }
        let sorted = units.sorted { $0.key.lexicographicallyPrecedes($1.key) }
        var hits: [(cluster: Int, rater: Int, value: Double)] = []
        var repeats: [Int: (same: Int, all: Int)] = [:]
        for (key, said) in sorted {
            let byRater = Dictionary(grouping: said, by: \.rater)
            for (rater, own) in byRater.sorted(by: { $0.key < $1.key }) {
                for (one, next) in zip(own, own.dropFirst()) {
                    repeats[rater, default: (0, 0)].all += 1
                    repeats[rater, default: (0, 0)].same += one.said == next.said ? 1 : 0
                }
                guard let majority = Self.majority(said.filter { $0.rater != rater }.map(\.said)) else { continue }
                hits.append((key[0], rater, own[0].said == majority ? 1 : 0))
            }
        }
        voters = table.raters.enumerated().map { rater, name in
            let own = hits.filter { $0.rater == rater }
            let agreement = own.isEmpty ? nil : own.reduce(0) { $0 + $1.value } / Double(own.count)
            let chance = 0.5 + 2 * (0.25 / Double(max(1, own.count))).squareRoot()
            return Voter(
                name: name, votes: table.votes.count { $0.rater == rater }, agreement: agreement, compared: own.count,
                consistency: repeats[rater].map { Double($0.same) / Double($0.all) },
                isDoubtful: own.count >= Self.fewestVotes && (agreement ?? 1) < chance)
        }
        ceiling = hits.isEmpty ? nil : hits.reduce(0) { $0 + $1.value } / Double(hits.count)
        ceilingInterval = ClusteredShare(hits.map { ($0.cluster, $0.value) })?.interval
        alpha = KrippendorffAlpha.value(
            sorted.map { unit in
                table.raters.indices.map { rater in unit.value.first { $0.rater == rater }.map { Double($0.said) } }
            }, level: .nominal)
    }

    /// What most say; nil without a single most frequent answer.
    private static func majority(_ said: [Int]) -> Int? {
        let counts = [-1, 0, 1].map { answer in (answer, said.count { $0 == answer }) }.sorted { $0.1 > $1.1 }
        return counts[0].1 > counts[1].1 ? counts[0].0 : nil
    }
}
