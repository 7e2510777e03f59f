import Statistics

/// A grid of scores that succeeded, by branch; nil is a cell that was not run.
func input(_ rows: KeyValuePairs<String, [Double?]>, failed: [String: Set<Int>] = [:], cases: [String]? = nil) -> RankingInput {
    let count = rows.map(\.value.count).max() ?? 0
    return RankingInput(
        branches: rows.map(\.key), cases: cases ?? (0..<count).map { "case-\($0 < 10 ? "0" : "")\($0)" }, quality: rows.map(\.value),
        failed: rows.map { row in row.value.indices.map { failed[row.key]?.contains($0) ?? false } })
}

/// Two branches whose differences are given: b always scores 50.
func ranking(ofDifferences differences: [Double], settings: RankingSettings = RankingSettings()) -> Ranking {
    Ranking(input(["a": differences.map { 50 + $0 }, "b": differences.map { _ in 50 }]), settings: settings)
}

/// Scores around 60 with a case effect of 10 and a branch's own noise of `spread`, shifted by branch.
func field(_ shifts: [Double], cases: Int, spread: Double = 5, seed: UInt64 = 0) -> RankingInput {
    var stream = RandomStream(seed: seed, stream: 300, replicate: 0)
    let effects = (0..<cases).map { _ in 60 + 10 * normal(&stream) }
    let rows = shifts.map { shift in effects.map { effect -> Double? in effect + shift + spread * normal(&stream) } }
    return RankingInput(
        branches: shifts.indices.map { "branch-\($0)" }, cases: (0..<cases).map { "case-\($0)" }, quality: rows,
        failed: rows.map { $0.map { _ in false } })
}
