extension ReleaseGate {
    /// Applies the rule to every comparison in which it fits.
    package func evaluate(_ comparisons: [Comparison]) -> [ReleaseGateResult] {
        comparisons.filter { fits($0) }.map { comparison in
            let (result, detail, value) = outcome(in: comparison)
            return ReleaseGateResult(rule: rule, groupId: comparison.groupId, result: result, detail: detail, value: value)
        }
    }

    private func fits(_ comparison: Comparison) -> Bool {
        guard group == nil || group == comparison.groupId else { return false }
        return branches.allSatisfy { name in comparison.branches.contains { $0.id == name } }
    }

    /// What the rule came to, the numbers in words, and the one that was held against its limit.
    private typealias Outcome = (ReleaseGateResult.Result, String, Double?)

    private func outcome(in comparison: Comparison) -> Outcome {
        switch condition {
        case .winner(let isNot, let name): winner(isNot, name, comparison.verdict)
        case .score(let name, let comparator, let limit): score(name, comparator, limit, comparison)
        case .failed(let comparator, let limit, let isShare): failed(comparator, limit, isShare, comparison)
        case .worse(let name, let margin): worse(than: name, by: margin, comparison)
        case .latency(let comparator, let limit): latency(comparator, limit, comparison)
        case .cost(let comparator, let limit):
            comparison.totalCost.map { judge(comparator.holds($0, limit), "cost is $\(rounded($0))", $0) } ?? (
                .undecided, "the cost is unknown", nil
            )
        }
    }

    private func judge(_ ruleHolds: Bool, _ detail: String, _ value: Double? = nil) -> Outcome {
        (ruleHolds ? .fail : .pass, detail, value)
    }

    private func winner(_ isNot: Bool, _ name: String, _ verdict: OverallRecord) -> Outcome {
        guard verdict.label.hasPrefix("better"), let winner = verdict.winners.first else {
            return (.undecided, "no single winner: \(verdict.label)", nil)
        }
        return judge((winner != name) == isNot, "winner is \(winner)")
    }

    private func score(_ name: String, _ comparator: Comparator, _ limit: Double, _ comparison: Comparison) -> Outcome {
        guard let mean = comparison.ranking.first(where: { $0.branch == name })?.mean else {
            return (.undecided, "\(name) has no score", nil)
        }
        return judge(comparator.holds(mean, limit), "\(name) scores \(rounded(mean))", mean)
    }

    private func failed(_ comparator: Comparator, _ limit: Double, _ isShare: Bool, _ comparison: Comparison) -> Outcome {
        let all = comparison.successfulCount + comparison.failedCount
        let value = isShare ? (all == 0 ? 0 : Double(comparison.failedCount) / Double(all)) : Double(comparison.failedCount)
        return judge(comparator.holds(value, limit), "\(comparison.failedCount) of \(all) outputs failed", value)
    }

    /// Fails only when the whole interval of the difference lies below −margin.
    private func worse(than name: String, by margin: Double, _ comparison: Comparison) -> Outcome {
        var details: [String] = []
        var anyWorse = false
        var anyUndecided = false
        for branch in comparison.branches where branch.id != name {
            guard let (diff, interval) = comparison.difference(of: branch.id, over: name) else {
                anyUndecided = true
                details.append("\(branch.id): not enough cases")
                continue
            }
            details.append("\(branch.id) \(rounded(diff)) (\(rounded(interval[0])) to \(rounded(interval[1])))")
            if interval[1] < -margin { anyWorse = true } else if interval[0] < -margin { anyUndecided = true }
        }
        let detail = "against \(name): " + details.joined(separator: ", ")
        return (anyWorse ? .fail : anyUndecided ? .undecided : .pass, detail, nil)
    }

    private func latency(_ comparator: Comparator, _ limit: Double, _ comparison: Comparison) -> Outcome {
        let slowest = comparison.ranking.compactMap { standing in standing.secondsP95.map { (standing.branch, $0) } }.max { $0.1 < $1.1 }
        guard let slowest else { return (.undecided, "no latency was measured", nil) }
        return judge(comparator.holds(slowest.1, limit), "slowest p95 is \(rounded(slowest.1)) s (\(slowest.0))", slowest.1)
    }

    private func rounded(_ value: Double) -> String {
        let tenths = (value * 100).rounded() / 100
        return tenths == tenths.rounded() ? String(Int(tenths)) : String(tenths)
    }
}

extension Comparison {
    /// Mean difference a − b with its 95 % interval, nil where the cases do not allow one.
    package func difference(of a: String, over b: String) -> (diff: Double, ci95: [Double])? {
        for pair in pairwise {
            guard let diff = pair.diff, let interval = pair.ci95 else { continue }
            if pair.a == a, pair.b == b { return (diff, interval) }
            if pair.a == b, pair.b == a { return (-diff, [-interval[1], -interval[0]]) }
        }
        return nil
    }
}
