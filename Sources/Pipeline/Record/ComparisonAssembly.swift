import Foundation
import Media
import Scoring
import Statistics

/// Puts one group's stored cells, scorecards and verdicts together with the ranking made of them.
struct ComparisonAssembly {
    let plan: Plan
    let group: ParallelGroup
    let store: RunStore

    /// Branches that were left out and have nothing stored are not shown.
    private let shown: [Branch]

    init(plan: Plan, group: ParallelGroup, store: RunStore) throws {
        self.plan = plan
        self.group = group
        self.store = store
        let stored = try store.branches(group: group.id)
        shown = group.branches.filter { $0.isSelected || stored.contains($0.id) }
    }

    func comparison() throws -> Comparison {
        let cases = try CaseAssembly(plan: plan, store: store, group: group.id).records(branches: shown.map(\.id))
        var settings = RankingSettings(seed: plan.seed, minEffect: plan.minEffect)
        settings.race = group.race
        let ranked = RankedCases(cases, branches: branches, profile: group.scorer?.profile, settings: settings)
        let results = cases.flatMap(\.results)
        var comparison = Comparison(
            groupId: group.id, kind: group.kind, mergeStrategy: group.mergeName, scoring: group.scorer?.profile?.name,
            scoringVersion: group.scorer?.version.description ?? "",
            restsOn: group.scorer?.profile?.restsOnSentence ?? "Nothing was scored.",
            successfulCount: results.count { $0.status == .ok }, failedCount: results.count { $0.status == .failed },
            cancelledCount: results.count { $0.status == .cancelled }, totalTime: results.reduce(0) { $0 + $1.latency },
            totalCost: CaseAssembly.sum(results.map(\.spentUsd)), branches: branches, metrics: metrics(results), cases: cases,
            ranking: ranked.standings, pairwise: ranked.pairs, verdict: ranked.overall,
            statistics: StatisticsRecord(resamples: RankingSettings().resamples, seed: plan.seed),
            identicalBranches: identicalBranches(cases))
        let fromText = shown.filter { $0.type == .textToImage }.map(\.id)
        comparison.race = RaceAssembly(plan: plan, group: group, cases: cases).record()
        if group.race != nil { comparison.statistics.markAsRaced() }
        comparison.votes = try store.votesRecord(group: group.id)
        comparison.similarity = SimilarityAssembly(of: cases, branches: fromText, in: store.folder).record()
        return comparison
    }

    private var branches: [BranchRecord] {
        shown.enumerated().map { index, branch in
            BranchRecord(
                id: branch.id, label: Letters.label(index), provider: branch.providerName, model: branch.model, params: branch.params)
        }
    }

    private func metrics(_ results: [ResultRecord]) -> [MetricRecord] {
        var names: [String] = []
        for card in results.lazy.compactMap(\.scorecard) {
            for name in card.readings.map(\.metric) + card.missing.map(\.metric) where !names.contains(name) { names.append(name) }
        }
        let described = MetricCatalog.descriptions + (group.scorer?.scorers ?? []).map(\.metric)
        return names.compactMap { name in
            guard let known = described.first(where: { $0.name == name }) else { return nil }
            let profile = group.scorer?.profile
            let aspect = profile?.aspects.first { $0.metrics.contains { $0.name == name } }
            var metric = MetricRecord(
                metric: name, version: known.version, summary: known.summary, unit: known.unit, better: known.better.rawValue,
                aspect: aspect?.name, weight: profile?.weight(of: name))
            metric.range = [known.range.lowest, known.range.highest]
            metric.weightsSha256 = results.lazy.compactMap(\.scorecard).compactMap { PublishedWeights.sha256(of: name, in: $0) }.first
            return metric
        }
    }

    /// Branches that gave the same bytes wherever both gave any: the same model under two names, or ignored parameters.
    private func identicalBranches(_ cases: [CaseRecord]) -> [[String]] {
        var hashes: [String: [String: String]] = [:]
        for record in cases {
            for result in record.results {
                if let hash = result.sha256 { hashes[result.branch, default: [:]]["\(record.id)#\(result.repeat)"] = hash }
            }
        }
        var groups: [[String]] = []
        var seen: Set<String> = []
        for branch in shown.map(\.id) where !seen.contains(branch) {
            let twins = shown.map(\.id).filter { other in
                guard other != branch, !seen.contains(other), let a = hashes[branch], let b = hashes[other] else { return false }
                let shared = a.keys.filter { b[$0] != nil }
                return !shared.isEmpty && shared.allSatisfy { a[$0] == b[$0] }
            }
            guard !twins.isEmpty else { continue }
            groups.append([branch] + twins)
            seen.formUnion([branch] + twins)
        }
        return groups
    }
}
