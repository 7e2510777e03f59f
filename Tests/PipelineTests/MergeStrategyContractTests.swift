import Catalogs
import Foundation
import Media
import Scoring
import Testing

@testable import Pipeline

/// What every merge strategy must do, stated once and asked of each.
@Suite struct MergeStrategyContractTests {
    private func strategy(_ name: String, mode: String? = nil) throws -> any MergeStrategy {
        let yaml = name == CombineOutputs.name ? "{mode: \(mode ?? "sheet")}" : "{}"
        var options = Options(try SettingsFile.parse(yaml, file: "test"), of: name)
        return try #require(mergeStrategyCatalog.make(name, options: &options))
    }

    /// Branches with the given qualities; nil is a failed branch.
    private func contest(_ qualities: [Double?], in folder: TemporaryFolder) throws -> Contest {
        let profile = try ScoringData.load().profile("image-technical")
        var results: [CellResult] = []
        var cards: [String: Scorecard] = [:]
        for (index, quality) in qualities.enumerated() {
            let branch = "b\(index)"
            let cell = Cell(group: "g", caseID: "c", branch: branch, repeat: 0)
            guard let quality else {
                results.append(
                    CellResult(cell: cell, outcome: .failed(CellFailure("x", "no")), seconds: 1, costUSD: nil, tries: 1, seed: 1))
                continue
            }
            let path = "\(branch).png"
            try DemoScene.render(prompt: branch, seed: 1, width: 64, height: 48).writePNG(to: "\(folder.path)/\(path)")
            let artifact = Artifact(kind: .image, path: path, sha256: branch, mediaType: "image/png")
            results.append(CellResult(cell: cell, outcome: .produced(artifact), seconds: 1, costUSD: 0, tries: 1, seed: 1))
            let readings = profile.metrics.map {
                Reading(metric: $0, version: 1, value: quality, utility: quality / 100, weight: profile.weight(of: $0))
            }
            cards[branch] = Scorecard(profile: profile.name, readings: readings, missing: [], coverage: 1, quality: quality)
        }
        return Contest(
            result: ParallelResult(groupID: "g", results: results), scorecards: cards, branches: qualities.indices.map { "b\($0)" },
            finishOrder: results.filter { $0.artifact != nil }.map(\.cell.branch).reversed(), caseID: "c", repeat: 0,
            folder: RunFolder(path: folder.path), profile: profile)
    }

    @Test(arguments: mergeStrategyTypes.map { $0.name }) func nothingSucceededIsSaidNotInvented(name: String) throws {
        let folder = try TemporaryFolder()
        let verdict = try strategy(name).merge(try contest([nil, nil], in: folder))
        #expect(verdict.winner == nil && verdict.composite == nil && verdict.label == "no_eligible_output")
        #expect(verdict.reason.contains("2 failed"))
    }

    @Test(arguments: mergeStrategyTypes.map { $0.name }) func oneBranchIsThatBranch(name: String) throws {
        let folder = try TemporaryFolder()
        let verdict = try strategy(name).merge(try contest([nil, 60], in: folder))
        #expect(verdict.winner == "b1" || verdict.winner == nil && [CollectAll.name, CombineOutputs.name].contains(name))
        #expect(verdict.compositeError == nil)
    }

    @Test(arguments: mergeStrategyTypes.map { $0.name }) func theSameContestGivesTheSameVerdict(name: String) throws {
        let folder = try TemporaryFolder()
        let contest = try contest([40, 80, 60], in: folder)
        #expect(try strategy(name).merge(contest) == strategy(name).merge(contest))
    }

    @Test(arguments: mergeStrategyTypes.map { $0.name }) func theReasonIsASentence(name: String) throws {
        let folder = try TemporaryFolder()
        let reason = try strategy(name).merge(try contest([40, 80], in: folder)).reason
        #expect(reason.count > 10 && reason.hasSuffix("."))
    }

    @Test func theBestIsTakenWithItsMarginAndWhy() throws {
        let folder = try TemporaryFolder()
        let verdict = try strategy(BestQuality.name).merge(try contest([40, 80, 60], in: folder))
        #expect(verdict.winner == "b1" && verdict.runnerUp == "b2" && verdict.label == "clear" && verdict.decidedBy == "quality")
        let margin = try #require(verdict.margin)
        #expect(abs(verdict.contributions.reduce(0) { $0 + $1.points } - margin) < 1e-9)
    }

    @Test func aTieIsNamedAndWhatBrokeItIsSaid() throws {
        let folder = try TemporaryFolder()
        let verdict = try strategy(BestQuality.name).merge(try contest([50, 50], in: folder))
        #expect(verdict.label == "tie" && verdict.winner == "b0" && verdict.decidedBy == "declared_order")
    }

    @Test func firstSuccessGoesByOrderOrByFinish() throws {
        let folder = try TemporaryFolder()
        let contest = try contest([nil, 10, 90], in: folder)
        #expect(try strategy(FirstSuccess.name).merge(contest).winner == "b1")
        var options = Options(try SettingsFile.parse("{by: finish}", file: "t"), of: "x")
        #expect(try FirstSuccess(options: &options).merge(contest).winner == "b2")
    }

    @Test func aCompositeThatCannotBeMadeIsToldNotThrown() throws {
        let folder = try TemporaryFolder()
        let verdict = try strategy(CombineOutputs.name, mode: "side_by_side").merge(try contest([10, 20, 30], in: folder))
        #expect(verdict.composite == nil && verdict.compositeError?.hasPrefix("needs_two") == true)
    }

    @Test func collectAllCanAskForEveryBranch() throws {
        let folder = try TemporaryFolder()
        var options = Options(try SettingsFile.parse("{require: all}", file: "t"), of: "x")
        #expect(try CollectAll(options: &options).merge(try contest([nil, 10], in: folder)).label == "incomplete")
        #expect(try strategy(CollectAll.name).merge(try contest([nil, 10], in: folder)).label == nil)
    }
}
