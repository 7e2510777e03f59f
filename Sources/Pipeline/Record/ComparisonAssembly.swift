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
        let ranking = Ranking(rankingInput(cases), settings: settings)
        let results = cases.flatMap(\.results)
        var comparison = Comparison(
            groupId: group.id, kind: group.kind, mergeStrategy: group.mergeName, scoring: group.scorer?.profile?.name,
            scoringVersion: group.scorer?.version.description ?? "",
            restsOn: group.scorer?.profile?.restsOnSentence ?? "Nothing was scored.",
            successfulCount: results.count { $0.status == .ok }, failedCount: results.count { $0.status == .failed },
            cancelledCount: results.count { $0.status == .cancelled }, totalTime: results.reduce(0) { $0 + $1.latency },
            totalCost: CaseAssembly.sum(results.map(\.spentUsd)), branches: branches, metrics: metrics(results), cases: cases,
            ranking: ranking.standings.map { standing($0, results) }, pairwise: ranking.pairs.map(Self.pair), verdict: overall(ranking),
            statistics: StatisticsRecord(resamples: RankingSettings().resamples, seed: plan.seed),
            identicalBranches: identicalBranches(cases))
        let fromText = shown.filter { $0.type == .textToImage }.map(\.id)
        comparison.race = RaceAssembly(plan: plan, group: group, cases: cases).record()
        if group.race != nil { comparison.statistics.markAsRaced() }
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
        return names.compactMap { name in
            guard let known = MetricCatalog.descriptions.first(where: { $0.name == name }) else { return nil }
            let profile = group.scorer?.profile
            let aspect = profile?.aspects.first { $0.metrics.contains { $0.name == name } }
            return MetricRecord(
                metric: name, version: known.version, summary: known.summary, unit: known.unit, better: known.better.rawValue,
                aspect: aspect?.name, weight: profile?.weight(of: name))
        }
    }

    // MARK: Ranking

    /// Mean quality over repeats; a failure and a fatal gate count as 0, a cancelled or missing cell as not run.
    private func rankingInput(_ cases: [CaseRecord]) -> RankingInput {
        var quality = [[Double?]](repeating: [], count: shown.count)
        var failed = [[Bool]](repeating: [], count: shown.count)
        for record in cases {
            for (index, branch) in shown.enumerated() {
                let results = record.results.filter { $0.branch == branch.id && $0.status != .cancelled }
                quality[index].append(group.scorer == nil ? nil : ContestScores.mean(Self.scores(record, of: branch.id)))
                failed[index].append(!results.isEmpty && results.allSatisfy { $0.status == .failed })
            }
        }
        return RankingInput(branches: shown.map(\.id), cases: cases.map(\.id), quality: quality, failed: failed)
    }

    /// What each repeat counts as: a failure as 0, what was cancelled or has no quality as nothing.
    static func scores(_ record: CaseRecord, of branch: String) -> [Double] {
        record.results.filter { $0.branch == branch && $0.status != .cancelled }.compactMap {
            $0.status == .failed ? 0 : $0.scorecard?.quality
        }
    }

    private func standing(_ standing: Standing, _ results: [ResultRecord]) -> StandingRecord {
        let own = results.filter { $0.branch == standing.branch && $0.status == .ok }
        // A cached output tells how long it took then, not how fast the model is now; a file that was there tells nothing.
        let isMade = shown.first { $0.id == standing.branch }?.providerName != FilesProvider.name
        let times = isMade ? own.filter { !$0.cached }.map(\.latency).sorted() : []
        let tried = results.filter { $0.branch == standing.branch && $0.status != .cancelled }
        let cost = CaseAssembly.sum(tried.map(\.costUsd)).map { own.isEmpty ? 0 : $0 / Double(own.count) }
        return StandingRecord(
            branch: standing.branch, cases: standing.cases, rank: [standing.rankLow, standing.rankHigh], mean: standing.mean,
            ci95: Self.printed(standing.interval),
            winRate: standing.winRate, failures: standing.failures, failureRate: standing.failureRate,
            failureCi95: standing.failureInterval,
            secondsMedian: Self.quantile(times, 0.5), secondsP95: Self.quantile(times, 0.95), costPerOutput: own.isEmpty ? nil : cost)
    }

    /// Limits as they are printed and decided on: further digits differ between platforms.
    private static func printed(_ limits: [Double]?) -> [Double]? { limits?.map { $0.rounded(digits: 4) } }

    private static func pair(_ pair: PairComparison) -> PairRecord {
        PairRecord(
            a: pair.a, b: pair.b, cases: pair.cases, wins: pair.wins, losses: pair.losses, ties: pair.ties, diff: pair.difference,
            ci95: printed(pair.interval), p: pair.p?.rounded(digits: 4), pHolm: pair.pHolm?.rounded(digits: 4),
            label: pair.label.rawValue, casesNeeded: pair.casesNeeded)
    }

    private func overall(_ ranking: Ranking) -> OverallRecord {
        let verdict = ranking.verdict
        let silent = ranking.standings.filter { $0.cases > 0 && $0.failures == $0.cases }.map(\.branch)
        let label = group.scorer == nil ? "not_compared" : verdict.label.rawValue
        let sentence = VerdictSentence(
            label: label, winners: verdict.winners, over: verdict.over, diff: verdict.difference, ci95: Self.printed(verdict.interval),
            wins: verdict.wins, losses: verdict.losses, ties: verdict.ties, cases: verdict.cases, casesNeeded: verdict.casesNeeded,
            minimumCases: verdict.minimumCases, minEffect: plan.minEffect, claims: group.scorer?.profile?.claims, failedBranches: silent)
        return OverallRecord(
            label: label, winners: verdict.winners, over: verdict.over, diff: verdict.difference, ci95: Self.printed(verdict.interval),
            wins: verdict.wins, losses: verdict.losses, ties: verdict.ties, cases: verdict.cases, casesNeeded: verdict.casesNeeded,
            minEffect: plan.minEffect, warnings: verdict.warnings, heading: sentence.heading, text: sentence.text)
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

    /// Nearest rank of a sorted list.
    private static func quantile(_ sorted: [Double], _ share: Double) -> Double? {
        sorted.isEmpty ? nil : sorted[min(sorted.count - 1, max(0, Int((share * Double(sorted.count)).rounded(.up)) - 1))]
    }
}
