import Dispatch
import Foundation
import Glibc
import Synchronization

/// Turns Ctrl-C and terminate into task cancellation, which ends every child and leaves a run that can be resumed.
enum Interruption {
    /// Children have sessions of their own, so the terminal's signal reaches this process alone.
    static func handling<T: Sendable>(_ work: @escaping @Sendable () async throws -> T) async throws -> T {
        let caught = Caught()
        let task = Task { try await work() }
        let sources = [SIGINT, SIGTERM, SIGHUP].map { number in
            catching(number) {
                caught.note(number)
                task.cancel()
            }
        }
        defer {
            for source in sources { source.cancel() }
            for number in [SIGINT, SIGTERM, SIGHUP] { signal(number, SIG_DFL) }
        }
        do {
            return try await task.value
        } catch is CancellationError {
            throw caught.status
        }
    }

    /// Does something at every such signal, in place of what the system would do, until the source is cancelled.
    static func catching(_ number: Int32, _ action: @escaping @Sendable () -> Void) -> any DispatchSourceSignal {
        signal(number, SIG_IGN)
        let source = DispatchSource.makeSignalSource(signal: number, queue: .global())
        source.setEventHandler(handler: action)
        source.resume()
        return source
    }

    private final class Caught: Sendable {
        private let number = Mutex<Int32>(SIGINT)
        func note(_ signal: Int32) { number.withLock { $0 = signal } }
        var status: Status { number.withLock { $0 } == SIGINT ? .interrupted : .terminated }
    }
}
