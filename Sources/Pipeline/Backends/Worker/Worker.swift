import Foundation
import Media
import Synchronization

/// Makes the cells of one shard, one after the other, and publishes what came.
///
/// It may be killed at any instant and started anew, here or elsewhere, also beside a copy of itself: every finished cell is on
/// disk before the next one begins, and the first copy that ends is the one that counts.
package struct Worker: Sendable {
    /// How an attempt ended.
    package enum End: Int32, Sendable {
        /// The shard is published, by this attempt or by another one.
        case published = 0
        /// Not everything is done; what is done is kept for the next attempt.
        case again = 75
        /// No attempt can run the shard: its plan or the pipeline cannot be read here.
        case refused = 65
    }

    let plan: Plan
    let folder: ShardFolder
    let shard: Shard
    /// Calls a minute that this worker may begin; nil sets no rate.
    let perMinute: Double?
    let branch: Branch
    let group: ParallelGroup
    /// A name that no other attempt has, whatever the engine says about its jobs.
    let attempt: String
    /// Where calls write, on a disk of this machine.
    let workFolder: String
    let observer: RunObserver
    let winding: WindingUp
    /// Seconds between two looks for a stop.
    var pause = 1.0
    /// Seconds without a sign of life after which the holder of a shard's lease is taken for dead.
    var patience = Checkpoint.silence

    /// What it is called in the log, so that logs can be found by it.
    package var title: String { "\(Self.shardWord) \(shard.id)" }
    static let shardWord = "shard"

    /// Calls of one cell that may end without a word before the cell is given up: it takes its worker with it.
    static let mostDeaths = 3

    /// - Throws: what makes the machine unfit: a full disk, a lost folder. The shard can be tried again.
    package func run() async throws -> End {
        if isPublished { return .published }
        try RunFolder.create(folder.parts(shard.id))
        let lease = ShardLease(folder: folder, shard: shard.id, patience: patience, pause: pause)
        guard try await lease.take(unless: { isPublished }) else { return .published }
        defer { lease.release() }
        // Whoever held the lease may have ended, and all of the shard be in the run store by now.
        if isPublished || !FileManager.default.fileExists(atPath: folder.plan(shard.id)) { return .published }
        let checkpoint = try Checkpoint(folder: folder, shard: shard.id, attempt: attempt)
        let life = Task { await checkpoint.live() }
        defer { life.cancel() }
        let shift = await Shift(worker: self, checkpoint: checkpoint)
        guard try await shift.run() else { return .again }
        await shift.rest()
        try publish(checkpoint.progress)
        return .published
    }

    private var isPublished: Bool { FileManager.default.fileExists(atPath: folder.out(shard.id)) }

    private func publish(_ progress: ShardProgress) throws {
        let text = try JSONLines.encode(
            shard.orders.indices.map { ShardRow(order: $0, made: progress.made[$0], judgement: progress.judgements[$0]) })
        if try !Durable.publish(text, to: folder.out(shard.id)) {
            // What was made twice was paid for twice: the run says so.
            try Durable.write(text, to: folder.overtaken(shard.id, attempt))
        }
    }
}

/// Set when no further cell may be begun: the machine is wanted back, or time is up.
package final class WindingUp: Sendable {
    private let flag = Atomic<Bool>(false)
    package init() {}
    package var isSet: Bool { flag.load(ordering: .acquiring) }
    package func set() { flag.store(true, ordering: .releasing) }
}
