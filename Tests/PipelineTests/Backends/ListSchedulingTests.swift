import TestSupport
import Testing

@Suite struct ListSchedulingTests {
    /// The published table came from another program with item times of unknown spread, which matters most with few shards.
    @Test(arguments: ShardSizeTable.columns) func givesThePublishedTableWithinTwoPoints(column: ShardSizeTable.Column) {
        for (items, published) in zip(ShardSizeTable.itemsPerShard, column.published) {
            let simulated = column.scheduling.outcome(itemsPerShard: items).efficiency
            #expect(abs(simulated - published) < 0.02, "\(items) items: \(simulated) against \(published)")
        }
    }

    @Test func aSeedGivesOneOutcome() {
        var run = ShardSizeTable.columns[3].scheduling
        let first = run.outcome(itemsPerShard: 480)
        #expect(run.outcome(itemsPerShard: 480) == first)
        run.seed = 1
        #expect(run.outcome(itemsPerShard: 480) != first)
    }

    /// Nearly equal items, no failures: three rounds of 10 s of start-up and 100 items of 1 s.
    @Test func equalShardsTakeWholeRounds() {
        var run = ListScheduling()
        (run.items, run.itemSeconds, run.spread, run.slots, run.startUpSeconds) = (1_150, 1, 1e-6, 4, 10)
        let outcome = run.outcome(itemsPerShard: 100)
        #expect(outcome.shards == 12)
        #expect(outcome.failures == 0)
        #expect(abs(outcome.wallSeconds - 330) < 0.01)
        #expect(abs(outcome.efficiency - 1_150 / (4 * 330)) < 1e-4)
    }

    /// One slot that is lost every 1,000 s on average; without checkpoints a shard of 2,000 s takes e² − 1 times 1,000 s and a wait of
    /// 100 s for each of the e² − 1 losses. The mean of 2,000 shards has a standard error of about 3 %.
    @Test func startingOverCostsWhatTheExponentialLawSays() {
        var run = ListScheduling()
        (run.items, run.itemSeconds, run.spread, run.slots, run.startUpSeconds) = (40_000, 100, 1e-6, 1, 0)
        (run.secondsBetweenFailures, run.requeueSeconds, run.keepsFinishedItems) = (1_000, 100, false)
        let outcome = run.outcome(itemsPerShard: 20)
        #expect(abs(outcome.wallSeconds / 2_000 / (6.389 * 1_100) - 1) < 0.09)
        #expect(abs(Double(outcome.failures) / 2_000 / 6.389 - 1) < 0.09)
    }

    @Test func noItemsTakeNoTime() {
        var run = ListScheduling()
        run.items = 0
        #expect(run.outcome(itemsPerShard: 10).wallSeconds == 0)
    }
}
