import Pipeline
import TestSupport
import Testing

@Suite struct ShardSizeTests {
    /// Minutes a shard works, at 1 s a cell.
    static func minutes(hoursPerSlot: Double, startUp: Double?, hardware: ShardSize.Hardware = .cpu) -> Double {
        let size = ShardSize(
            cellsLeft: Int(hoursPerSlot * 3_600) * 8, slots: 8, secondsPerCell: 1, startUpSeconds: startUp, hardware: hardware)
        return Double(size.cellsPerShard()) / 60
    }

    /// Within 2.5 %: half a shard of 20, by which the whole number of shards a slot moves the duration.
    @Test(arguments: [(0.0, 5.0), (15, 5), (46, 15.33), (90, 30), (180, 60), (900, 60)])
    func aLongRunWorksTwentyTimesItsStartUpWithinBounds(startUp: Double, expected: Double) {
        let minutes = Self.minutes(hoursPerSlot: 200, startUp: startUp)
        #expect(abs(minutes / expected - 1) < 0.025 && minutes <= 60)
    }

    @Test func anUnknownStartUpGivesTenMinutesOrTwentyOnAGPU() {
        #expect(abs(Self.minutes(hoursPerSlot: 200, startUp: nil) - 10) < 0.25)
        #expect(abs(Self.minutes(hoursPerSlot: 200, startUp: nil, hardware: .gpu) - 20) < 0.5)
        #expect(Self.minutes(hoursPerSlot: 200, startUp: -1) == Self.minutes(hoursPerSlot: 200, startUp: nil))
        #expect(Self.minutes(hoursPerSlot: 200, startUp: .nan) == Self.minutes(hoursPerSlot: 200, startUp: nil))
    }

    @Test func aShorterRunHasTwentyShardsASlot() { #expect(Self.minutes(hoursPerSlot: 1, startUp: 1) == 3) }

    /// √(2 · 46 · 3,600) s is 9.6 minutes: 6 shards a slot.
    @Test func aShortRunHasFewerWhereLoadingIsSlow() { #expect(Self.minutes(hoursPerSlot: 1, startUp: 46) == 10) }

    @Test func aMinuteOfWorkIsNotSplitButSpreadOverAllSlots() {
        #expect(ShardSize(cellsLeft: 100, slots: 4, secondsPerCell: 0.5, startUpSeconds: 0).cellsPerShard() == 25)
        #expect(ShardSize(cellsLeft: 101, slots: 4, secondsPerCell: 0.5, startUpSeconds: 0).cellsPerShard() == 26)
    }

    @Test(arguments: [nil, 0, -1, Double.nan, .infinity])
    func aCellOfUnknownDurationGivesAPilot(seconds: Double?) {
        #expect(ShardSize(cellsLeft: 1_000, slots: 4, secondsPerCell: seconds).cellsPerShard() == ShardSize.pilotCells)
        #expect(ShardSize(cellsLeft: 7, slots: 4, secondsPerCell: seconds).cellsPerShard() == 2)
        #expect(ShardSize(cellsLeft: 0, slots: 0, secondsPerCell: seconds).cellsPerShard() == 1)
    }

    @Test func theUserDecides() {
        #expect(ShardSize(cellsLeft: 9, slots: 4, secondsPerCell: 1, fixedCells: 50).cellsPerShard() == 50)
        #expect(ShardSize(cellsLeft: 9, slots: 4, fixedCells: 0).cellsPerShard() == 1)
    }

    @Test(arguments: [0, 1, 19, 1_000, 10_000_000, Int.max], [1e-300, 1e-6, 2.5, 1e6, 1e300])
    func everyRunGetsAUsableSize(cells: Int, seconds: Double) {
        for slots in [0, 1, 256, Int.max] {
            for startUp in [0, 46, 1e300] {
                let size = ShardSize(cellsLeft: cells, slots: slots, secondsPerCell: seconds, startUpSeconds: startUp).cellsPerShard()
                #expect((1...max(1, cells)).contains(size))
            }
        }
    }

    @Test(arguments: ShardSizeTable.columns)
    func theChoiceIsWithinThreePercentOfTheBestOfTheTable(column: ShardSizeTable.Column) {
        let run = column.scheduling
        let best = ShardSizeTable.itemsPerShard.map { run.outcome(itemsPerShard: $0).efficiency }.max() ?? 1
        #expect(Self.chosenEfficiency(run) >= 0.97 * best)
    }

    /// Against the plain rule of section 7; 3 % leaves room for the spread of ten simulations of each.
    @Test(arguments: [1_000, 10_000, 100_000, 1_000_000], [16, 256])
    func shortRunsAreNotSlowerThanByTheRuleForLongOnes(items: Int, slots: Int) {
        for startUp in [1.0, 46] {
            var run = ListScheduling()
            (run.items, run.slots, run.startUpSeconds) = (items, slots, startUp)
            let share = Double(items) * run.itemSeconds / Double(slots)
            let plain = Int(max(60, min(max(300, 20 * startUp), share / 20)) / run.itemSeconds)
            var sums = (plain: 0.0, chosen: 0.0)
            for seed in 0..<10 {
                run.seed = UInt64(seed)
                sums.plain += run.outcome(itemsPerShard: plain).efficiency
                sums.chosen += Self.chosenEfficiency(run)
            }
            #expect(sums.chosen >= 0.97 * sums.plain, "start-up \(startUp): \(sums)")
        }
    }

    static func chosenEfficiency(_ run: ListScheduling) -> Double {
        let size = ShardSize(
            cellsLeft: run.items, slots: run.slots, secondsPerCell: run.itemSeconds, startUpSeconds: run.startUpSeconds)
        return run.outcome(itemsPerShard: size.cellsPerShard()).efficiency
    }
}
