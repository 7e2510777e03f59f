import Statistics

/// Adds up the cells of one group, which come case by case; holds no more than one case of them.
struct GroupTotals {
    let group: String
    /// Whether anything in the group has a quality: a failure is then worth 0, and nothing otherwise.
    let isScored: Bool
    /// Whether branches were stopped for what they had scored: an interval of what is left is too sure of itself.
    let isRaced: Bool
    let minEffect: Double

    private var places: [String: Int] = [:]
    private var branches: [BranchTotals] = []
    /// `pairs[b][a]`, a < b: the quality of a less that of b.
    private var pairs: [[Tally]] = []
    private var cases = 0
    private var cells = 0
    private var caseID: String?

    init(group: String, isScored: Bool, isRaced: Bool, minEffect: Double) {
        (self.group, self.isScored, self.isRaced, self.minEffect) = (group, isScored, isRaced, minEffect)
    }

    mutating func add(_ cell: CellFigures) {
        if caseID != cell.caseID {
            endCase()
            caseID = cell.caseID
            cases += 1
        }
        cells += 1
        branches[place(of: cell.branch)].add(cell, isScored: isScored)
    }

    private mutating func place(of branch: String) -> Int {
        if let known = places[branch] { return known }
        places[branch] = branches.count
        pairs.append(branches.map { _ in Tally(.difference, minEffect: minEffect) })
        branches.append(BranchTotals(branch: branch))
        return branches.count - 1
    }

    private mutating func endCase() {
        guard let caseID else { return }
        let key = StableHash.of(caseID)
        let means = branches.indices.map { branches[$0].endCase(key) }
        for (second, b) in means.enumerated() {
            guard let b else { continue }
            for first in 0..<second {
                if let a = means[first] { pairs[second][first].add(a - b, case: key) }
            }
        }
        self.caseID = nil
    }

    /// All cells were added.
    consuming func totals() -> RunTotals.Group {
        endCase()
        let order = branches.indices.sorted { first, second in
            let (a, b) = (branches[first], branches[second])
            return (b.mean ?? -1, a.branch) < (a.mean ?? -1, b.branch)
        }
        var found: [RunTotals.Pair] = []
        for (rank, first) in order.enumerated() {
            for second in order[(rank + 1)...] {
                let tally = pairs[max(first, second)][min(first, second)]
                if tally.count > 0 { found.append(pair(first, second, tally)) }
            }
        }
        return RunTotals.Group(group: group, cases: cases, cells: cells, branches: order.map { branches[$0].totals }, pairs: found)
    }

    private func pair(_ first: Int, _ second: Int, _ tally: Tally) -> RunTotals.Pair {
        let isTurned = first > second
        let interval = tally.interval(level: 0.95)
        return RunTotals.Pair(
            a: branches[first].branch, b: branches[second].branch, cases: tally.count, difference: isTurned ? -tally.mean : tally.mean,
            interval: isTurned ? interval.map { [-$0[1], -$0[0]] } : interval, wins: isTurned ? tally.losses : tally.wins,
            ties: tally.ties, losses: isTurned ? tally.wins : tally.losses, label: isRaced ? .notEnoughData : tally.verdict)
    }
}

/// Adds up the cells of one branch.
private struct BranchTotals {
    let branch: String
    private var outputs = 0
    private var failures: [String: Int] = [:]
    private var cancelled = 0
    private var quality = Tally(.quality)
    private var made = 0
    private var seconds = 0.0
    private var costUSD = 0.0
    private var costUnknown = 0
    /// Of the case under way.
    private var sum = 0.0
    private var scored = 0

    init(branch: String) { self.branch = branch }

    /// nil where no case has a quality.
    var mean: Double? { quality.count > 0 ? quality.mean : nil }

    mutating func add(_ cell: CellFigures, isScored: Bool) {
        switch cell.end {
        case .produced:
            outputs += 1
            if !cell.isCached { (made, seconds) = (made + 1, seconds + cell.seconds) }
        case .failed(let code): failures[code, default: 0] += 1
        case .cancelled: cancelled += 1
        }
        if let cost = cell.isCached ? 0 : cell.costUSD { costUSD += cost } else { costUnknown += 1 }
        guard let worth = cell.worth(isScored: isScored) else { return }
        sum += worth
        scored += 1
    }

    /// - Returns: the mean of the case's repeats; nil where none has a quality.
    mutating func endCase(_ key: UInt64) -> Double? {
        guard scored > 0 else { return nil }
        defer { (sum, scored) = (0, 0) }
        quality.add(sum / Double(scored), case: key)
        return sum / Double(scored)
    }

    var totals: RunTotals.Branch {
        let quartiles = [0.25, 0.5, 0.75].compactMap(quality.quantile)
        return RunTotals.Branch(
            branch: branch, outputs: outputs, failures: failures, cancelled: cancelled, cases: quality.count, mean: mean,
            interval: quality.interval(level: 0.95), quartiles: quartiles.isEmpty ? nil : quartiles,
            seconds: made > 0 ? seconds / Double(made) : nil, costUsd: costUSD, costUnknown: costUnknown)
    }
}
