import Foundation
import Media
import Scoring

/// The phases of a coordinator one by one on made-up results, without the tasks and waiting of a walk over the cases: for sizes at
/// which the whole walk takes hours.
package struct Rehearsal: Sendable {
    package struct Times: Sendable {
        /// Writing the plans of shards.
        package var sharding = Duration.zero
        /// Making results up and publishing them, beside the other two.
        package var workers = Duration.zero
        /// From published shards to cells and verdicts in the run store.
        package var merging = Duration.zero
    }

    let plan: Plan
    let group: ParallelGroup
    let store: RunStore
    let folder: ShardFolder
    let engine: RehearsalEngine
    let cellsPerShard: Int
    private let robustness: WeightRobustness?

    /// - Throws: what makes the run folder unfit.
    package init(_ plan: Plan, _ group: ParallelGroup, in store: RunStore, cellsPerShard: Int) throws {
        (self.plan, self.group, self.store, self.cellsPerShard) = (plan, group, store, cellsPerShard)
        folder = ShardFolder(store.folder)
        engine = RehearsalEngine(plan, folder) { _ in }
        robustness = group.scorer?.profile.map { WeightRobustness($0) }
        try folder.create()
        try store.begin(plan)
    }

    /// So many cases at a time as make a shard for each branch; the next ones are being made while the last ones are merged.
    ///
    /// - Parameter progress: is told how many cases are in the store.
    package func run(progress: (Int, Times) -> Void) async throws -> Times {
        var times = Times()
        var last: [Shard] = []
        for start in stride(from: 0, to: plan.cases.count, by: cellsPerShard) {
            let cases = start..<min(start + cellsPerShard, plan.cases.count)
            let shards = group.branches.indices.map { shard(of: $0, cases) }
            times.sharding += try await ContinuousClock().measure { for shard in shards { try await shard.write(in: folder) } }
            async let made = published(shards)
            times.merging += try ContinuousClock().measure { try merge(last) }
            times.workers += try await made
            last = shards
            progress(start, times)
        }
        times.merging += try ContinuousClock().measure { try merge(last) }
        try store.end(stoppedBecause: nil)
        return times
    }

    private func shard(of place: Int, _ cases: Range<Int>) -> Shard {
        let branch = group.branches[place]
        let orders = cases.map { index in
            let input = plan.cases[index]
            let seed = plan.seed(of: input.id, repeat: 0)
            return CellOrder(
                cell: Cell(group: group.id, caseID: input.id, branch: branch.id, repeat: 0),
                key: Fingerprint.key(branch, input: input, seed: seed, repeat: 0), input: input, inputs: [], steps: [:], seed: seed,
                place: [index, 0, 0, place], estimate: nil)
        }
        let header = Shard.Header(
            shard: "\(branch.id)-\(cases.lowerBound)", manifest: "", group: group.id, branch: branch.id, isRace: false, failFast: false)
        return Shard(header: header, orders: orders)
    }

    private func published(_ shards: [Shard]) async throws -> Duration {
        try await ContinuousClock().measure { for shard in shards { try await engine.publish(shard) } }
    }

    /// Shards of all branches over the same cases.
    private func merge(_ shards: [Shard]) throws {
        let rows = shards.map { ShardRow.read(folder.out($0.id)) }
        for place in shards.first?.orders.indices ?? 0..<0 {
            var results: [CellResult] = []
            var cards: [String: Scorecard] = [:]
            for (shard, rows) in zip(shards, rows) {
                guard let made = rows[place].made else { continue }
                let order = shard.orders[place]
                results.append(
                    CellResult(
                        cell: order.cell, outcome: made.outcome, seconds: made.seconds, costUSD: made.costUSD, tries: made.tries,
                        seed: order.seed))
                cards[order.cell.branch] = rows[place].judgement?.card
                try store.keep(results[results.count - 1], fingerprint: order.key, source: nil, judgement: rows[place].judgement)
            }
            try decide(results, cards, caseID: shards[0].orders[place].cell.caseID)
        }
        for path in shards.flatMap({ [folder.plan($0.id), folder.out($0.id)] }) { try FileManager.default.removeItem(atPath: path) }
    }

    private func decide(_ results: [CellResult], _ cards: [String: Scorecard], caseID: String) throws {
        let names = results.map(\.cell.branch)
        var contest = Contest(
            result: ParallelResult(groupID: group.id, results: results), scorecards: cards, branches: names, finishOrder: names,
            caseID: caseID, repeat: 0, folder: store.folder, profile: group.scorer?.profile)
        contest.robustness = robustness
        let key = sha256Hex(Array((plan.configSHA256 + results.map { $0.artifact?.sha256 ?? "" }.joined()).utf8))
        try store.keep(try group.merge.merge(contest), group: group.id, caseID: caseID, key: key)
    }
}
