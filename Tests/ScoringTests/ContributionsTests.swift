import TestSupport
import Testing

@testable import Scoring

@Suite struct ContributionsTests {
    /// Expected numbers: the decomposition written independently in Python 3.11; required agreement 1e-9.
    @Test func partsAgreeWithTheDecomposition() throws {
        let a = Scorecard.made(["p": 0.9, "q": 0.7, "r": 0.8, "s": 0.4, "t": 0.6])
        let b = Scorecard.made(["p": 0.6, "q": 0.9, "r": 0.85, "s": 0.5, "t": 0.2])
        let why = try #require(Contributions(of: a, over: b, under: .worked))
        let expected = [
            "p": 8.139218727312237, "q": -3.6174305454721063, "r": -1.2647063649322754, "s": -1.6534868664675904, "t": 6.613947465870362,
        ]
        #expect(why.parts.map(\.name) == ["p", "q", "r", "s", "t"])
        for part in why.parts { #expect(abs(part.points - (expected[part.name] ?? .nan)) < 1e-9, "\(part)") }
        #expect(abs(why.gap - 8.2175424163106) < 1e-9)
        #expect(!why.dominates)
    }

    @Test(arguments: [UInt64(1), 2, 3, 4])
    func partsSumToTheGapWhateverIsCompared(_ seed: UInt64) throws {
        var random = SplitMix(seed: seed)
        func utilities() -> [String: Double] {
            let values = [0, 0.001, 0.009, 0.01, 0.011, 0.5, 1]
            var drawn: [String: Double] = [:]
            for metric in ScoringProfile.worked.metrics where metric == "r" || random.next() % 8 > 0 {
                drawn[metric] = random.next() % 3 == 0 ? values[Int(random.next() % 7)] : Double(random.next() % 1001) / 1000
            }
            return drawn
        }
        let gates = [GateHit(gate: "g", severity: .cap, cap: 40, message: ""), GateHit(gate: "f", severity: .fatal, message: "")]
        for _ in 0..<500 {
            let a = Scorecard.made(utilities(), gates: random.next() % 4 == 0 ? [gates[Int(random.next() % 2)]] : [])
            let b = Scorecard.made(utilities(), gates: random.next() % 4 == 0 ? [gates[Int(random.next() % 2)]] : [])
            guard let why = Contributions(of: a, over: b, under: .worked) else { continue }
            #expect(abs(why.parts.reduce(0) { $0 + $1.points } - why.gap) < 1e-9)
            let back = try #require(Contributions(of: b, over: a, under: .worked))
            #expect(abs(why.gap + back.gap) < 1e-9)
        }
    }

    @Test func nearlyEqualOutputsDoNotLoseTheirDigits() throws {
        let a = Scorecard.made(["p": 0.5, "q": 0.5, "r": 0.5, "s": 0.5, "t": 0.5])
        let b = Scorecard.made(["p": 0.5 + 1e-13, "q": 0.5, "r": 0.5, "s": 0.5, "t": 0.5 - 1e-12])
        let why = try #require(Contributions(of: a, over: b, under: .worked))
        #expect(why.parts.allSatisfy { $0.points.isFinite && abs($0.points) < 1e-9 })
        #expect(try #require(Contributions(of: a, over: a, under: .worked)).parts.allSatisfy { $0.points == 0 })
    }

    @Test func aCapIsAPartOfItsOwn() throws {
        let hit = GateHit(gate: "clipped", severity: .cap, cap: 50, message: "")
        let all = ["p": 0.9, "q": 0.9, "r": 0.9, "s": 0.9, "t": 0.9]
        let why = try #require(Contributions(of: .made(all), over: .made(all, gates: [hit]), under: .worked))
        #expect(abs(why.gap - 40) < 1e-9)
        let part = try #require(why.parts.last)
        #expect(part.name == "clipped" && part.aspect == nil && abs(part.points - 40) < 1e-9)
        #expect(why.dominates)
    }

    @Test func dominanceIsOnEveryCommonMetric() throws {
        let low = Scorecard.made(["p": 0.5, "q": 0.5, "r": 0.5, "s": 0.5, "t": 0.5])
        let high = Scorecard.made(["p": 0.6, "q": 0.5, "r": 0.5, "s": 0.5])
        #expect(try #require(Contributions(of: high, over: low, under: .worked)).dominates)
        #expect(try !#require(Contributions(of: low, over: high, under: .worked)).dominates)
    }

    @Test func tooLittleInCommonGivesNoExplanation() {
        #expect(Contributions(of: .made(["p": 1, "q": 1]), over: .made(["r": 1, "s": 1]), under: .worked) == nil)
    }
}
