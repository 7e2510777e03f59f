import Statistics
import Testing

@Suite struct RandomStreamTests {
    /// The reference outputs of xoshiro256starstar.c for the state 1, 2, 3, 4, as in the tests of Rust's rand_xoshiro.
    @Test func givesThePublishedOutputs() {
        var stream = RandomStream(state: (1, 2, 3, 4))
        let expected: [UInt64] = [
            11520, 0, 1_509_978_240, 1_215_971_899_390_074_240, 1_216_172_134_540_287_360, 607_988_272_756_665_600,
            16_172_922_978_634_559_625, 8_476_171_486_693_032_832, 10_595_114_339_597_558_777, 2_904_607_092_377_533_576,
        ]
        let words = expected.map { _ in stream.next() }
        #expect(words == expected)
    }

    /// An independent C program of the seeding rule, gcc 12.
    @Test(
        arguments: [
            ([0, 1, 0], [4_303_748_124_635_524_598, 9_817_013_408_102_478_446, 6_504_430_129_417_707_843]),
            ([7, 2, 9_998], [17_156_969_137_749_339_029, 2_777_054_382_877_332_014, 17_207_183_983_409_026_476]),
            ([0xDEAD_BEEF, 1, 3], [12_301_038_299_664_276_580, 9_540_686_922_408_114_928, 7_786_006_588_579_309_503]),
        ] as [([UInt64], [UInt64])])
    func seedStreamAndReplicateChooseTheSequence(place: [UInt64], expected: [UInt64]) {
        var stream = RandomStream(seed: place[0], stream: place[1], replicate: place[2])
        let words = expected.map { _ in stream.next() }
        #expect(words == expected)
    }

    /// The same C program: Lemire's rejection with bounds 6 and 2⁶³ + 1, of which the second rejects every other word.
    @Test func boundedIntegersRejectWhatWouldBias() {
        var stream = RandomStream(seed: 3, stream: 5, replicate: 0)
        let dice = (0..<12).map { _ in stream.below(6) }
        #expect(dice == [2, 3, 5, 1, 0, 1, 3, 4, 5, 4, 0, 0])
        let large: [UInt64] = [
            2_696_021_357_168_819_446, 2_646_595_992_554_461_627, 3_139_141_060_287_493_683, 8_291_234_326_222_440_673,
        ]
        let halves = large.map { _ in stream.below((1 << 63) + 1) }
        #expect(halves == large)
    }

    @Test func aBoundOfZeroOrOneGivesZero() {
        var stream = RandomStream(seed: 1, stream: 1, replicate: 1)
        let (none, one) = (stream.below(0), stream.below(1))
        #expect(none == 0)
        #expect(one == 0)
    }

    @Test func unitsAreTheUpperFiftyThreeBits() {
        var words = RandomStream(seed: 9, stream: 1, replicate: 4)
        var units = words
        for _ in 0..<1_000 {
            let unit = units.unit()
            #expect(unit == Double(words.next() >> 11) / 9_007_199_254_740_992)
            #expect((0..<1).contains(unit))
        }
    }
}
