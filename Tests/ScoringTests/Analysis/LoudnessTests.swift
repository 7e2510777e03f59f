import Media
import TestSupport
import Testing

@testable import Scoring

/// The signals of EBU Tech 3341 and 3342 and of ITU-R BS.1770, made from their tables; ±0.1 LU and ±1 LU are those tables' tolerances.
@Suite struct LoudnessTests {
    typealias Part = TestSignal.Part

    struct Programme: CustomTestStringConvertible, Sendable {
        let testDescription: String
        let parts: [Part]
        var channels = 2
        let expected: Double
    }

    static let integrated = [
        Programme(testDescription: "3341 case 1", parts: [Part(20, -23)], expected: -23),
        Programme(testDescription: "3341 case 2", parts: [Part(20, -33)], expected: -33),
        Programme(testDescription: "3341 case 3", parts: [Part(10, -36), Part(60, -23), Part(10, -36)], expected: -23),
        Programme(
            testDescription: "3341 case 4",
            parts: [Part(10, -72), Part(10, -36), Part(60, -23), Part(10, -36), Part(10, -72)], expected: -23),
        Programme(testDescription: "3341 case 5", parts: [Part(20, -26), Part(20.1, -20), Part(20, -26)], expected: -23),
        Programme(testDescription: "3341 case 6", parts: [Part(20, -28, -28, -24, -30, -30)], channels: 5, expected: -23),
        Programme(testDescription: "3341 case 6 with LFE", parts: [Part(20, -28, -28, -24, 0, -30, -30)], channels: 6, expected: -23),
    ]

    @Test(arguments: integrated)
    func integratedLoudnessOfTheStandardSignals(_ programme: Programme) throws {
        let clip = TestSignal.tone(programme.parts, channels: programme.channels)
        #expect(abs(try Loudness(of: clip).integrated() - programme.expected) <= 0.1)
    }

    @Test(arguments: [0, 1, 2], [8_000, 16_000, 22_050, 32_000, 44_100, 48_000, 96_000, 192_000])
    func fullScaleToneOf997HertzReadsMinus3_01(channel: Int, rate: Int) throws {
        var levels: [Double?] = [nil, nil, nil, nil, nil, nil]
        levels[channel] = 0
        let part = Part(2, levels: levels)
        let loudness = try Loudness(of: TestSignal.tone([part], frequency: 997, channels: 6, rate: rate)).integrated()
        // BS.1770 prints two decimals; at other rates than its own the bilinear transform bends the shelf.
        #expect(abs(loudness + 3.01) <= (rate == 48_000 ? 0.01 : 0.05))
    }

    @Test func shortTermIsConstantOverAPatternOf3Seconds() throws {
        let clip = TestSignal.tone((0..<5).flatMap { _ in [Part(1.34, -20), Part(1.66, -30)] })
        #expect(abs(try Loudness(of: clip).highestShortTerm() + 23) <= 0.1)
        for tenth in stride(from: 0, through: 120, by: 7) {
            let window = clip.cut(Double(tenth) / 10, Double(tenth) / 10 + 3)
            #expect(abs(try Loudness(of: window).highestShortTerm() + 23) <= 0.1)
        }
    }

    @Test func momentaryIsConstantOverAPatternOf400Milliseconds() throws {
        let clip = TestSignal.tone((0..<25).flatMap { _ in [Part(0.18, -20), Part(0.22, -30)] })
        #expect(abs(try Loudness(of: clip).highestMomentary() + 23) <= 0.1)
        for hundredth in stride(from: 100, through: 960, by: 37) {
            let window = clip.cut(Double(hundredth) / 100, Double(hundredth) / 100 + 0.4)
            #expect(abs(try Loudness(of: window).highestMomentary() + 23) <= 0.1)
        }
    }

    @Test(arguments: 0..<20)
    func aSoundOfOneWindowIsFoundWhereverItStarts(_ i: Int) throws {
        let short = TestSignal.tone([Part(Double(i) * 0.15, nil), Part(3, -23), Part(1, nil)])
        #expect(abs(try Loudness(of: short).highestShortTerm() + 23) <= 0.1, "3341 case 10")
        let momentary = TestSignal.tone([Part(Double(i) * 0.02, nil), Part(0.4, -23), Part(1, nil)])
        #expect(abs(try Loudness(of: momentary).highestMomentary() + 23) <= 0.1, "3341 case 13")
    }

    static let ranges = [
        Programme(testDescription: "3342 case 1", parts: [Part(20, -20), Part(20, -30)], expected: 10),
        Programme(testDescription: "3342 case 2", parts: [Part(20, -20), Part(20, -15)], expected: 5),
        Programme(testDescription: "3342 case 3", parts: [Part(20, -40), Part(20, -20)], expected: 20),
        Programme(
            testDescription: "3342 case 4",
            parts: [Part(20, -50), Part(20, -35), Part(20, -20), Part(20, -35), Part(20, -50)], expected: 15),
    ]

    @Test(arguments: ranges)
    func loudnessRangeOfTheStandardSignals(_ programme: Programme) throws {
        #expect(abs(try Loudness(of: TestSignal.tone(programme.parts)).range() - programme.expected) <= 1)
    }

    @Test func sixDecibelsMoreAreSixDecibelsLouder() throws {
        let quiet = TestSignal.noise(seconds: 5, amplitude: 0.2)
        let difference = try Loudness(of: quiet.scaled(by: 2)).integrated() - Loudness(of: quiet).integrated()
        // A factor of two is exact in binary: what is left is the rounding of the logarithm.
        #expect(abs(difference - 6.020_599_913_279_624) < 1e-12)
    }

    @Test func theSameInBothChannelsIsTwiceThePower() throws {
        let mono = TestSignal.noise(seconds: 5)
        let stereo = mono.mapFrames(channels: 2) { [$0.first!, $0.first!] }
        let left = mono.mapFrames(channels: 2) { [$0.first!, 0] }
        let loudness = try Loudness(of: mono).integrated()
        #expect(abs(try Loudness(of: stereo).integrated() - loudness - 3.010_299_956_639_812) < 1e-9)
        #expect(abs(try Loudness(of: left).integrated() - loudness) < 1e-9)
    }

    @Test func whatIsTooShortSaysHowLongItShouldBe() throws {
        let clip = TestSignal.noise(seconds: 0.399)
        #expect(throws: Missing(.failed, "shorter than one 400 ms block")) { try Loudness(of: clip).integrated() }
        #expect(throws: Missing(.failed, "shorter than one 400 ms block")) { try Loudness(of: clip).highestMomentary() }
        #expect(throws: Missing(.failed, "shorter than one 3 s window")) { try Loudness(of: clip).range() }
        #expect(try Loudness(of: TestSignal.noise(seconds: 0.4)).integrated() < 0)
    }

    @Test func silenceHasNoLoudness() {
        let silence = Loudness(of: TestSignal.constant(0, seconds: 5))
        #expect(throws: Missing(.failed, "silent: nothing reaches −70 LUFS")) { try silence.integrated() }
        #expect(throws: Missing(.failed, "silent: nothing reaches −70 LUFS")) { try silence.range() }
        #expect(throws: Missing(.failed, "silent")) { try silence.highestShortTerm() }
        let faint = Loudness(of: TestSignal.tone([Part(1, -90)]))
        #expect(throws: Missing(.failed, "silent: nothing reaches −70 LUFS")) { try faint.integrated() }
    }
}
