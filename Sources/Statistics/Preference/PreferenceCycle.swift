/// Circles of preferences, A over B over C over A, each step of which is significant by itself.
enum PreferenceCycle {
    /// The shortest circle through each branch that lies on one, each circle once, as indices into the table.
    static func all(_ pairs: [VotedPair], members: [Int], settings: PreferenceSettings) -> [[Int]] {
        let tests = pairs.map { pair -> Double in
            let isEnough = pair.differences.count >= PreferenceComponent.fewestCases
            return isEnough ? SignFlipTest(pair.differences, resamples: settings.resamples, seed: settings.seed).pValue : 1
        }
        var beats: [Int: [Int]] = [:]
        for (pair, p) in zip(pairs, Holm.adjusted(tests)) where p <= settings.alpha {
            let isFirst = Moments(pair.differences).mean > 0
            beats[isFirst ? pair.first : pair.second, default: []].append(isFirst ? pair.second : pair.first)
        }
        var found: [[Int]] = []
        for start in members {
            guard let circle = shortest(from: start, beats) else { continue }
            let first = circle.indices.min { circle[$0] < circle[$1] } ?? 0
            let turned = Array(circle[first...] + circle[..<first])
            if !found.contains(turned) { found.append(turned) }
        }
        return found
    }

    /// The shortest way from a branch back to itself.
    private static func shortest(from start: Int, _ beats: [Int: [Int]]) -> [Int]? {
        var paths = [[start]]
        var seen: Set<Int> = []
        while !paths.isEmpty {
            var next: [[Int]] = []
            for path in paths {
                for loser in beats[path[path.count - 1]] ?? [] {
                    if loser == start { return path }
                    if seen.insert(loser).inserted { next.append(path + [loser]) }
                }
            }
            paths = next
        }
        return nil
    }
}
