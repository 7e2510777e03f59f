import Foundation
import Subprocess

/// A command of a scheduler, run to its end.
struct EngineTool: Sendable {
    /// Seconds; a controller that is away lets its commands wait for some.
    var patience = 60.0
    static let mostBytes = 64 << 20

    /// - Returns: what it printed.
    /// - Throws: `EngineFailure`.
    func run(_ program: String, _ arguments: [String]) async throws -> String {
        let outcome = try await withThrowingTaskGroup(of: (status: TerminationStatus, output: String, errors: String)?.self) { race in
            race.addTask { try await Self.call(program, arguments) }
            race.addTask {
                try await Task.sleep(for: .seconds(patience))
                return nil
            }
            defer { race.cancelAll() }
            return try await race.next() ?? nil
        }
        guard let outcome else { throw EngineFailure(kind: .away, message: "\(program) gave no answer in \(Int(patience)) s") }
        guard outcome.status.isSuccess else {
            let words = outcome.errors.trimmingCharacters(in: .whitespacesAndNewlines)
            throw EngineFailure(kind: SlurmText.kind(of: words), message: "\(program): \(SlurmText.gist(of: words))")
        }
        return outcome.output
    }

    private static func call(_ program: String, _ arguments: [String]) async throws -> (TerminationStatus, String, String)? {
        do {
            let result = try await Subprocess.run(
                .name(program), arguments: Arguments(arguments), output: .string(limit: mostBytes), error: .string(limit: mostBytes))
            return (result.terminationStatus, result.standardOutput, result.standardError)
        } catch let error as SubprocessError {
            try Task.checkCancellation()
            guard error.code == .executableNotFound else { throw EngineFailure(kind: .away, message: "\(program): \(error)") }
            guard error.code == .executableNotFound else { throw EngineFailure(kind: .away, message: "\(program): \(error)") }
            throw EngineFailure(
                kind: .missing,
                message: "cannot start \(program): \(error). Run bakeoff where Slurm's commands are, on a login node of the cluster")
        }
    }
}
