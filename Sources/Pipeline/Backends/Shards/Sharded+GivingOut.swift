import Foundation

/// From cells that are wanted to arrays that the engine runs.
extension Sharded {
    func giveOut() async throws {
        guard fullUntil.map({ $0 < .now }) ?? true else { return }
        let waiting = orphans
        orphans = []
        try await giveOutAgain(waiting.sorted())
        let ready = Dictionary(grouping: unshared.compactMap { wanted[$0] }) { kind(of: $0.branch, in: $0.group) }
        for (kind, cells) in ready.sorted(by: { $0.key.group.id < $1.key.group.id }) {
            // Before the places are counted: it tells how many there are.
            let limits = limits(of: kind)
            let free = min(throttles.free(in: limits, beside: arrays.values), engineLimits.longestArray)
            guard free > 0 else { continue }
            var ids: [String] = []
            for shard in shares(of: cells, slots: free).prefix(engineLimits.longestArray) {
                if let id = try await write(shard) { ids.append(id) }
            }
            try await submit(ids, as: kind)
        }
    }

    /// Cells may have been withdrawn while other plans were written: what nobody wants is not made.
    private func write(_ shard: Shard) async throws -> String? {
        let shard = Shard(header: shard.header, orders: shard.orders.filter { unshared.contains($0.cell) })
        guard !shard.orders.isEmpty else { return nil }
        shards[shard.id] = OpenShard(shard)
        for order in shard.orders {
            places[order.cell] = shard.id
            unshared.remove(order.cell)
        }
        try await shard.write(in: folder)
        return shard.id
    }

    /// Shards that a worker has begun and none is going to end; one in which nothing is wanted waits until something is.
    func giveOutAgain(_ ids: [String]) async throws {
        let wantedIDs = ids.filter { id in
            shards[id].map { shard in
                !shard.isPublished && shard.places.contains { wanted[$0.key]?.order.key == shard.keys[$0.value] }
            } ?? false
        }
        for (kind, ids) in Dictionary(grouping: wantedIDs, by: { shards[$0].flatMap { kind(of: $0.header) } }) {
            if let kind { try await submit(ids, as: kind) }
        }
    }

    // MARK: Kinds

    private func kind(of branch: Branch, in group: ParallelGroup) -> ArrayKind {
        let licence = site.licences[branch.model]
        return ArrayKind(
            group: .init(id: group.id, workers: group.maxWorkers), resources: branch.resources, licence: licence,
            model: licence == nil ? branch.limits.maxConcurrent.map { .init(id: branch.model, workers: $0) } : nil)
    }

    /// nil for a branch that the pipeline has no longer.
    func kind(of header: Shard.Header) -> ArrayKind? {
        plan.callee(of: header).map { kind(of: $0.branch, in: $0.group) }
    }

    func limits(of kind: ArrayKind) -> [Throttles.Name] {
        let all =
            [("--jobs", access.jobs.capacity ?? .max), ("group \(kind.group.id)", kind.group.workers)]
            + (kind.model.map { [("model \($0.id)", $0.workers)] } ?? [])
        for (name, capacity) in all { throttles.set(name, capacity) }
        return all.map(\.0)
    }

    // MARK: Shards

    /// Shards of one branch each, in the order in which they should begin.
    private func shares(of cells: [Wanted], slots: Int) -> [Shard] {
        var made: [(place: [Int], shard: Shard)] = []
        for branch in Dictionary(grouping: cells, by: \.order.cell.branch).values {
            guard let first = branch.first else { continue }
            let name = "\(first.group.id)/\(first.branch.id)"
            let known = shardTimes[name]?.seconds
            // Until a pilot has shown how long a cell takes, the rest waits for it.
            if known == nil, site.shardCells == nil, isPiloting(name) { continue }
            let size = ShardSize(
                cellsLeft: branch.count, slots: slots, secondsPerCell: known, startUpSeconds: site.startSeconds,
                hardware: first.branch.resources.gpus > 0 ? .gpu : .cpu, minutes: site.shardMinutes, fixedCells: site.shardCells
            ).cellsPerShard()
            let inOrder = branch.sorted { $0.order.place.lexicographicallyPrecedes($1.order.place) }
            let most = known == nil && site.shardCells == nil ? min(inOrder.count, size * slots) : inOrder.count
            for start in stride(from: 0, to: most, by: size) {
                let orders = inOrder[start..<min(start + size, most)].map(\.order)
                made.append((orders[0].place, Shard(header: header(of: first), orders: orders)))
            }
        }
        return made.sorted { $0.place.lexicographicallyPrecedes($1.place) }.map(\.shard)
    }

    private func isPiloting(_ name: String) -> Bool {
        shards.contains { id, shard in
            !shard.isPublished && (shard.array != nil || orphans.contains(id)) && shard.header.name == name
        }
    }

    private func header(of wanted: Wanted) -> Shard.Header {
        let id = "\(wanted.group.id)-\(wanted.branch.id)-\(UUID().uuidString.prefix(8).lowercased())"
        return Shard.Header(
            shard: id, manifest: manifest, group: wanted.group.id, branch: wanted.branch.id, isRace: wanted.group.merge.isRace,
            failFast: wanted.group.failFast)
    }

    /// The rate of the model over the workers that may call it at once: engines bound how many run, never how often they begin.
    private func share(of branch: Branch) -> Double? {
        guard let rate = branch.limits.perMinute else { return nil }
        let groups = plan.callingGroups.filter { $0.branches.contains { $0.model == branch.model && $0.provider != nil } }
        let workers = min(access.jobs.capacity ?? .max, groups.reduce(0) { $0 + $1.maxWorkers }, branch.limits.maxConcurrent ?? .max)
        return rate / Double(max(1, workers))
    }

    // MARK: Arrays

    private func submit(_ ids: [String], as kind: ArrayKind) async throws {
        let limits = limits(of: kind)
        var rest = ids[...]
        var most = engineLimits.longestArray
        while !rest.isEmpty {
            let free = throttles.free(in: limits, beside: arrays.values)
            // No place is left: the rest waits until an array gives some back.
            guard free > 0 else { return orphans.formUnion(rest) }
            let chosen = Array(rest.prefix(most))
            let throttle = min(free, chosen.count)
            let array = ShardArray(
                name: "\(folder.jobPrefix)-\(nextNumber())-\(kind.group.id)", group: kind.group.id, shards: chosen, throttle: throttle,
                resources: kind.resources, licence: kind.licence, rates: rates(of: chosen), minutes: minutes(for: chosen),
                notice: 60 + Int(longestCall(of: chosen) ?? 0))
            do {
                try await submit(array, limits: limits)
                rest = rest.dropFirst(chosen.count)
            } catch let failure as EngineFailure where failure.kind == .full {
                try forget(array)
                noteAway(failure)
                most = max(1, chosen.count / 2)
                guard chosen.count == 1 else { continue }
                refusals += 1
                // Where nothing of ours is in the queue, it is not our jobs that fill it.
                if arrays.isEmpty, refusals > Self.mostRefusals { throw RunError.engine(failure.message) }
                fullUntil = .now + .seconds(max(1, site.pollSeconds))
                return orphans.formUnion(rest)
            }
        }
        refusals = 0
    }

    /// Refusals in a row of a single job after which the queue is not full but closed to us.
    private static let mostRefusals = 60

    private func forget(_ array: ShardArray) throws {
        try journal.close(array.name)
        arrays[array.name] = nil
        for id in array.shards { shards[id]?.array = nil }
    }

    /// Calls a minute of one worker, by branch.
    private func rates(of ids: [String]) -> [String: Double] {
        var rates: [String: Double] = [:]
        for header in ids.compactMap({ shards[$0]?.header }) {
            rates[header.branch] = plan.callee(of: header).flatMap { share(of: $0.branch) }
        }
        return rates
    }

    private func submit(_ array: ShardArray, limits: [Throttles.Name]) async throws {
        try array.write(in: folder)
        try journal.intend(array.name)
        for id in array.shards {
            shards[id]?.array = array.name
            shards[id]?.goneSince = nil
            // What kept an earlier worker from it may have been mended.
            try? FileManager.default.removeItem(atPath: folder.refusal(id))
        }
        arrays[array.name] = OpenArray(array: array, limits: limits, throttle: array.throttle, open: Set(array.shards))
        do {
            try journal.submitted(array.name, id: try await submitOnce(array))
        } catch let failure as EngineFailure where failure.kind == .refused || failure.kind == .missing {
            try journal.close(array.name)
            throw RunError.engine(failure.message)
        }
        isAway = false
        pace.hurry()
    }

    /// A request whose answer was lost may have been taken all the same: the queue is asked before it is made again.
    private func submitOnce(_ array: ShardArray) async throws -> String {
        while true {
            do {
                return try await engine.submit(array)
            } catch let failure as EngineFailure where failure.kind == .away {
                noteAway(failure)
                try await Task.sleep(for: .seconds(max(1, site.pollSeconds)))
                if try await isKnown(array) { return array.name }
            }
        }
    }

    /// Asks until there is an answer: no answer is not a no.
    private func isKnown(_ array: ShardArray) async throws -> Bool {
        while true {
            do {
                return try await !engine.tasks(of: [array.name]).isEmpty
            } catch let failure as EngineFailure where failure.kind == .away {
                try await Task.sleep(for: .seconds(max(1, site.pollSeconds)))
            }
        }
    }

    private func nextNumber() -> Int {
        madeNames += 1
        return journal.count + madeNames
    }

    /// Three times what the shard should take, and one call that hangs; work is kept at every cell, so that too little harms nothing.
    private func minutes(for ids: [String]) -> Int {
        let seconds =
            ids.compactMap { id -> Double? in
                guard let shard = shards[id], let branch = plan.callee(of: shard.header)?.branch else { return nil }
                let longest = branch.timeout * Double(1 + (branch.retries ?? 0))
                guard let each = shardTimes[shard.header.name]?.seconds else {
                    return branch.timeout * Double(shard.keys.count)
                }
                return 3 * each * Double(shard.keys.count) + longest
            }.max() ?? 3600
        let oneCall = longestCall(of: ids) ?? 600
        return max(Int(min((seconds + (site.startSeconds ?? 60)) / 60, Double(site.longestMinutes))), Int(oneCall / 60)) + 2
    }

    /// The longest deadline of a call, in seconds.
    private func longestCall(of ids: [String]) -> Double? {
        ids.compactMap { shards[$0].flatMap { plan.callee(of: $0.header)?.branch.timeout } }.max()
    }
}
