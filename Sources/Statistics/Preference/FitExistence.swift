/// Whether the votes determine finite strengths, and if not, why.
package struct FitExistence: Sendable, Hashable {
    package enum Obstacle: Sendable, Hashable {
        /// Nobody voted, or on one branch only.
        case noVotes
        /// Every vote is a tie: strengths are equal and the tie parameter has no finite value.
        case onlyTies
        /// These never lost to any of the others, who may be infinitely far below.
        case undefeated([Int])
        /// Strengths so far apart that the weaker never wins but ties explain everything: strengths and tie parameter grow together.
        case tiesInPlaceOfLosses
    }

    /// nil when there is one finite maximum of the likelihood.
    package let obstacle: Obstacle?

    /// For branches that are connected by votes.
    ///
    /// The likelihood of an exponential family has no maximum when some direction of the parameters never lowers any observed
    /// outcome against its alternatives. With the tie parameter fixed, that is a set of branches that never lost to the rest
    /// (Ford 1957; ties go both ways). With Davidson's parameter free, strengths and tie parameter may also grow together: then the
    /// differences satisfy u_i − u_j ≥ 2 wherever i won and |u_i − u_j| ≤ 2 wherever they tied.
    init(_ tallies: [PairTally], branches: [Int], model: TieModel) {
        let met = tallies.filter { $0.count > 0 }
        guard branches.count > 1, !met.isEmpty else {
            obstacle = .noVotes
            return
        }
        if model != .halfWins, !met.contains(where: { $0.leftWins + $0.rightWins > 0 }) {
            obstacle = .onlyTies
            return
        }
        if let set = Self.undefeated(met, branches: branches) {
            obstacle = .undefeated(set)
            return
        }
        let hasTies = met.contains { $0.ties > 0 }
        obstacle = model != .halfWins && hasTies && Self.tiesCanReplaceLosses(met, branches: branches) ? .tiesInPlaceOfLosses : nil
    }

    /// Groups of branches that votes connect, each sorted, by their first member; branches without votes stand alone.
    static func components(_ tallies: [PairTally], count: Int) -> [[Int]] {
        var label = Array(0..<count)
        func root(_ node: Int) -> Int {
            var node = node
            while label[node] != node { node = label[node] }
            return node
        }
        for tally in tallies where tally.count > 0 {
            guard let right = tally.right else { continue }
            let (a, b) = (root(tally.left), root(right))
            label[max(a, b)] = min(a, b)
        }
        let groups = Dictionary(grouping: 0..<count) { root($0) }
        return groups.sorted { $0.key < $1.key }.map(\.value)
    }

    /// For each of the branches those against whom it scored, step by step: where i is not among those of j, nothing bounds how far
    /// i is ahead of j.
    static func scoredAgainst(_ tallies: [PairTally], branches: [Int]) -> [Set<Int>] {
        let edges = edges(tallies.filter { $0.count > 0 }).beats
        return branches.map { reach($0, edges) }
    }

    /// The branches that can be reached from the first by "did not always lose to", or that cannot reach it, when not all can.
    private static func undefeated(_ tallies: [PairTally], branches: [Int]) -> [Int]? {
        let (beats, beatenBy) = edges(tallies)
        let start = branches[0]
        let above = reach(start, beatenBy)
        // Nobody outside has ever scored against those who are, step by step, above the first.
        if above.count < branches.count { return above.sorted() }
        let below = reach(start, beats)
        return below.count < branches.count ? branches.filter { !below.contains($0) } : nil
    }

    /// Who scored, a win or a tie, against whom; both ways.
    private static func edges(_ tallies: [PairTally]) -> (beats: [Int: Set<Int>], beatenBy: [Int: Set<Int>]) {
        var beats: [Int: Set<Int>] = [:], beatenBy: [Int: Set<Int>] = [:]
        func note(_ winner: Int, _ loser: Int) {
            beats[winner, default: []].insert(loser)
            beatenBy[loser, default: []].insert(winner)
        }
        for tally in tallies {
            guard let right = tally.right else { continue }
            if tally.leftWins + tally.ties > 0 { note(tally.left, right) }
            if tally.rightWins + tally.ties > 0 { note(right, tally.left) }
        }
        return (beats, beatenBy)
    }

    private static func reach(_ start: Int, _ edges: [Int: Set<Int>]) -> Set<Int> {
        var seen: Set = [start]
        var open = [start]
        while let node = open.popLast() {
            for next in edges[node] ?? [] where seen.insert(next).inserted { open.append(next) }
        }
        return seen
    }

    /// Whether the difference constraints have a solution: Bellman and Ford find no negative cycle.
    private static func tiesCanReplaceLosses(_ tallies: [PairTally], branches: [Int]) -> Bool {
        var edges: [(from: Int, to: Int, length: Double)] = []
        for tally in tallies {
            guard let right = tally.right else { return false }
            // u_to − u_from ≤ length
            if tally.leftWins > 0 { edges.append((tally.left, right, -2)) }
            if tally.rightWins > 0 { edges.append((right, tally.left, -2)) }
            if tally.ties > 0 { edges += [(tally.left, right, 2), (right, tally.left, 2)] }
        }
        var distance = Dictionary(uniqueKeysWithValues: branches.map { ($0, 0.0) })
        for _ in branches {
            var changed = false
            for edge in edges {
                let through = (distance[edge.from] ?? 0) + edge.length
                if through < distance[edge.to] ?? 0 {
                    distance[edge.to] = through
                    changed = true
                }
            }
            if !changed { return true }
        }
        return false
    }
}
