import Glibc

/// When looks are taken, and what ends a race.
package struct RaceSettings: Sendable, Hashable {
    /// Cases before the first look; a t statistic of fewer says little.
    package var minCases: Int
    /// Cases from one look to the next.
    package var every: Int
    package var alpha: Double
    /// Points of quality within which all may be called equal.
    package var minEffect: Double

    package init(minCases: Int = 10, every: Int = 5, alpha: Double = 0.05, minEffect: Double = 2) {
        self.minCases = max(2, minCases)
        self.every = max(1, every)
        self.alpha = alpha
        self.minEffect = minEffect
    }

    /// Whether a look is taken after so many cases.
    package func looks(after cases: Int) -> Bool { cases >= minCases && (cases - minCases).isMultiple(of: every) }
}

/// Branches that leave the field as soon as another one is surely ahead: F-race (López-Ibáñez and others 2016) with a test that may be
/// looked at again and again.
package struct Race: Sendable {
    /// A branch that left.
    package struct Drop: Sendable, Hashable {
        package let branch: Int
        package let rival: Int
        /// Cases that both had run.
        package let cases: Int
        package let logE: Double
    }

    package enum End: Sendable, Hashable {
        /// One branch is left.
        case decided
        /// All that are left lie within the smallest difference that matters.
        case equivalent
    }

    package let settings: RaceSettings
    package let branches: Int
    /// Branches still in the field, in order.
    package private(set) var active: [Int]
    package private(set) var drops: [Drop] = []
    /// nil while the race goes on.
    package private(set) var end: End?
    /// Cases after which it ended.
    package private(set) var endedAfter: Int?

    package init(branches: Int, settings: RaceSettings) {
        self.branches = branches
        self.settings = settings
        active = Array(0..<branches)
    }

    private var pairs: Int { branches * (branches - 1) / 2 }

    /// Looks at what all active branches scored on the same first cases.
    ///
    /// - Parameter quality: by branch, then case; rows of branches that left are not read. nil is a case that the branch has no
    ///   quality for.
    package mutating func look(_ quality: [[Double?]]) {
        guard end == nil else { return }
        let standing = active
        let threshold = log(Double(max(1, pairs)) / settings.alpha)
        var isEquivalent = standing.count > 1
        for branch in standing {
            for rival in standing where rival != branch {
                let moments = Moments(Self.differences(quality[rival], quality[branch]))
                let count = moments.centred.count
                let logE = EProcess.logE(count: count, mean: moments.mean, deviation: moments.deviation)
                if moments.mean > 0, logE >= threshold, active.contains(branch) {
                    active.removeAll { $0 == branch }
                    drops.append(Drop(branch: branch, rival: rival, cases: count, logE: logE))
                }
                let limits = EProcess.interval(
                    count: count, mean: moments.mean, deviation: moments.deviation, level: 1 - settings.alpha / Double(max(1, pairs)))
                isEquivalent = isEquivalent && limits[0] > -settings.minEffect && limits[1] < settings.minEffect
            }
        }
        let cases = quality.map(\.count).max() ?? 0
        if active.count <= 1 {
            (end, endedAfter) = (.decided, cases)
        } else if isEquivalent {
            (end, endedAfter) = (.equivalent, cases)
        }
    }

    /// Of the cases that both have a quality for.
    static func differences(_ first: [Double?], _ second: [Double?]) -> [Double] {
        zip(first, second).compactMap { a, b in
            guard let a, let b else { return nil }
            return abs(a - b) < Moments.noise ? 0 : a - b
        }
    }
}
