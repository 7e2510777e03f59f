import Foundation
import Media
import Scoring
import Statistics

/// Publishes made-up results of every shard at once and calls no model: what a run of any size costs its coordinator.
///
/// The rows are what a worker would have written, but no output has a file: nothing is hashed, lent or moved.
actor RehearsalEngine: Engine {
    nonisolated let name = "rehearsal"
    nonisolated let outlives = false
    private let plan: Plan
    private let folder: ShardFolder
    /// Is told how long each array took here, so that it can be taken off the coordinator's time.
    private let took: @Sendable (Duration) -> Void

    init(_ plan: Plan, _ folder: ShardFolder, took: @escaping @Sendable (Duration) -> Void) {
        (self.plan, self.folder, self.took) = (plan, folder, took)
    }

    func limits() -> EngineLimits { EngineLimits(longestArray: 100_000, version: bakeoffVersion) }

    func submit(_ array: ShardArray) throws -> String {
        took(try ContinuousClock().measure { for id in array.shards { try publish(try Shard.read(id, in: folder)) } })
        return array.name
    }

    /// All are over and forgotten.
    func tasks(of names: [String]) -> [EngineTask] { [] }
    func cancel(_ name: String, _ part: ArrayPart) {}
    func setThrottle(_ throttle: Int, of name: String) {}
    func end() {}

    func publish(_ shard: Shard) throws {
        let group = plan.callingGroups.first { $0.id == shard.header.group }
        let branch = group?.branches.firstIndex { $0.id == shard.header.branch } ?? 0
        let rows = shard.orders.enumerated().map { place, order -> ShardRow in
            let judgement = group?.scorer.flatMap { self.judgement(of: order, branch: branch, by: $0) }
            return ShardRow(order: place, made: self.made(order, kind: group?.kind ?? .text), judgement: judgement)
        }
        _ = try Durable.publish(try JSONLines.encode(rows), to: folder.out(shard.id))
    }

    private func made(_ order: CellOrder, kind: MediaKind) -> CellReturn {
        let end = kind == .image ? "png" : kind == .audio ? "wav" : "txt"
        let artifact = Artifact(
            kind: kind, path: "\(order.cell.outputStem).\(end)", sha256: order.key, mediaType: kind == .image ? "image/png" : "audio/wav")
        var made = CellReturn(outcome: .produced(artifact))
        made.seconds = 2 + number(order, "seconds")
        made.costUSD = 0.003
        made.tries = 1
        return made
    }

    /// Each branch is a point better than the one before it, under a difficulty that all share, and luck.
    private func judgement(of order: CellOrder, branch: Int, by scorer: Scorer) -> Judgement? {
        guard let profile = scorer.profile else { return nil }
        let difficulty = 20 * number(Cell(group: "", caseID: order.cell.caseID, branch: "", repeat: 0), "difficulty")
        let quality = 60 + Double(branch) + difficulty + 10 * number(order, "luck")
        let readings = profile.aspects.flatMap { aspect in
            aspect.metrics.map {
                Reading(metric: $0.name, version: 1, value: quality, utility: number(order, $0.name), weight: aspect.weight * $0.weight)
            }
        }
        let card = Scorecard(
            profile: profile.name, readings: readings, missing: [], coverage: 1, quality: quality,
            aspects: profile.aspects.map { AspectScore(aspect: $0.name, utility: quality / 100, weight: $0.weight) })
        return Judgement(card: card, version: "\(scorer.version) \(scorer.measuring(of: order.input))")
    }

    private func number(_ order: CellOrder, _ what: String) -> Double { number(order.cell, what) }

    /// 0…1, the same for the same cell.
    private func number(_ cell: Cell, _ what: String) -> Double { Double(StableHash.of("\(cell) \(what)") >> 11) * 0x1p-53 }
}

extension BackendSetting {
    /// Shards whose results are made up at once.
    package static func rehearsal(
        _ site: SiteSettings, overrides: Planner.Overrides, took: @escaping @Sendable (Duration) -> Void
    ) -> BackendSetting {
        BackendSetting { plan, folder, access in
            let shards = ShardFolder(folder)
            let engine = RehearsalEngine(plan, shards, took: took)
            return try await Sharded(plan: plan, folder: shards, engine: engine, site: site, access: access, overrides: overrides)
        }
    }
}
