import Pipeline
import Statistics

/// In which order cases are told, and which of them when there are too many.
struct CaseOrder {
    /// Largest gap first.
    let telling: [Int]
    private let interesting: [Int]

    init(_ comparison: Comparison, _ gaps: CaseGaps?) {
        let cases = comparison.cases
        func size(_ index: Int) -> Double { gaps?.gaps[index].map { abs($0) } ?? cases[index].spread ?? -1 }
        let all = Array(cases.indices)
        telling = all.sorted { (size($1), $0) < (size($0), $1) }
        let failed = all.filter { cases[$0].results.contains { $0.status == .failed } }
        let scored = all.filter { gaps?.gaps[$0] != nil }
        let up = scored.sorted { ((gaps?.gaps[$1] ?? 0), $0) < ((gaps?.gaps[$0] ?? 0), $1) }
        let close = scored.sorted { (abs(gaps?.gaps[$0] ?? 0), $0) < (abs(gaps?.gaps[$1] ?? 0), $1) }
        let most = 100
        let sample = Self.sample(all, seed: comparison.statistics.seed)
        interesting = Self.dealt([
            Array(telling.prefix(1)), Array(up.prefix(most)), Array(up.reversed().prefix(most)), Array(close.prefix(most)),
            Array(failed.prefix(most)), Array(sample.prefix(most)), telling,
        ])
    }

    /// The same cases in the same random order for the same seed (Fisher and Yates).
    private static func sample(_ all: [Int], seed: UInt64) -> [Int] {
        var random = RandomStream(seed: seed, purpose: .reportSample, replicate: 0)
        var order = all
        for i in order.indices.dropFirst().reversed() { order.swapAt(i, Int(random.below(UInt64(i + 1)))) }
        return order
    }

    /// Cases by how much there is to see: the first listed, then by turns the largest gaps each way, the closest, failures.
    var byInterest: [Int] { interesting }

    /// Largest gap first; at most so many, chosen by interest.
    func listed(most: Int) -> [Int] {
        guard telling.count > most else { return telling }
        let kept = Set(interesting.prefix(most))
        return telling.filter { kept.contains($0) }
    }

    /// One of each list in turn, each case once.
    private static func dealt(_ lists: [[Int]]) -> [Int] {
        var seen: Set<Int> = []
        var dealt: [Int] = []
        for turn in 0..<(lists.map(\.count).max() ?? 0) {
            for list in lists where turn < list.count && seen.insert(list[turn]).inserted { dealt.append(list[turn]) }
        }
        return dealt
    }
}
