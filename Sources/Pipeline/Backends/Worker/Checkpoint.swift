import Foundation
import Synchronization

/// What the attempts at a shard have done, and the file to which this attempt adds.
final class Checkpoint: Sendable {
    private let file: AppendedFile
    private let state: Mutex<ShardProgress>

    /// Seconds between two signs of life.
    static let beat = 30.0
    /// Seconds without one after which an attempt is taken for dead.
    static let silence = 300.0

    init(folder: ShardFolder, shard: String, attempt: String) throws {
        state = Mutex(ShardProgress.read(shard, in: folder))
        file = try AppendedFile("\(folder.parts(shard))/\(attempt).jsonl")
    }

    var progress: ShardProgress { state.withLock { $0 } }

    /// On disk when it returns.
    func add(_ row: ShardRow) throws {
        try state.withLock {
            try file.append(line: row)
            $0.add(row)
        }
    }

    /// Shows that this attempt lives, until the task is cancelled.
    func live() async {
        while (try? await Task.sleep(for: .seconds(Self.beat))) != nil { file.touch() }
    }
}
