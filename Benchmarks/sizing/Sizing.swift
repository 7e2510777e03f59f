import Foundation
import Pipeline
import Statistics
import TestSupport

/// Prints the table of `docs/cluster.md` beside what the simulation gives, what the chosen shard sizes cost, and the time of a
/// tally's addition.
@main struct Sizing {
    static func main() {
        for column in ShardSizeTable.columns { compare(column) }
        print("\nshort runs, efficiency: the plain rule / chosen / best of 1…20 shards a slot")
        for items in [1_000, 10_000, 100_000, 1_000_000] {
            for slots in [16, 256] {
                for startUp in [1.0, 46] { short(items: items, slots: slots, startUpSeconds: startUp) }
            }
        }
        time()
    }

    private static func compare(_ column: ShardSizeTable.Column) {
        let scheduling = column.scheduling
        let simulated = ShardSizeTable.itemsPerShard.map { scheduling.outcome(itemsPerShard: $0).efficiency }
        print("\n\(column): minutes, published, simulated")
        for (index, items) in ShardSizeTable.itemsPerShard.enumerated() {
            print(String(format: "%6.1f  %.3f  %.3f", Double(items) * 2.5 / 60, column.published[index], simulated[index]))
        }
        let items = chosen(for: scheduling)
        let outcome = scheduling.outcome(itemsPerShard: items)
        let lost = 100 * (1 - outcome.efficiency / (simulated.max() ?? 1))
        print(String(format: "%6.1f  chosen %.3f: %.1f %% below the best", Double(items) * 2.5 / 60, outcome.efficiency, lost))
    }

    private static func chosen(for scheduling: ListScheduling) -> Int {
        ShardSize(
            cellsLeft: scheduling.items, slots: scheduling.slots, secondsPerCell: scheduling.itemSeconds,
            startUpSeconds: scheduling.startUpSeconds
        ).cellsPerShard()
    }

    private static func short(items: Int, slots: Int, startUpSeconds: Double) {
        var scheduling = ListScheduling()
        scheduling.items = items
        scheduling.slots = slots
        scheduling.startUpSeconds = startUpSeconds
        let work = Double(items) * scheduling.itemSeconds / Double(slots)
        let plain = max(60, min(3_600, max(300, 20 * startUpSeconds), work / 20)) / scheduling.itemSeconds
        let waves = (1...20).map { mean(scheduling, (items + $0 * slots - 1) / ($0 * slots)) }
        let results = [mean(scheduling, Int(plain)), mean(scheduling, chosen(for: scheduling)), waves.max() ?? 0]
        let name = "\(items) × 2.5 s on \(slots) slots, start-up \(startUpSeconds) s:"
        print(name, results.map { String(format: "%.3f", $0) }.joined(separator: " / "))
    }

    private static func mean(_ scheduling: ListScheduling, _ items: Int) -> Double {
        var scheduling = scheduling
        return (0..<10).reduce(0) { sum, seed in
            scheduling.seed = UInt64(seed)
            return sum + scheduling.outcome(itemsPerShard: items).efficiency / 10
        }
    }

    private static func time() {
        let values = (0..<1_000).map { Double($0 % 37) - 18.5 }
        let rounds = (0..<5).map { _ in
            var tally = Tally(.difference, minEffect: 2)
            let time = ContinuousClock().measure {
                for index in 0..<1_000_000 { tally.add(values[index % 1_000], case: UInt64(index)) }
            }
            return time / .nanoseconds(1_000_000)
        }
        let (best, worst) = (rounds.min() ?? 0, rounds.max() ?? 0)
        print(String(format: "\nTally.add with 200 replicates: %.0f ns at best of 5, %.0f ns at worst", best, worst))
    }
}
