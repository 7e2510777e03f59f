import Foundation

/// What an earlier coordinator of this run left behind.
extension Sharded {
    /// Takes over every shard whose results are not all in the run store, whether it is published, running, or known to nobody.
    func adopt() async throws {
        pace.start(site.pollSeconds)
        for id in folder.plansLeft {
            do {
                let shard = OpenShard(try Shard.read(id, in: folder))
                shards[id] = shard
                for cell in shard.places.keys { places[cell] = id }
            } catch {
                // A plan is written whole; one that cannot be read and that nobody began is of no use to anyone.
                let isBegun = [folder.parts(id), folder.out(id)].contains { FileManager.default.fileExists(atPath: $0) }
                guard !isBegun else { throw RunError.cannotRead(folder.plan(id), "\(error)") }
                try? FileManager.default.removeItem(atPath: folder.plan(id))
            }
        }
        for name in journal.open { try await adopt(name) }
        for (id, shard) in shards where shard.array == nil && !FileManager.default.fileExists(atPath: folder.out(id)) {
            // What no worker has begun is planned anew; the rest is given out again once it is wanted.
            guard !FileManager.default.fileExists(atPath: folder.parts(id)) else { continue }
            try? FileManager.default.removeItem(atPath: folder.plan(id))
            for cell in shard.places.keys { places[cell] = nil }
            shards[id] = nil
        }
        let taken = shards.values.reduce(0) { $0 + $1.places.count }
        if taken > 0 { access.observer(.backend("\(self.name): going on with \(taken) outputs that were given out before")) }
    }

    private func adopt(_ name: String) async throws {
        guard FileManager.default.fileExists(atPath: folder.array(name)) else { return try journal.close(name) }
        let array: ShardArray
        do {
            array = try ShardArray.read(name, in: folder)
        } catch {
            throw RunError.cannotRead(folder.array(name), "\(error)")
        }
        let open = Set(array.shards.filter { shards[$0] != nil })
        guard !open.isEmpty else { return try journal.close(name) }
        guard let kind = open.lazy.compactMap({ self.shards[$0].flatMap { self.kind(of: $0.header) } }).first else {
            // No branch of it is in the pipeline any more.
            try await engine.cancel(name, .all)
            return try journal.close(name)
        }
        for id in open { shards[id]?.array = name }
        arrays[name] = OpenArray(array: array, limits: limits(of: kind), throttle: array.throttle, open: open, isAdopted: true)
    }
}
