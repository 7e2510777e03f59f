import Foundation
import Media

/// One attempt's work on its shard: calls one at a time, in file order, each output judged while the next one is made.
@Conductor
final class Shift {
    private let worker: Worker
    private let checkpoint: Checkpoint
    private let access: ModelAccess
    private let branch: Branch
    private let judging = Limit(name: "scoring", capacity: max(1, ProcessInfo.processInfo.activeProcessorCount))

    init(worker: Worker, checkpoint: Checkpoint) {
        self.worker = worker
        self.checkpoint = checkpoint
        var branch = worker.branch
        branch.limits = ModelLimits(maxConcurrent: 1, perMinute: worker.perMinute)
        self.branch = branch
        access = ModelAccess(jobs: 1, bursts: false, observer: worker.observer)
    }

    /// - Returns: false when it had to stop before the last cell.
    func run() async throws -> Bool {
        try await withThrowingTaskGroup(of: Void.self) { tasks in
            for (place, order) in worker.shard.orders.enumerated() {
                guard !worker.winding.isSet, !isStopped else { return false }
                if checkpoint.progress.made[place] == nil {
                    guard try await make(order, place) else { return false }
                }
                guard checkpoint.progress.judgements[place] == nil else { continue }
                tasks.addTask { @Sendable @Conductor in try await self.judge(order, place) }
            }
            try await tasks.waitForAll()
            return true
        }
    }

    /// Keeps the machine until the rate allows another call: the next shard that runs here knows nothing of this one.
    func rest() async {
        guard let opening = access.limit(of: branch).nextOpening else { return }
        try? await Task.sleep(until: opening, clock: .continuous)
    }

    // MARK: Calls

    /// - Returns: false when the call was cut off because this attempt, or the whole run, is being ended.
    private func make(_ order: CellOrder, _ place: Int) async throws -> Bool {
        let deaths = checkpoint.progress.begun[place] ?? 0
        var made: CellReturn
        if let reason = stopReason(of: order.cell) {
            made = CellReturn(outcome: .cancelled("not started: \(reason)"))
        } else if deaths >= Worker.mostDeaths {
            let failure = CellFailure(
                "worker_died", "\(deaths) workers ended in the middle of this call; see the logs of shard \(worker.shard.id)")
            made = CellReturn(outcome: .failed(failure))
        } else {
            try checkpoint.add(ShardRow(order: place, begun: true))
            guard let answer = try await call(order) else {
                try checkpoint.add(ShardRow(order: place, begun: false))
                return false
            }
            made = answer
        }
        let unheard = deaths + (checkpoint.progress.cutOff[place] ?? 0)
        if unheard > 0 { charge(unheard, of: order, to: &made) }
        try await keep(made, of: order, place)
        if case .produced = made.outcome, worker.shard.header.isRace { try stopRivals(of: order.cell) }
        if case .failed = made.outcome, worker.shard.header.failFast {
            _ = try Durable.publish(Data(StopReason.failFast.utf8), to: worker.folder.stop(group: worker.group.id))
        }
        return true
    }

    /// The winner of a race is known here before the shard is published.
    private func stopRivals(of cell: Cell) throws {
        for rival in worker.group.branches where rival.id != cell.branch {
            let other = Cell(group: cell.group, caseID: cell.caseID, branch: rival.id, repeat: cell.repeat)
            _ = try Durable.publish(Data(RaceNote.lost.utf8), to: worker.folder.stop(other))
        }
    }

    /// Calls that ended without a word may have been billed.
    private func charge(_ calls: Int, of order: CellOrder, to made: inout CellReturn) {
        made.tries += calls
        let price = branch.price?.amount == 0 ? 0 : order.estimate
        made.costUSD = price.flatMap { price in made.costUSD.map { $0 + Double(calls) * price } }
    }

    private func call(_ order: CellOrder) async throws -> CellReturn? {
        guard let provider = branch.provider else { throw CellFailure("no_model", "branch '\(branch.id)' calls no model") }
        let stop = StopSignal()
        let sequence = CallSequence(
            access: access, limits: [access.jobs, access.limit(of: branch)], branch: branch, provider: provider,
            request: order.request(of: branch, workFolder: "\(worker.workFolder)/\(order.cell.caseID)-\(order.cell.repeat)"),
            order: order.place,
            stops: [stop], estimate: order.estimate, mayGoOn: { [winding = worker.winding] in !winding.isSet })
        let watch = Task { @Conductor in
            while (try? await Task.sleep(for: .seconds(worker.pause))) != nil {
                if let reason = isStopped ? "the run was cancelled" : stopReason(of: order.cell) { return stop.fire(reason) }
            }
        }
        defer { watch.cancel() }
        let answer = try await sequence.run()
        if isStopped, answer.outcome.isCancelled { return nil }
        return await wasCutOff(answer) ? nil : answer
    }

    /// Who ends a job signals every process of it: the model's program dies with us, and that is no failure of the model.
    private func wasCutOff(_ answer: CellReturn) async -> Bool {
        guard let failure = answer.outcome.failure else { return false }
        // The same signal may reach the program before it reaches us.
        let looks = ["signal", "exit_status"].contains(failure.code) ? 10 : 1
        for look in 0..<looks {
            if worker.winding.isSet || isStopped { return true }
            if look + 1 < looks { try? await Task.sleep(for: .milliseconds(30)) }
        }
        return false
    }

    /// The output goes to where its content says, so that a copy of this attempt writes the same file.
    private func keep(_ made: CellReturn, of order: CellOrder, _ place: Int) async throws {
        var made = made
        if let source = made.source, case .produced(let artifact) = made.outcome {
            made.source = try await ContentStore(root: worker.folder.outputs).keep(source, of: artifact)
        }
        try checkpoint.add(ShardRow(order: place, made: made))
        let result = CellResult(
            cell: order.cell, outcome: made.outcome, seconds: made.seconds, costUSD: made.costUSD, tries: made.tries, seed: order.seed)
        access.observer(.cellFinished(result, isStored: false))
        try? FileManager.default.removeItem(atPath: "\(worker.workFolder)/\(order.cell.caseID)-\(order.cell.repeat)")
    }

    // MARK: Scores

    private func judge(_ order: CellOrder, _ place: Int) async throws {
        guard let scorer = worker.group.scorer, let made = checkpoint.progress.made[place], let source = made.source,
            case .produced(let artifact) = made.outcome, artifact.kind == .image || artifact.kind == .audio
        else { return }
        try await access.turnstile.enter([judging], order: [place])
        defer { access.turnstile.leave([judging]) }
        let request = ScoringRequest(path: source, kind: artifact.kind, of: order.cell, order.input, in: worker.folder.run)
        let judgement = await scorer.judgement(for: request, input: order.input)
        try checkpoint.add(ShardRow(order: place, judgement: judgement))
    }

    // MARK: Stops

    private var isStopped: Bool { reason(worker.folder.stop(group: nil)) != nil }

    private func stopReason(of cell: Cell) -> String? {
        reason(worker.folder.stop(group: worker.group.id)) ?? reason(worker.folder.stop(cell))
    }

    private func reason(_ path: String) -> String? {
        FileManager.default.contents(atPath: path).map { String(decoding: $0, as: UTF8.self) }
    }
}

extension Outcome {
    var isCancelled: Bool { if case .cancelled = self { true } else { false } }
}
