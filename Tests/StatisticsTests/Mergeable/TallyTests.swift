import Foundation
import Statistics
import Testing

@Suite struct TallyTests {
    /// Normal values, case i with a key of its own.
    static func made(_ count: Int, mean: Double, deviation: Double, replicate: Int = 0) -> [(value: Double, key: UInt64)] {
        var stream = RandomStream(seed: 1, stream: 300, replicate: UInt64(replicate))
        return (0..<count).map { (mean + deviation * normal(&stream), StableHash.of("case \(replicate) \($0)")) }
    }

    static func tally(_ values: some Sequence<(value: Double, key: UInt64)>, scale: Tally.Scale = .difference) -> Tally {
        var result = Tally(scale, minEffect: 2)
        for (value, key) in values { result.add(value, case: key) }
        return result
    }

    /// Value i belongs to case i.
    static func tally(of values: [Double], scale: Tally.Scale = .difference) -> Tally {
        tally(values.enumerated().map { (value: $1, key: UInt64($0)) }, scale: scale)
    }

    @Test(arguments: [Tally.Scale.difference, .quality]) func anyPartitionAndOrderGiveTheSameBits(scale: Tally.Scale) throws {
        let values = Self.made(20_000, mean: 1, deviation: 60) + [(.nan, 1), (1e9, 2), (-1e9, 3)]
        let whole = Self.tally(values, scale: scale)
        var stream = RandomStream(seed: 2, stream: 301, replicate: 0)
        for _ in 0..<3 {
            var shards = [[(value: Double, key: UInt64)]](repeating: [], count: 37)
            for value in values { shards[Int(stream.below(37))].insert(value, at: 0) }
            var merged = Tally(scale, minEffect: 2)
            for shard in shards.sorted(by: { $0.count < $1.count }) { try merged.merge(Self.tally(shard, scale: scale)) }
            #expect(merged == whole)
            #expect(try Self.bytes(merged) == Self.bytes(whole))
        }
    }

    @Test func mergingIsAssociativeAndAnEmptyTallyChangesNothing() throws {
        let parts = (0..<3).map { Self.tally(Self.made(100, mean: 0, deviation: 5, replicate: $0)) }
        var left = parts[0], right = parts[1]
        try left.merge(parts[1])
        try left.merge(parts[2])
        try right.merge(parts[2])
        try right.merge(parts[0])
        try right.merge(Tally(.difference, minEffect: 2))
        #expect(left == right)
    }

    @Test func momentsAreThoseOfTheValues() {
        let values = Self.made(1_000, mean: 40, deviation: 5)
        let tally = Self.tally(values, scale: .quality)
        let mean = values.reduce(0) { $0 + $1.value } / 1_000
        let variance = values.reduce(0) { $0 + ($1.value - mean) * ($1.value - mean) } / 999
        // Half a unit of 2⁻³⁰.
        #expect(abs(tally.mean - mean) < 5e-10)
        #expect(abs(tally.standardDeviation - variance.squareRoot()) < 5e-10)
        #expect(tally.minimum.map { abs($0 - (values.map(\.value).min() ?? 0)) < 5e-10 } == true)
        #expect(tally.maximum.map { abs($0 - (values.map(\.value).max() ?? 0)) < 5e-10 } == true)
    }

    /// Three standard errors of the spread of 200 replicates, 1/√398 each.
    @Test func theIntervalAgreesWithTheNormalOneWithinFifteenPercent() throws {
        let tally = Self.tally(Self.made(100_000, mean: 0.2, deviation: 12))
        let half = 1.96 * tally.standardDeviation / 100_000.0.squareRoot()
        let limits = try #require(tally.interval(level: 0.95))
        #expect(abs((limits[1] - limits[0]) / (2 * half) - 1) < 0.15)
        #expect(abs(limits[0] + limits[1] - 2 * tally.mean) < 1e-9)
    }

    @Test func ninetyFivePercentIntervalsHoldTheMean() {
        var hits = 0
        for repetition in 0..<400 {
            let limits = Self.tally(Self.made(500, mean: 3, deviation: 10, replicate: repetition)).interval(level: 0.95) ?? []
            if limits.count == 2, limits[0] <= 3, 3 <= limits[1] { hits += 1 }
        }
        #expect((0.91...0.98).contains(Double(hits) / 400), "\(hits) of 400")
    }

    /// The standard error of 4,000 copied values is that of the 400 cases they come from.
    @Test func valuesOfACaseAreResampledTogether() {
        let cases = Self.made(400, mean: 3, deviation: 10)
        let once = Self.tally(cases)
        let copied = Self.tally((0..<10).flatMap { _ in cases })
        #expect(abs(copied.standardError / once.standardError - 1) < 1e-6)
    }

    @Test func smallDifferencesAreTies() {
        let tally = Self.tally(of: [2, 1.999, 0, -2, -3, 100, -1])
        let counts = [tally.count, tally.wins, tally.ties, tally.losses]
        #expect(counts == [7, 2, 3, 2])
        var exact = Tally(.difference)
        for value in [0, 1e-6, -1e-6, 0] { exact.add(value, case: 1) }
        let few = [exact.wins, exact.ties, exact.losses]
        #expect(few == [1, 2, 1])
    }

    @Test(arguments: [0.01, 0.05, 0.25, 0.5, 0.75, 0.95, 0.99]) func quantilesAreWithinHalfAStep(p: Double) throws {
        let values = Self.made(5_000, mean: 50, deviation: 15)
        let sorted = values.map { min(max($0.value, 0), 100) }.sorted()
        let quantile = try #require(Self.tally(values, scale: .quality).quantile(p))
        #expect(abs(quantile - sorted[Int((p * 5_000).rounded(.up)) - 1]) <= 50.0 / 1_024 + 1e-9)
    }

    @Test func tiesAndPerfectQualitiesAreQuantilesWithoutError() {
        let ties = Self.tally(of: [-40, 0, 0, 0, 30])
        #expect(ties.quantile(0.5) == 0)
        #expect(ties.quantile(0) == -40 && ties.quantile(1) == 30)
        let perfect = Self.tally(of: [10, 100, 100], scale: .quality)
        #expect(perfect.quantile(0.5) == 100)
        #expect(perfect.quantile(-0.1) == nil && perfect.quantile(.nan) == nil)
    }

    @Test func whatIsNoNumberIsRefusedAndCounted() {
        let tally = Self.tally(of: [5, .nan, .infinity, -.infinity, .signalingNaN])
        let counts = [tally.count, tally.refused, tally.clamped]
        #expect(counts == [1, 4, 0])
        #expect(tally.mean == 5)
    }

    @Test func whatIsOutsideTheScaleCountsAsItsEndAndIsCounted() {
        let values: [Double] = [1e300, -1e300, 100.000_1, -100.000_1, 100, -100, 1e-300, -0.0]
        let tally = Self.tally(of: values)
        let counts = [tally.count, tally.clamped, tally.wins, tally.losses, tally.ties]
        #expect(counts == [8, 4, 3, 3, 2])
        #expect(tally.minimum == -100 && tally.maximum == 100 && tally.mean == 0)
        #expect(Self.tally(of: [-3], scale: .quality).minimum == 0)
    }

    @Test func fewValuesGiveNoInterval() {
        let none = Tally(.difference)
        #expect(none.mean == 0 && none.standardDeviation == 0 && none.interval(level: 0.95) == nil && none.quantile(0.5) == nil)
        let one = Self.tally(of: [3])
        #expect(one.mean == 3 && one.interval(level: 0.95) == nil && one.quantile(0.5) == 3)
        #expect(Self.tally(of: [3, 3, 3]).interval(level: 0.95) == [3, 3])
    }

    @Test func talliesOfOtherThingsAreNotMerged() {
        var tally = Tally(.difference, minEffect: 2)
        for other in [Tally(.quality, minEffect: 2), Tally(.difference), Tally(.difference, minEffect: 2, replicates: 100)] {
            #expect(throws: Tally.Mismatch.self) { try tally.merge(other) }
        }
        #expect(tally == Tally(.difference, minEffect: 2))
    }

    @Test func comesBackFromAFileAsItWas() throws {
        let tally = Self.tally(Self.made(1_000, mean: -3, deviation: 40))
        #expect(try JSONDecoder().decode(Tally.self, from: Self.bytes(tally)) == tally)
    }

    @Test(arguments: [("\"counts\":[0,", "\"counts\":["), ("\"weights\":[", "\"weights\":[1,"), ("\"counts\":[0,", "\"counts\":[-1,")])
    func aDamagedFileIsRejected(sound: String, damaged: String) throws {
        let text = try String(decoding: Self.bytes(Tally(.difference)), as: UTF8.self).replacing(sound, with: damaged)
        #expect(throws: DecodingError.self) { try JSONDecoder().decode(Tally.self, from: Data(text.utf8)) }
    }

    private static func bytes(_ tally: Tally) throws -> Data {
        let encoder = JSONEncoder()
        encoder.outputFormatting = .sortedKeys
        return try encoder.encode(tally)
    }

    @Test func theVerdictOfAPairFollowsItsInterval() {
        #expect(Self.tally(Self.made(2_000, mean: 5, deviation: 10)).verdict == .better)
        #expect(Self.tally(Self.made(20_000, mean: 1, deviation: 10)).verdict == .betterButSmall)
        #expect(Self.tally(of: (0..<4_000).map { $0 % 2 == 0 ? 1 : -1 }).verdict == .equivalent)
        #expect(Self.tally(of: (0..<200).map { $0 % 2 == 0 ? 60 : -60 }).verdict == .tooClose)
        #expect(Self.tally(of: (0..<199).map { 8 + Double($0 % 2) }).verdict == .notEnoughData)
        #expect(Self.tally(of: (0..<200).map { 8 + Double($0 % 2) }).verdict == .better)
        #expect(Self.tally(of: (0..<200).map { _ in 9 }).verdict == .notEnoughData)
    }
}
