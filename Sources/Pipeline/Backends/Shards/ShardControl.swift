import Foundation

/// What can be done about the shards of a run from outside: look, and stop.
package struct ShardControl: Sendable {
    let folder: ShardFolder
    let engine: any Engine

    package init(_ run: RunFolder, site: SiteSettings) {
        folder = ShardFolder(run)
        engine = SlurmEngine(folder: folder, site: site, program: "", environment: [])
    }

    /// How far the shards of a branch are.
    package struct BranchProgress: Codable, Sendable, Hashable {
        package let group: String
        package let branch: String
        package var shards = 0
        package var published = 0
        /// Cells of all shards that are not in the run store yet, and those that have an end.
        package var cells = 0
        package var made = 0
        package var failed = 0
        /// Shards that a worker showed life for within the last five minutes.
        package var alive = 0
    }

    /// By group and branch, from the files alone.
    package func progress() throws -> [BranchProgress] {
        var found: [String: BranchProgress] = [:]
        for id in folder.plansLeft {
            guard let shard = try? Shard.read(id, in: folder) else { continue }
            let name = "\(shard.header.group)/\(shard.header.branch)"
            let isPublished = FileManager.default.fileExists(atPath: folder.out(id))
            let made =
                isPublished ? ShardRow.read(folder.out(id)).compactMap(\.made) : Array(ShardProgress.read(id, in: folder).made.values)
            var branch = found[name] ?? BranchProgress(group: shard.header.group, branch: shard.header.branch)
            branch.shards += 1
            branch.published += isPublished ? 1 : 0
            branch.cells += shard.orders.count
            branch.made += made.count
            branch.failed += made.count { $0.outcome.failure != nil }
            branch.alive += !isPublished && isAlive(id) ? 1 : 0
            found[name] = branch
        }
        return found.values.sorted { ($0.group, $0.branch) < ($1.group, $1.branch) }
    }

    private func isAlive(_ id: String) -> Bool {
        let names = (try? FileManager.default.contentsOfDirectory(atPath: folder.parts(id))) ?? []
        return names.filter { $0.hasSuffix(".jsonl") }.contains { name in
            let facts = try? FileManager.default.attributesOfItem(atPath: "\(folder.parts(id))/\(name)")
            return (facts?[.modificationDate] as? Date).map { $0.timeIntervalSinceNow > -Checkpoint.silence } ?? false
        }
    }

    /// Tasks as the engine sees them, by its own words: `running`, `waiting (Resources)`.
    package func tasks() async throws -> [String: Int] {
        var counts: [String: Int] = [:]
        guard isSlurm else { return counts }
        for task in try await engine.tasks(of: Journal.open(in: folder)) {
            switch task.phase {
            case .running: counts["running", default: 0] += 1
            case .waiting(let reason): counts["waiting (\(reason))", default: 0] += 1
            case .over(let word), .unknown(let word): counts[word.lowercased(), default: 0] += 1
            case .cancelled: counts["cancelled", default: 0] += 1
            }
        }
        return counts
    }

    /// Ends all jobs of the run. Workers let go of the call that they are making; what they have made is kept.
    ///
    /// - Returns: how many arrays were ended.
    package func cancel() async throws -> Int {
        guard FileManager.default.fileExists(atPath: folder.stops) else { return 0 }
        // Also where nothing is in the queue: a coordinator may be between two arrays.
        try Data("the run was cancelled".utf8).write(to: URL(fileURLWithPath: folder.stop(group: nil)))
        let open = Journal.open(in: folder)
        guard !open.isEmpty else { return 0 }
        let journal = try Journal(folder)
        for name in open {
            // Workers on this machine have read the stop by themselves; Slurm has to be told.
            if isSlurm { try await engine.cancel(name, .all) }
            try journal.close(name)
        }
        return open.count
    }

    private var isSlurm: Bool {
        FileManager.default.contents(atPath: folder.owner).map { String(decoding: $0, as: UTF8.self) } == engine.name
    }

    /// Logs of the attempts at a shard, oldest first: name and text.
    package func logs(ofShard pattern: String?) throws -> [(name: String, text: String)] {
        let names = (try? FileManager.default.contentsOfDirectory(atPath: folder.logs)) ?? []
        return names.sorted().compactMap { name in
            let text = String(decoding: FileManager.default.contents(atPath: "\(folder.logs)/\(name)") ?? Data(), as: UTF8.self)
            guard let pattern else { return (name, text) }
            // A worker names its shard; one that did not come so far is known by its place in an array that is still open.
            let isAbout = text.contains("\(Worker.shardWord) \(pattern)") || shards(ofLog: name).contains { $0.hasPrefix(pattern) }
            return isAbout ? (name, text) : nil
        }
    }

    /// `ARRAY_TASK.log` is about one shard.
    private func shards(ofLog name: String) -> [String] {
        guard let match = name.wholeMatch(of: /(.+)_(\d+)\.log/), let task = Int(match.2) else { return [] }
        guard let array = try? ShardArray.read(String(match.1), in: folder) else { return [] }
        return array.shards.indices.contains(task) ? [array.shards[task]] : []
    }
}
