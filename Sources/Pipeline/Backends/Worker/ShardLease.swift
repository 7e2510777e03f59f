import Foundation
import Glibc
import Synchronization

/// Held by the one attempt that works on a shard, so that a copy started beside it waits and does not pay for the same outputs.
///
/// A lease is a favour and no proof: where a filesystem knows no locks, or forgets them, the shard is made twice and the first
/// to publish counts. The system lets go of it however the attempt ends; a holder that shows no life for long loses it.
final class ShardLease: Sendable {
    private let folder: ShardFolder
    private let shard: String
    private let patience: Double
    private let pause: Double
    private let descriptor = Mutex<Int32>(-1)

    init(folder: ShardFolder, shard: String, patience: Double, pause: Double) {
        (self.folder, self.shard, self.patience, self.pause) = (folder, shard, patience, pause)
    }

    /// - Returns: false when `isDone` came true while another attempt held the lease.
    func take(unless isDone: () -> Bool) async throws -> Bool {
        let file = open(folder.lease(shard), O_RDWR | O_CREAT | O_CLOEXEC, 0o644)
        guard file >= 0 else { throw Durable.Failure(path: folder.lease(shard), code: errno) }
        descriptor.withLock { $0 = file }
        var life = signsOfLife
        var seen = ContinuousClock.now
        while flock(file, LOCK_EX | LOCK_NB) != 0 {
            guard errno == EWOULDBLOCK || errno == EINTR else { return true }
            if isDone() { return false }
            let now = signsOfLife
            if now != life { (life, seen) = (now, .now) }
            if (ContinuousClock.now - seen) / .seconds(1) > patience { return true }
            try await Task.sleep(for: .seconds(pause))
        }
        return true
    }

    func release() {
        descriptor.withLock {
            if $0 >= 0 { close($0) }
            $0 = -1
        }
    }

    deinit { release() }

    /// Times of change of all attempts: compared with each other alone, so that no two clocks have to agree.
    private var signsOfLife: [String] {
        let names = (try? FileManager.default.contentsOfDirectory(atPath: folder.parts(shard))) ?? []
        return names.filter { $0.hasSuffix(".jsonl") }.sorted().map { Fingerprint.stamp(of: "\(folder.parts(shard))/\($0)") }
    }
}
