import Foundation
import Glibc
import Subprocess
import Synchronization
import SystemPackage

/// One program run to its end in a session of its own, so that nothing it starts outlives it.
struct ChildProcess: Sendable {
    let executable: String
    let arguments: [String]
    let environment: [String: String]
    let folder: String
    /// A file for standard input, so that a program that does not read it breaks no pipe; nil gives none.
    let inputPath: String?
    /// Files that receive the two outputs.
    let outputPath: String
    let errorPath: String

    /// How long the group may take to end by itself before it is killed.
    static let grace = Duration.seconds(2)

    /// Runs the program; cancelling the task ends its whole process group.
    ///
    /// The leader may obey SIGTERM while a grandchild ignores it, and a program may leave a process behind on success:
    /// in every case the group gets SIGKILL at the end.
    func run() async throws -> TerminationStatus {
        let leader = ProcessGroup()
        do {
            let status = try await launch(leader)
            leader.kill()
            return status
        } catch {
            leader.kill()
            throw error
        }
    }

    private func launch(_ leader: ProcessGroup) async throws -> TerminationStatus {
        var options = PlatformOptions()
        options.createSession = true
        options.teardownSequence = [.gracefulShutDown(toProcessGroup: true, allowedDurationToNextStep: Self.grace)]
        let additions = environment.reduce(into: [Environment.Key: String?]()) { $0[Environment.Key(rawValue: $1.key)!] = $1.value }
        let configuration = Configuration(
            executable: .path(FilePath(executable)), arguments: Arguments(arguments), environment: .inherit.updating(additions),
            workingDirectory: FilePath(folder), platformOptions: options)
        let output = FileDescriptorOutput.fileDescriptor(try Self.create(outputPath), closeAfterSpawningProcess: true)
        let errors = FileDescriptorOutput.fileDescriptor(try Self.create(errorPath), closeAfterSpawningProcess: true)
        if let inputPath {
            let input = FileDescriptorInput.fileDescriptor(
                try FileDescriptor.open(FilePath(inputPath), .readOnly, options: .closeOnExec), closeAfterSpawningProcess: true)
            return try await Subprocess.run(configuration, input: input, output: output, error: errors) {
                leader.note($0.processIdentifier.value)
            }.terminationStatus
        }
        return try await Subprocess.run(configuration, input: .none, output: output, error: errors) {
            leader.note($0.processIdentifier.value)
        }.terminationStatus
    }

    private static func create(_ path: String) throws -> FileDescriptor {
        try FileDescriptor.open(
            FilePath(path), .writeOnly, options: [.create, .truncate, .closeOnExec], permissions: [.ownerReadWrite, .groupRead, .otherRead])
    }

    /// The last lines of a file, at most 2,000 bytes, for an error.
    static func tail(of path: String) -> String? {
        guard Paths.isRegularFile(path, following: false), let file = FileHandle(forReadingAtPath: path) else { return nil }
        defer { file.closeFile() }
        let length = file.seekToEndOfFile()
        file.seek(toFileOffset: length > 2_000 ? length - 2_000 : 0)
        let text = String(decoding: file.readDataToEndOfFile(), as: UTF8.self).trimmingCharacters(in: .whitespacesAndNewlines)
        return text.isEmpty ? nil : text
    }
}

/// Remembers the leader of a process group, whichever way the call ends.
private final class ProcessGroup: Sendable {
    private let leader = Mutex<pid_t>(0)

    func note(_ process: pid_t) { leader.withLock { $0 = process } }

    func kill() {
        let process = leader.withLock { $0 }
        if process > 1 { _ = Glibc.kill(-process, SIGKILL) }
    }
}
