/// Two branches on the cases that both ran.
struct PairSample: Sendable {
    /// Indices into the field's branches.
    let first, second: Int
    /// Indices into the field's cases.
    let positions: [Int]
    /// Quality of the first less that of the second, case by case.
    let differences: [Double]
    /// Their mean where neither failed; nil where one always did.
    let onlyBothSucceeded: Double?
    /// Exact McNemar p of the cases in which exactly one failed.
    let failureP: Double

    init(_ first: Int, _ second: Int, in field: Field) {
        var positions: [Int] = []
        var differences: [Double] = []
        var succeeded: [Double] = []
        var failures = (first: 0, second: 0)
        for position in field.cases.indices {
            guard let a = field.quality[first][position], let b = field.quality[second][position] else { continue }
            // Means over repeats of the same scores in another order differ in the last bits; that is a tie, not a win.
            let difference = abs(a - b) < Moments.noise ? 0 : a - b
            positions.append(position)
            differences.append(difference)
            switch (field.failed[first][position], field.failed[second][position]) {
            case (false, false): succeeded.append(difference)
            case (true, false): failures.first += 1
            case (false, true): failures.second += 1
            case (true, true): break
            }
        }
        (self.first, self.second) = (first, second)
        self.positions = positions
        self.differences = differences
        onlyBothSucceeded = succeeded.isEmpty ? nil : Moments(succeeded).mean
        failureP = McNemar.exactP(onlyFirst: failures.first, onlySecond: failures.second)
    }

    var wins: Int { differences.count { $0 > 0 } }
    var losses: Int { differences.count { $0 < 0 } }
    var ties: Int { differences.count - wins - losses }
    var median: Double {
        guard !differences.isEmpty else { return 0 }
        let sorted = differences.sorted()
        return 0.5 * (sorted[(sorted.count - 1) / 2] + sorted[sorted.count / 2])
    }
}
