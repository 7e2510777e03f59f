import Foundation
import Media

/// Where the shards of a run live: `shards/` in the run folder, on a filesystem that all nodes see.
package struct ShardFolder: Sendable {
    package let run: RunFolder
    package init(_ run: RunFolder) { self.run = run }

    package var path: String { "\(run.path)/shards" }
    /// Never changed: shards of an earlier plan go on with theirs.
    func manifest(_ name: String) -> String { "\(path)/manifest-\(name).json" }
    /// The backend that the shards were given to last.
    var owner: String { "\(path)/backend" }
    var journal: String { "\(path)/journal.jsonl" }
    var script: String { "\(path)/worker.sh" }
    package var logs: String { "\(path)/logs" }
    var plans: String { "\(path)/plans" }
    var arrays: String { "\(path)/arrays" }
    var published: String { "\(path)/out" }
    var outputs: String { "\(path)/cas" }
    var stops: String { "\(path)/stops" }

    func array(_ name: String) -> String { "\(arrays)/\(name).json" }
    func plan(_ shard: String) -> String { "\(plans)/\(shard).jsonl" }
    func out(_ shard: String) -> String { "\(published)/\(shard).jsonl" }
    /// One file an attempt: the checkpoint, and the sign of life.
    func parts(_ shard: String) -> String { "\(path)/parts/\(shard)" }
    func lease(_ shard: String) -> String { "\(parts(shard))/lease" }
    /// Why no attempt can run the shard, written by a worker.
    func refusal(_ shard: String) -> String { "\(parts(shard))/refused" }
    /// Rows of an attempt that another one had overtaken.
    func overtaken(_ shard: String, _ attempt: String) -> String { "\(parts(shard))/overtaken.\(attempt)" }

    /// A file that exists once nothing of the group, or of the run, is wanted any more; its text is the reason.
    func stop(group: String?) -> String { "\(stops)/" + (group.map { "group-\($0)" } ?? "all") }
    func stop(_ cell: Cell) -> String { "\(stops)/cell-" + sha256Hex(Array(cell.description.utf8)).prefix(32) }

    /// Shards of which not everything is known to be in the run store.
    var plansLeft: [String] {
        ((try? FileManager.default.contentsOfDirectory(atPath: plans)) ?? []).filter { $0.hasSuffix(".jsonl") }.sorted().map {
            String($0.dropLast(".jsonl".count))
        }
    }

    func create() throws(CellFailure) {
        for folder in [logs, plans, arrays, published, outputs, stops, "\(path)/parts"] { try RunFolder.create(folder) }
    }

    /// Jobs of this run and of no other have names that begin so.
    var jobPrefix: String { "bakeoff-" + sha256Hex(Array(run.path.utf8)).prefix(8) }
}
