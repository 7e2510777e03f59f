import Catalogs
import Foundation
import Media
import Scoring
import Statistics
import Testing

@testable import Pipeline

@Suite struct RescoringTests {
    private func card(_ values: [String: Double], under profile: ScoringProfile, _ data: ScoringData) -> Scorecard {
        let readings = values.sorted { $0.key < $1.key }.map { name, value in
            Reading(metric: name, version: 1, value: value)
        }
        return data.appraise(Scorecard(readings: readings, missing: []), under: profile)
    }

    private static let values = [
        "technical_quality": 70.0, "laplacian_variance": 300, "tenengrad": 2_000, "noise_without_edges": 2, "blockiness": 1,
    ]

    private func comparison(_ profile: ScoringProfile, _ data: ScoringData) -> Comparison {
        let branches = ["a", "b"].map { BranchRecord(id: $0, label: $0, provider: "demo", model: $0, params: [:]) }
        let cases = (0..<12).map { number in
            var record = CaseRecord(
                id: "c\(10 + number)", prompt: nil, reference: nil, transcript: nil, tags: [], columns: [:], results: [],
                verdicts: [CaseVerdictRecord(repeat: 0, reason: "")])
            for branch in ["a", "b"] {
                var result = ResultRecord(branch: branch, repeat: 0, status: .ok, latency: 0, tries: 1, seed: 0)
                var values = Self.values
                values["technical_quality"] = (branch == "a" ? 80 : 50) + Double(number % 4)
                values["blockiness"] = branch == "a" ? 6 : 0.5
                result.scorecard = card(values, under: profile, data)
                record.results.append(result)
            }
            return record
        }
        let ranked = RankedCases(cases, branches: branches, profile: profile, settings: RankingSettings())
        return Comparison(
            groupId: "g", kind: .image, mergeStrategy: "best_quality", scoring: profile.name, scoringVersion: "old", restsOn: "",
            successfulCount: 24, failedCount: 0, cancelledCount: 0, totalTime: 0, totalCost: 0, branches: branches,
            metrics: [], cases: cases, ranking: ranked.standings, pairwise: ranked.pairs, verdict: ranked.overall,
            statistics: StatisticsRecord(resamples: 9_999, seed: 0), identicalBranches: [])
    }

    /// A file that cannot be decoded has no metric that its rivals could be held to.
    @Test func whatMayNotWinTakesNothingFromItsRivals() throws {
        let data = try ScoringData.load()
        let profile = try data.profile("image-technical")
        var cases = comparison(profile, data).cases
        for index in cases.indices {
            var broken = Scorecard(readings: [], missing: [])
            broken.gates = [GateHit(gate: "undecodable", severity: .fatal, message: "cannot be read")]
            broken.quality = 0
            cases[index].results[1].scorecard = broken
        }
        let branches = ["a", "b"].map { BranchRecord(id: $0, label: $0, provider: "demo", model: $0, params: [:]) }
        let ranked = RankedCases(cases, branches: branches, profile: profile, settings: RankingSettings())
        #expect(ranked.overall.winners == ["a"] && ranked.overall.label == "better")
        #expect(ranked.standings.map(\.branch) == ["a", "b"] && ranked.standings[1].mean == 0)
        #expect(ranked.standings[0].mean == comparison(profile, data).ranking[0].mean)
    }

    @Test func theSameProfileGivesTheSameScores() throws {
        let data = try ScoringData.load()
        let profile = try data.profile("image-technical")
        let before = comparison(profile, data)
        let after = Rescoring(data: data, profile: profile)(before)
        #expect(after.ranking == before.ranking && after.verdict == before.verdict)
        #expect(after.scoringVersion == data.version(for: profile).description)
        #expect(after.cases.allSatisfy { $0.verdicts[0].winner == "a" && $0.verdicts[0].robustness != nil })
    }

    @Test func otherWeightsGiveAnotherWinner() throws {
        let data = try ScoringData.load()
        let profile = try data.profile("image-technical")
        let before = comparison(profile, data)
        #expect(before.verdict.winners == ["a"])
        let own = ScoringProfile(
            name: "own", kind: .image, restsOn: [.descriptors], claims: "less blocky",
            aspects: [.init(name: "blocking", weight: 1, metrics: [.init(name: "blockiness", weight: 1)])])
        let rescoring = Rescoring(data: data, profile: own)
        let after = rescoring(before)
        #expect(after.verdict.winners == ["b"] && after.scoring == "own")
        #expect(after.cases.allSatisfy { $0.verdicts[0].winner == "b" })
        #expect(rescoring.unread(in: before).isEmpty)
        let scoresOnly = rescoring(before, scoresOnly: true)
        #expect(scoresOnly.verdict == before.verdict)
    }

    @Test func whatWasNotReadIsMissingAndSaid() throws {
        let data = try ScoringData.load()
        let profile = try data.profile("image-technical")
        let own = ScoringProfile(
            name: "own", kind: .image, restsOn: [.referenceMetrics], claims: "closer",
            aspects: [.init(name: "likeness", weight: 1, metrics: [.init(name: "ssim", weight: 1)])])
        let rescoring = Rescoring(data: data, profile: own)
        let before = comparison(profile, data)
        #expect(rescoring.unread(in: before) == ["ssim"])
        let card = try #require(rescoring(before).cases[0].results[0].scorecard)
        #expect(card.quality == nil && card.missing.contains { $0.metric == "ssim" && $0.state == .unavailable })
    }

    @Test func absenceDoesNotPay() throws {
        let data = try ScoringData.load()
        let profile = try data.profile("image-technical")
        var before = comparison(profile, data)
        // Leaving out its worst metric would lift 'a'; ranked are the metrics that both have.
        for index in before.cases.indices {
            var values = Self.values
            values["technical_quality"] = 50
            values["blockiness"] = nil
            before.cases[index].results[0].scorecard = card(values, under: profile, data)
            values["blockiness"] = 20
            before.cases[index].results[1].scorecard = card(values, under: profile, data)
        }
        let ranked = RankedCases(before.cases, branches: before.branches, profile: profile, settings: RankingSettings())
        #expect(ranked.ranking.pairs[0].ties == 12)
    }
}

@Suite struct WeightRobustnessTests {
    private func card(_ utilities: [String: Double], gates: [GateHit] = []) -> Scorecard {
        let readings = utilities.sorted { $0.key < $1.key }.map {
            Reading(metric: $0.key, version: 1, value: 0, utility: $0.value, weight: 0.5)
        }
        return Scorecard(profile: "p", readings: readings, missing: [], gates: gates, coverage: 1, quality: 50)
    }

    private static let profile = ScoringProfile(
        name: "p", kind: .image, restsOn: [.descriptors], claims: "better",
        aspects: ["x", "y"].map { .init(name: $0, weight: 0.5, metrics: [.init(name: $0, weight: 1)]) })

    @Test func whoIsNowhereWorseAlwaysWins() {
        let robustness = WeightRobustness(Self.profile)
        #expect(robustness.share(of: card(["x": 0.6, "y": 0.6]), against: [card(["x": 0.6, "y": 0.5])]) == 1)
    }

    @Test func aTradeOffHangsOnTheWeights() throws {
        let robustness = WeightRobustness(Self.profile)
        let even = try #require(robustness.share(of: card(["x": 0.8, "y": 0.4]), against: [card(["x": 0.4, "y": 0.8])]))
        #expect(abs(even - 0.5) < 0.06)
        let ahead = try #require(robustness.share(of: card(["x": 0.9, "y": 0.4]), against: [card(["x": 0.4, "y": 0.7])]))
        #expect(ahead > 0.8 && ahead < 1)
        #expect(robustness.share(of: card(["x": 0.8, "y": 0.4]), against: [card(["x": 0.4, "y": 0.8])]) == even)
    }

    @Test func capsCount() throws {
        let capped = card(["x": 0.9, "y": 0.9], gates: [GateHit(gate: "g", severity: .cap, cap: 30, message: "")])
        #expect(WeightRobustness(Self.profile).share(of: capped, against: [card(["x": 0.5, "y": 0.5])]) == 0)
    }

    @Test func nothingInCommonHasNoShare() {
        #expect(WeightRobustness(Self.profile).share(of: card(["x": 0.9]), against: [card(["y": 0.9])]) == nil)
        #expect(WeightRobustness(Self.profile).share(of: card(["x": 0.9]), against: []) == nil)
    }
}
