/// All pairs held against each other: corrected p values, labels, rank ranges, and the verdict on the field.
struct Decision: Sendable {
    /// Holm's p of each pair; what decides is this, rounded as it is printed.
    let adjusted: [Double?]
    let verdicts: [PairVerdict]
    /// Branches from the best level down.
    let order: [Int]
    let ranges: [RankRange]
    /// The pair that the overall label comes from; nil with fewer than two branches, or when the leader met nobody.
    let deciding: Int?
    let label: VerdictLabel
    /// The top tier where it shares the first place, the leader alone otherwise.
    let winners: [Int]

    init(_ pairs: [PairEvidence], levels: [Double], filePositions: [Int], rules: VerdictRules) {
        let adjusted = zip(pairs, Holm.adjusted(pairs.map { $0.p ?? 1 })).map { pair, p in
            pair.p == nil ? nil : p
        }
        let verdicts = zip(pairs, adjusted).map { PairVerdict($0, adjustedP: $1?.rounded(digits: PairEvidence.digits), rules: rules) }
        let order = levels.indices.sorted { left, right in
            levels[left] == levels[right] ? filePositions[left] < filePositions[right] : levels[left] > levels[right]
        }
        var beaten = [Set<Int>](repeating: [], count: levels.count)
        for (pair, verdict) in zip(pairs, verdicts) where verdict.label.isSignificant {
            beaten[pair.mean > 0 ? pair.first : pair.second].insert(pair.mean > 0 ? pair.second : pair.first)
        }
        let ranges = RankRange.each(of: levels.count) { beaten[$0].contains($1) }
        let tier = order.filter { ranges[$0].low == 1 }
        let isAlone = tier.count == 1 && tier.first == order.first
        let deciding = Self.decidingPair(pairs, order: order, leaderIsAlone: isAlone)
        let pairLabel = deciding.map { verdicts[$0].label } ?? .notEnoughData
        let label = !isAlone && pairLabel.isSignificant ? .tooClose : pairLabel
        self.adjusted = adjusted
        self.verdicts = verdicts
        self.order = order
        self.ranges = ranges
        self.deciding = deciding
        self.label = label
        winners = label == .tooClose || label == .equivalent ? order.prefix(1) + tier.filter { $0 != order.first } : Array(order.prefix(1))
    }

    /// Cases that would settle the field: the need of the deciding pair, or of the leader's hardest pair within the top tier.
    func casesNeeded(_ pairs: [PairEvidence]) -> Int? {
        guard label == .tooClose, let deciding, let leader = order.first else { return nil }
        if let needed = verdicts[deciding].casesNeeded { return needed }
        let tied = Set(winners)
        return zip(pairs, verdicts).compactMap { pair, verdict in
            pair.involves(leader) && tied.contains(pair.rival(of: leader)) ? verdict.casesNeeded : nil
        }.max()
    }

    private static func decidingPair(_ pairs: [PairEvidence], order: [Int], leaderIsAlone: Bool) -> Int? {
        guard let leader = order.first, order.count > 1 else { return nil }
        let places = Dictionary(uniqueKeysWithValues: order.enumerated().map { ($1, $0) })
        let met = pairs.indices.filter { pairs[$0].involves(leader) && pairs[$0].cases > 0 }
        guard leaderIsAlone else { return met.first { pairs[$0].rival(of: leader) == order[1] } }
        return met.min { left, right in
            let (a, b) = (pairs[left], pairs[right])
            let (gapA, gapB) = (a.lead(of: leader), b.lead(of: leader))
            return gapA == gapB ? places[a.rival(of: leader), default: 0] < places[b.rival(of: leader), default: 0] : gapA < gapB
        }
    }
}

extension Decision {
    /// Where the pair of two branches stands: pairs are listed row by row of the upper triangle.
    func index(_ one: Int, _ other: Int) -> Int {
        let (first, second) = (min(one, other), max(one, other))
        return first * order.count - first * (first + 1) / 2 + second - first - 1
    }
}

extension PairEvidence {
    func involves(_ branch: Int) -> Bool { first == branch || second == branch }

    func rival(of branch: Int) -> Int { first == branch ? second : first }

    /// The mean difference as seen from one of the two.
    func lead(of branch: Int) -> Double { first == branch ? mean : -mean }
}
