import Foundation

/// What the engine says, held against what was published.
extension Sharded {
    func reconcile() async throws {
        let known: [EngineTask]
        do {
            known = try await engine.tasks(of: Array(arrays.keys))
        } catch let failure as EngineFailure {
            // A controller that is away says nothing about its tasks.
            if failure.kind == .missing { throw RunError.engine(failure.message) }
            noteAway(failure)
            return pace.wasAsked(moved: false)
        }
        isAway = false
        let status = statusLine(known)
        pace.wasAsked(moved: status != lastStatus)
        if status != lastStatus, !arrays.isEmpty { access.observer(.backend(status)) }
        lastStatus = status
        try await mergePublished()
        var missing: [String] = []
        let byArray = Dictionary(grouping: known, by: \.array)
        for (name, array) in arrays {
            // A request that was made twice has two tasks for each shard, and either may still publish it.
            let tasks = Dictionary((byArray[name] ?? []).map { ($0.index, $0) }) { $0.isOpen ? $0 : $1 }
            for (index, id) in array.array.shards.enumerated() where array.open.contains(id) {
                if isMissing(id, tasks[index] ?? tasks[EngineTask.allOthers]) { missing.append(id) }
            }
        }
        try await resubmit(missing)
        await cancelWhatNobodyWants(known)
        try await widen()
    }

    /// A job that waits for an hour would be waited for, though its first look would tell it that it is not wanted.
    private func cancelWhatNobodyWants(_ known: [EngineTask]) async {
        for (name, array) in arrays where stopped[array.array.group] != nil { try? await engine.cancel(name, .waiting) }
        guard !withdrawn.isEmpty else { return }
        for (name, tasks) in Dictionary(grouping: known.filter(\.isWaiting), by: \.array) {
            guard let array = arrays[name] else { continue }
            let unwanted = tasks.map(\.index).filter { index in
                guard array.array.shards.indices.contains(index) else { return false }
                return array.open.contains(array.array.shards[index]) && isUnwanted(array.array.shards[index])
            }
            if !unwanted.isEmpty { try? await engine.cancel(name, .only(unwanted)) }
        }
    }

    func noteAway(_ failure: EngineFailure) {
        if !isAway { access.observer(.warning("\(name): \(failure.message); trying again")) }
        isAway = true
    }

    /// One line for a person: how many tasks run and wait, and the engine's own reason for waiting.
    private func statusLine(_ tasks: [EngineTask]) -> String {
        var running = 0
        var reasons: [String: Int] = [:]
        for task in tasks where arrays[task.array]?.array.shards.indices.contains(task.index) == true {
            switch task.phase {
            case .running: running += 1
            case .waiting(let reason), .unknown(let reason): reasons[reason, default: 0] += 1
            case .over, .cancelled: break
            }
        }
        let waiting = reasons.sorted { ($1.value, $0.key) < ($0.value, $1.key) }.map { "\($0.value) waiting (\($0.key))" }
        return (["\(name): \(running) running"] + waiting).joined(separator: ", ")
    }

    // MARK: Tasks that are gone

    /// True when the shard has to be given out again.
    private func isMissing(_ id: String, _ task: EngineTask?) -> Bool {
        guard let shard = shards[id], task?.isOpen != true else {
            shards[id]?.goneSince = nil
            return false
        }
        let since = shard.goneSince ?? .now
        shards[id]?.goneSince = since
        // Another node may lack nothing of what this one lacked.
        if FileManager.default.fileExists(atPath: folder.refusal(id)) { return true }
        let isCancelled = task?.phase == .cancelled
        if let reason = reasonNotToMake(id) ?? (isCancelled ? stopped[shard.header.group] : nil) {
            giveUp(id, .cancelled("not started: \(reason)"))
            return false
        }
        guard (ContinuousClock.now - since) / .seconds(1) >= site.graceSeconds else { return false }
        if isCancelled, shard.array.flatMap({ arrays[$0]?.isAdopted }) == false {
            giveUp(id, .cancelled("its job was cancelled in \(name)"))
            return false
        }
        return true
    }

    private func resubmit(_ ids: [String]) async throws {
        for id in ids {
            guard let shard = shards[id] else { continue }
            let rows = await Self.rowCount(of: id, in: folder)
            shards[id]?.fruitless = rows > shard.rows ? 0 : shard.fruitless + 1
            shards[id]?.rows = rows
            if let fruitless = shards[id]?.fruitless, fruitless > site.resubmissions {
                giveUp(id, .failed(loss(of: id, after: fruitless)))
            } else {
                close(id)
            }
        }
        try await giveOutAgain(ids)
    }

    private func loss(of id: String, after fruitless: Int) -> CellFailure {
        guard let reason = FileManager.default.contents(atPath: folder.refusal(id)) else {
            return CellFailure("worker_lost", "\(fruitless) workers in a row ended without an output; see the logs of shard \(id)")
        }
        return CellFailure(
            "worker_refused", "\(fruitless) workers in a row could not make it: \(String(decoding: reason, as: UTF8.self))")
    }

    @concurrent
    private static func rowCount(of id: String, in folder: ShardFolder) async -> Int { ShardProgress.read(id, in: folder).made.count }

    /// What was made of it counts; the rest ends as `outcome`.
    private func giveUp(_ id: String, _ outcome: Outcome) {
        guard let shard = shards[id] else { return }
        let progress = ShardProgress.read(id, in: folder)
        close(id)
        shards[id]?.isPublished = true
        for (cell, place) in shard.places {
            let found = progress.made[place] ?? CellReturn(outcome: outcome, costUSD: (progress.begun[place] ?? 0) > 0 ? nil : 0)
            let made = judged(found, progress.judgements[place], of: cell)
            shards[id]?.made[place] = made
            if wanted[cell]?.order.key == shard.keys[place] { answer(cell, made) }
        }
        dropIfDone(id)
    }

    /// Places that other arrays have given back go to those that could use more.
    private func widen() async throws {
        for (name, array) in arrays where array.throttle < array.open.count {
            let free = throttles.free(in: array.limits, beside: arrays.values)
            guard free > 0 else { continue }
            let throttle = min(array.throttle + free, array.open.count)
            do {
                // On disk first: whoever comes after us must not take for free what may be in use.
                var wider = array.array
                wider.throttle = throttle
                try wider.write(in: folder)
                try await engine.setThrottle(throttle, of: name)
                arrays[name]?.throttle = throttle
            } catch let failure as EngineFailure {
                noteAway(failure)
            }
        }
    }
}
