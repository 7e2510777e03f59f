import Foundation
import Statistics

/// A simulated run of many equal shards: a free slot takes the next shard, loads its models, and works until the shard is done or
/// the slot is lost.
///
/// Shards, not items, are simulated, so 10⁷ items take well under a second. Item times follow a gamma distribution.
package struct ListScheduling: Sendable {
    package var items = 10_000_000
    package var itemSeconds = 2.5
    /// Standard deviation of an item's time as a share of its mean; above 0. 1.5 gives the table of `docs/cluster.md` best.
    package var spread = 1.5
    package var slots = 256
    /// Seconds from a shard's start, or its restart, to its first item.
    package var startUpSeconds = 1.0
    /// Mean seconds until a slot at work is lost, exponentially distributed; infinite for slots that never are.
    package var secondsBetweenFailures = Double.infinity
    /// Seconds until a lost shard and its slot are back.
    package var requeueSeconds = 150.0
    /// Whether a lost shard goes on after its last finished item or starts over.
    package var keepsFinishedItems = true
    package var seed: UInt64 = 0

    package init() {}

    package struct Outcome: Sendable, Hashable {
        package let shards: Int
        package let failures: Int
        /// From the first start to the end of the last shard.
        package let wallSeconds: Double
        /// Seconds of item work that a shard's result holds, over seconds of all slots until the end.
        package let efficiency: Double
    }

    package func outcome(itemsPerShard: Int) -> Outcome {
        let size = max(1, itemsPerShard)
        let shards = (items + size - 1) / size
        var draws = Draws(seed: seed)
        var free = EventQueue((0..<slots).map { _ in Event(seconds: 0, part: Part(items: 0, seconds: 0)) })
        var lost = EventQueue([])
        var next = 0, failures = 0
        var useful = 0.0, wall = 0.0
        while next < shards || lost.first != nil {
            let slot = free.removeFirst()
            let part: Part
            var start = slot.seconds
            if let waiting = lost.first, waiting.seconds <= start || next == shards {
                part = lost.removeFirst().part
                start = max(start, waiting.seconds)
            } else {
                part = fresh(items: min(size, items - next * size), &draws)
                useful += part.seconds
                next += 1
            }
            let end = start + startUpSeconds + part.seconds
            let failure = start + draws.exponential(secondsBetweenFailures)
            if failure < end {
                failures += 1
                let back = failure + requeueSeconds
                lost.insert(Event(seconds: back, part: rest(of: part, after: failure - start - startUpSeconds)))
                free.insert(Event(seconds: back, part: part))
            } else {
                wall = max(wall, end)
                free.insert(Event(seconds: end, part: part))
            }
        }
        return Outcome(
            shards: shards, failures: failures, wallSeconds: wall, efficiency: wall > 0 ? useful / (wall * Double(slots)) : 1)
    }

    /// The sum of n gamma times is a gamma time of n times the shape; its quantiles by Wilson and Hilferty's cube (1931).
    private func fresh(items: Int, _ draws: inout Draws) -> Part {
        let shape = Double(items) / (spread * spread)
        let root = 1 - 1 / (9 * shape) + draws.normal() / (3 * shape.squareRoot())
        return Part(items: items, seconds: Double(items) * itemSeconds * max(0, root * root * root))
    }

    /// What is left of a part that was worked on for so many seconds; the item under way is lost.
    private func rest(of part: Part, after seconds: Double) -> Part {
        guard keepsFinishedItems, seconds > 0, part.seconds > 0 else { return part }
        let finished = min(part.items - 1, Int(Double(part.items) * seconds / part.seconds))
        return Part(items: part.items - finished, seconds: part.seconds * Double(part.items - finished) / Double(part.items))
    }
}

/// Items of one shard that are still to be done, and the seconds they take.
struct Part: Sendable {
    let items: Int
    let seconds: Double
}

/// The random quantities of a simulated run.
private struct Draws {
    private var stream: RandomStream
    private var spare: Double?

    init(seed: UInt64) { stream = RandomStream(seed: seed, purpose: .simulation, replicate: 0) }

    /// Box and Muller's transform, which gives two at a time.
    mutating func normal() -> Double {
        if let value = spare {
            spare = nil
            return value
        }
        let radius = (-2 * log(1 - stream.unit())).squareRoot()
        let turn = 2 * Double.pi * stream.unit()
        spare = radius * sin(turn)
        return radius * cos(turn)
    }

    mutating func exponential(_ mean: Double) -> Double { mean.isFinite ? -mean * log(1 - stream.unit()) : .infinity }
}
