import Foundation

/// What the coordinator knows of a shard until everything in it is in the run store.
struct OpenShard {
    let header: Shard.Header
    /// The place of each cell that is not in the run store yet.
    var places: [Cell: Int]
    /// Fingerprints by place.
    let keys: [String]
    /// By place, once the shard is published.
    var made: [Int: CellReturn] = [:]
    var isPublished = false
    /// Attempts in a row that ended without a new row.
    var fruitless = 0
    /// Rows that all attempts had written when the last one was seen to be gone.
    var rows = 0
    /// The array that it was last given out in; nil when none is known to run it.
    var array: String?
    /// Since when the engine knows no task that may still publish it.
    var goneSince: ContinuousClock.Instant?
    /// Since when it was published in a form that cannot be read.
    var damagedSince: ContinuousClock.Instant?

    init(_ shard: Shard) {
        header = shard.header
        places = Dictionary(shard.orders.enumerated().map { ($0.element.cell, $0.offset) }) { first, _ in first }
        keys = shard.orders.map(\.key)
    }
}

/// An array that may still publish something.
struct OpenArray {
    let array: ShardArray
    /// The limits of which it holds as many places as it may use at once.
    let limits: [Throttles.Name]
    var throttle: Int
    /// Shards of it that are not published and not given up.
    var open: Set<String>
    /// Submitted by an earlier coordinator: that it was cancelled since is no wish of this sitting.
    var isAdopted = false

    /// Places that it holds of each limit: a tail of three tasks needs no more than three.
    var held: Int { min(throttle, open.count) }
}

/// Places of limits that arrays share: the workers of a group, `--jobs`, the concurrency of a model.
struct Throttles {
    typealias Name = String
    private(set) var capacity: [Name: Int] = [:]

    mutating func set(_ name: Name, _ capacity: Int) { self.capacity[name] = capacity }

    /// Places that are free in all of the limits.
    func free(in limits: [Name], beside arrays: some Collection<OpenArray>) -> Int {
        limits.map { name in
            (capacity[name] ?? .max) - arrays.reduce(0) { $0 + ($1.limits.contains(name) ? $1.held : 0) }
        }.min().map { max(0, $0) } ?? .max
    }
}

/// When to look and when to ask: often while things happen, seldom while nothing does.
struct Pace {
    /// Seconds between two questions to the engine, at the least and at the most.
    var shortest = 5.0
    private var interval = 5.0
    private var asked: ContinuousClock.Instant?
    private var quiet = 0.25

    var isDue: Bool { asked.map { (ContinuousClock.now - $0) / .seconds(1) >= interval } ?? true }

    mutating func start(_ seconds: Double) { (shortest, interval) = (seconds, seconds) }

    /// - Parameter moved: whether the answer was another one than before.
    mutating func wasAsked(moved: Bool) {
        asked = .now
        interval = moved ? shortest : min(interval * 1.5, max(60, shortest))
    }

    /// Asks again at once.
    mutating func hurry() { asked = nil }

    /// Seconds until the next look at the published shards.
    mutating func pause(isBusy: Bool) -> Double {
        quiet = isBusy ? 0.1 : min(quiet * 1.3, min(shortest, 2))
        return quiet
    }
}
