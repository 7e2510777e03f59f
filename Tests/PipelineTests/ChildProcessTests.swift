import Catalogs
import Foundation
import Glibc
import Subprocess
import Testing

@testable import Pipeline

@Suite struct ChildProcessTests {
    private func child(_ script: String, in folder: TemporaryFolder, inputPath: String? = nil) -> ChildProcess {
        ChildProcess(
            executable: "/bin/sh", arguments: ["-c", script], environment: ["BAKEOFF_TEST": "yes"], folder: folder.path,
            inputPath: inputPath,
            outputPath: "\(folder.path)/stdout", errorPath: "\(folder.path)/stderr")
    }

    private func isAlive(_ process: pid_t) -> Bool {
        guard kill(process, 0) == 0 else { return false }
        // A zombie whose parent is slow to reap is not alive.
        let status = (try? String(contentsOfFile: "/proc/\(process)/stat", encoding: .utf8)) ?? ") Z"
        return !status.contains(") Z")
    }

    private func processes(in folder: TemporaryFolder) -> [pid_t] {
        (try? String(contentsOfFile: "\(folder.path)/pids", encoding: .utf8))?.split(separator: "\n").compactMap { pid_t($0) } ?? []
    }

    /// A killed process takes a moment to end; one that was not killed never does, and the time limit fails the test.
    private func gone(_ processes: [pid_t]) async throws {
        while processes.contains(where: isAlive) { try await Task.sleep(for: .milliseconds(5)) }
    }

    /// Waits for a file of process ids that the script writes last.
    private func ready(_ folder: TemporaryFolder) async throws {
        while !FileManager.default.fileExists(atPath: "\(folder.path)/ready") { try await Task.sleep(for: .milliseconds(5)) }
    }

    @Test func inputOutputEnvironmentAndStatus() async throws {
        let folder = try TemporaryFolder()
        try folder.write("hello\n", to: "input")
        let script = "cat; echo $BAKEOFF_TEST; echo oops >&2; exit 7"
        let status = try await child(script, in: folder, inputPath: "\(folder.path)/input").run()
        #expect(status == .exited(7))
        #expect(try String(contentsOfFile: "\(folder.path)/stdout", encoding: .utf8) == "hello\nyes\n")
        #expect(ChildProcess.tail(of: "\(folder.path)/stderr") == "oops")
    }

    @Test(.timeLimit(.minutes(1))) func cancellingLeavesNoGrandchildEvenOneThatIgnoresTerm() async throws {
        let folder = try TemporaryFolder()
        // The leader obeys SIGTERM at once; the grandchild ignores it and must be killed with the group.
        let script = "sh -c 'trap \"\" TERM; echo $$ > pids; touch ready; while :; do sleep 1; done' & wait"
        let process = child(script, in: folder)
        let task = Task { try await process.run() }
        try await ready(folder)
        task.cancel()
        _ = await task.result
        let left = processes(in: folder)
        #expect(left.count == 1)
        try await gone(left)
    }

    @Test(.timeLimit(.minutes(1))) func aLeaderThatIgnoresTermIsKilledToo() async throws {
        let folder = try TemporaryFolder()
        let process = child("trap '' TERM; echo $$ > pids; touch ready; while :; do sleep 1; done", in: folder)
        let task = Task { try await process.run() }
        try await ready(folder)
        task.cancel()
        _ = await task.result
        try await gone(processes(in: folder))
    }

    @Test(.timeLimit(.minutes(1))) func whatAProgramLeavesBehindEndsWithIt() async throws {
        let folder = try TemporaryFolder()
        let status = try await child("sleep 1000 & echo $! > pids; exit 0", in: folder).run()
        #expect(status == .exited(0))
        try await gone(processes(in: folder))
    }

    @Test func aLongErrorOutputIsCutToItsTail() async throws {
        let folder = try TemporaryFolder()
        _ = try await child("i=0; while [ $i -lt 2000 ]; do echo line $i >&2; i=$((i+1)); done", in: folder).run()
        let tail = try #require(ChildProcess.tail(of: "\(folder.path)/stderr"))
        #expect(tail.utf8.count <= 2_000 && tail.hasSuffix("line 1999"))
    }
}
