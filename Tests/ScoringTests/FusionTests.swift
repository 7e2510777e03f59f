import Media
import Testing

@testable import Scoring

/// Expected numbers: the formulas written independently in Python 3.11; required agreement 1e-9.
@Suite struct FusionTests {
    @Test func qualityIsTheGeometricMeanOfAspectsThatAreArithmeticMeans() throws {
        let outcome = Fusion(.worked).fuse(["p": 0.9, "q": 0.7, "r": 0.8, "s": 0.4, "t": 0.6])
        #expect(abs(try #require(outcome.fused) - 73.72723098311491) < 1e-9)
        #expect(outcome.aspects.map(\.aspect) == ["a", "b", "c"])
        #expect(zip(outcome.aspects, [0.82, 0.8, 0.5]).allSatisfy { abs(($0.utility ?? 0) - $1) < 1e-12 })
        #expect(abs(outcome.coverage - 1) < 1e-12)
    }

    @Test func anAbsentMetricIsRenormalisedAwayInsideItsAspect() throws {
        let outcome = Fusion(.worked).fuse(["p": 0.9, "r": 0.8, "s": 0.4, "t": 0.6])
        #expect(abs(try #require(outcome.fused) - 77.23999761271344) < 1e-9)
        #expect(abs(outcome.coverage - 0.8) < 1e-12)
    }

    @Test func anAbsentAspectIsRenormalisedAwayAcrossAspects() throws {
        let outcome = Fusion(.worked).fuse(["p": 0.9, "q": 0.7, "s": 0.4, "t": 0.6])
        #expect(abs(try #require(outcome.fused) - 71.19178723077717) < 1e-9)
        #expect(abs(outcome.coverage - 0.7) < 1e-12)
        #expect(outcome.aspects[1].utility == nil)
    }

    @Test func belowThreeFifthsOfTheWeightThereIsNoQuality() {
        let outcome = Fusion(.worked).fuse(["r": 0.8, "s": 0.4, "t": 0.6])
        #expect(outcome.fused == nil)
        #expect(abs(outcome.coverage - 0.5) < 1e-12)
        #expect(Fusion(.worked).fuse([:]).fused == nil)
    }

    @Test func exactlyThreeFifthsIsEnough() {
        let profile = ScoringProfile.made([("a", 0.6, ["p": 1]), ("b", 0.4, ["q": 1])])
        #expect(Fusion(profile).fuse(["p": 0.5]).fused != nil)
    }

    @Test func metricsThatDoNotApplyLeaveTheProfileWithoutLoweringCoverage() {
        let outcome = Fusion(.worked).fuse(["r": 0.8, "s": 0.4, "t": 0.6], notApplicable: ["p", "q"])
        #expect(abs(outcome.coverage - 1) < 1e-12)
        #expect(outcome.fused != nil)
    }

    @Test func aDeadAspectCountsAsOneHundredth() throws {
        let outcome = Fusion(.worked).fuse(["p": 0.9, "q": 0.7, "r": 0, "s": 0.4, "t": 0.6])
        #expect(abs(try #require(outcome.fused) - 19.801629349978132) < 1e-9)
        let quarter = ScoringProfile.made([("a", 0.75, ["p": 1]), ("b", 0.25, ["q": 1])])
        #expect(abs(try #require(Fusion(quarter).fuse(["p": 1, "q": 0]).fused) - 31.6227766016838) < 1e-9)
    }

    @Test func everythingPerfectIsOneHundred() throws {
        let all = Dictionary(uniqueKeysWithValues: ScoringProfile.worked.metrics.map { ($0, 1.0) })
        #expect(Fusion(.worked).fuse(all).fused == 100)
    }

    @Test func raisingAnyUtilityNeverLowersQuality() throws {
        let base = ["p": 0.9, "q": 0.7, "r": 0.8, "s": 0.004, "t": 0.006]
        let before = try #require(Fusion(.worked).fuse(base).fused)
        for metric in base.keys {
            for rise in [0.001, 0.05, 0.1] {
                var better = base
                better[metric, default: 0] += rise
                #expect(try #require(Fusion(.worked).fuse(better).fused) >= before, "\(metric)")
            }
        }
    }

    @Test func gatesCapAndFatalOnesLeaveNothing() {
        let warn = GateHit(gate: "w", severity: .warn, message: "")
        let cap = GateHit(gate: "c", severity: .cap, cap: 50, message: "")
        let lower = GateHit(gate: "d", severity: .cap, cap: 40, message: "")
        let fatal = GateHit(gate: "f", severity: .fatal, message: "")
        #expect(Fusion.quality(of: 80, under: [warn]) == 80)
        #expect(Fusion.quality(of: 80, under: [cap, lower]) == 40)
        #expect(Fusion.quality(of: 30, under: [cap]) == 30)
        #expect(Fusion.quality(of: 80, under: [fatal, cap]) == 0)
        #expect(Fusion.quality(of: nil, under: [fatal]) == 0)
        #expect(Fusion.quality(of: nil, under: [cap]) == nil)
    }

    @Test func absenceDoesNotPayInAComparison() throws {
        let whole = Scorecard.made(["p": 0.6, "q": 0.9, "r": 0.85, "s": 0.5, "t": 0.2])
        let without = Scorecard.made(["p": 0.9, "r": 0.8, "s": 0.4, "t": 0.6])
        let paired = Fusion(.worked).pairedQualities(of: [whole, without])
        #expect(abs(try #require(paired[0]) - 59.801890271961646) < 1e-9)
        #expect(abs(try #require(paired[1]) - 77.23999761271344) < 1e-9)
        let same = Scorecard.made(["p": 0.6, "r": 0.85, "s": 0.5, "t": 0.2])
        let pair = Fusion(.worked).pairedQualities(of: [whole, same])
        #expect(pair[0] == pair[1])
    }

    @Test func aCompetitorWithAllMetricsChangesNobodysQuality() {
        let two = [
            Scorecard.made(["p": 0.9, "q": 0.7, "r": 0.8, "s": 0.4, "t": 0.6]), .made(["p": 0.6, "q": 0.9, "r": 0.85, "s": 0.5, "t": 0.2]),
        ]
        let outsider = Scorecard.made(["p": 1, "q": 0, "r": 0.1, "s": 1, "t": 1])
        let alone = Fusion(.worked).pairedQualities(of: two)
        #expect(Fusion(.worked).pairedQualities(of: two + [outsider]).prefix(2) == alone[...])
    }
}

extension ScoringProfile {
    /// A profile of made-up metrics; weights inside an aspect go by the metric's name.
    static func made(_ aspects: [(name: String, weight: Double, metrics: [String: Double])]) -> ScoringProfile {
        ScoringProfile(
            name: "made", kind: .image, restsOn: [.descriptors], claims: "technically cleaner",
            aspects: aspects.map { aspect in
                Aspect(
                    name: aspect.name, weight: aspect.weight,
                    metrics: aspect.metrics.sorted { $0.key < $1.key }.map { WeightedMetric(name: $0.key, weight: $0.value) })
            })
    }

    /// The profile that the numbers of these tests were worked out for.
    static let worked = made([("a", 0.5, ["p": 0.6, "q": 0.4]), ("b", 0.3, ["r": 1]), ("c", 0.2, ["s": 0.5, "t": 0.5])])
}

extension Scorecard {
    /// A scorecard under the worked profile, with the given utilities.
    static func made(
        _ utilities: [String: Double], gates: [GateHit] = [], under profile: ScoringProfile = .worked
    ) -> Scorecard {
        let readings = utilities.keys.sorted().map {
            Reading(metric: $0, version: 1, value: utilities[$0], utility: utilities[$0], weight: profile.weight(of: $0))
        }
        var card = Scorecard(profile: profile.name, readings: readings, missing: [], gates: gates)
        let outcome = Fusion(profile).fuse(card)
        card.aspects = outcome.aspects
        card.coverage = outcome.coverage
        card.quality = Fusion.quality(of: outcome.fused, under: gates)
        return card
    }
}
