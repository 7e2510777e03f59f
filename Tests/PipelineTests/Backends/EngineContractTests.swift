import Foundation
import Synchronization
import Testing

@testable import Pipeline

/// What every engine does. Slurm takes part where there is a cluster: `make cluster-test`.
@Suite(.serialized) struct EngineContractTests {
    /// Stands for the worker: `PROGRAM worker RUN --array NAME --task N …`; notes its begin and end, and ends as a file says.
    private static let program = """
        #!/bin/sh
        echo "begin $6" >> "$2/log-$4"
        while [ -e "$2/hold" ]; do sleep 0.05; done
        sleep "$(cat "$2/pause" 2> /dev/null || echo 0.05)"
        echo "end $6" >> "$2/log-$4"
        ! grep -qx "$6" "$2/failing" 2> /dev/null
        """

    static var engines: [BackendName] { isCluster ? [.processes, .slurm] : [.processes] }
    static var isCluster: Bool { ProcessInfo.processInfo.environment["BAKEOFF_CLUSTER"] != nil }

    private struct Bench {
        let folder: TemporaryFolder
        let shards: ShardFolder
        let engine: any Engine

        init(_ name: BackendName) throws {
            folder = try TemporaryFolder()
            shards = ShardFolder(RunFolder(path: folder.path))
            try shards.create()
            try folder.write(EngineContractTests.program, to: "worker")
            let program = "\(folder.path)/worker"
            try FileManager.default.setAttributes([.posixPermissions: 0o755], ofItemAtPath: program)
            switch name {
            case .slurm: engine = SlurmEngine(folder: shards, site: SiteSettings(), program: program, environment: [])
            default: engine = LocalEngine.programs(program, in: shards)
            }
        }

        func array(_ name: String, tasks: Int, throttle: Int) -> ShardArray {
            ShardArray(
                name: "\(shards.jobPrefix)-\(name)", group: "g", shards: (0..<tasks).map { "s\($0)" }, throttle: throttle,
                resources: Resources(), minutes: 5)
        }

        func log(_ array: ShardArray) -> [String] {
            ((try? String(contentsOfFile: "\(folder.path)/log-\(array.name)", encoding: .utf8)) ?? "").split(separator: "\n").map(
                String.init)
        }

        /// Until no task is open; a cluster that hangs fails the test.
        func waitForEnd(_ array: ShardArray) async throws -> [EngineTask] {
            for _ in 0..<1_200 {
                let tasks = try await engine.tasks(of: [array.name])
                if !tasks.isEmpty, !tasks.contains(where: \.isOpen) { return tasks.sorted { $0.index < $1.index } }
                try await Task.sleep(for: .seconds(0.1))
            }
            Issue.record("\(array.name) did not end")
            return []
        }

        func wait(_ what: String, until isTrue: () async throws -> Bool) async throws {
            for _ in 0..<1_200 {
                if try await isTrue() { return }
                try await Task.sleep(for: .seconds(0.05))
            }
            Issue.record("waited in vain: \(what)")
        }
    }

    @Test(arguments: engines) func runsEveryTaskOnceAndNoMoreAtATimeThanAsked(_ name: BackendName) async throws {
        let bench = try Bench(name)
        let array = bench.array("plain", tasks: 5, throttle: 2)
        _ = try await bench.engine.submit(array)
        let tasks = try await bench.waitForEnd(array)
        #expect(tasks.map(\.index) == [0, 1, 2, 3, 4])
        #expect(tasks.allSatisfy { $0.phase == .over("COMPLETED") }, "\(tasks)")
        var running = 0
        var most = 0
        for line in bench.log(array) {
            running += line.hasPrefix("begin") ? 1 : -1
            most = max(most, running)
        }
        #expect(most >= 1 && most <= 2)
        #expect(Set(bench.log(array)).count == 10)
    }

    @Test(arguments: engines) func aFailedTaskLeavesItsSiblingsAlone(_ name: BackendName) async throws {
        let bench = try Bench(name)
        try bench.folder.write("1\n", to: "failing")
        let array = bench.array("failing", tasks: 3, throttle: 3)
        _ = try await bench.engine.submit(array)
        let tasks = try await bench.waitForEnd(array)
        #expect(tasks.map(\.phase) == [.over("COMPLETED"), .over("FAILED"), .over("COMPLETED")])
    }

    @Test(arguments: engines) func cancelEndsWhatRunsAndWhatWaits(_ name: BackendName) async throws {
        let bench = try Bench(name)
        try bench.folder.write("", to: "hold")
        let array = bench.array("cancelled", tasks: 4, throttle: 1)
        _ = try await bench.engine.submit(array)
        try await bench.wait("a task runs") { !bench.log(array).isEmpty }
        try await bench.engine.cancel(array.name, .all)
        let tasks = try await bench.waitForEnd(array)
        #expect(tasks.allSatisfy { $0.phase == .cancelled }, "\(tasks)")
        #expect(bench.log(array) == ["begin 0"])
        // Again, and for what was never there: no error.
        try await bench.engine.cancel(array.name, .all)
        try await bench.engine.cancel("\(bench.shards.jobPrefix)-unknown", .all)
    }

    @Test(arguments: engines) func oneCanBeCancelledAlone(_ name: BackendName) async throws {
        let bench = try Bench(name)
        try bench.folder.write("", to: "hold")
        let array = bench.array("picked", tasks: 4, throttle: 1)
        _ = try await bench.engine.submit(array)
        try await bench.wait("a task runs") { !bench.log(array).isEmpty }
        try await bench.engine.cancel(array.name, .only([2]))
        try FileManager.default.removeItem(atPath: "\(bench.folder.path)/hold")
        let tasks = try await bench.waitForEnd(array)
        // Slurm forgets a task that was ended before it began.
        #expect(
            tasks.filter { $0.phase == .over("COMPLETED") }.map(\.index) == [0, 1, 3] && !bench.log(array).contains("begin 2"), "\(tasks)")
    }

    @Test(arguments: engines) func theThrottleCanBeWidenedWhileTasksRun(_ name: BackendName) async throws {
        let bench = try Bench(name)
        try bench.folder.write("", to: "hold")
        let array = bench.array("widened", tasks: 3, throttle: 1)
        _ = try await bench.engine.submit(array)
        try await bench.wait("one task runs") { bench.log(array).count == 1 }
        try await bench.engine.setThrottle(3, of: array.name)
        try await bench.wait("all three run") { bench.log(array).count == 3 }
        try FileManager.default.removeItem(atPath: "\(bench.folder.path)/hold")
        #expect(try await bench.waitForEnd(array).count == 3)
    }

    @Test(arguments: engines) func saysWhyATaskWaitsAndWhereOneRuns(_ name: BackendName) async throws {
        let bench = try Bench(name)
        try bench.folder.write("", to: "hold")
        let array = bench.array("waiting", tasks: 2, throttle: 1)
        _ = try await bench.engine.submit(array)
        try await bench.wait("one runs and one waits") {
            let tasks = try await bench.engine.tasks(of: [array.name])
            let runs = tasks.contains { if case .running(let node) = $0.phase { !node.isEmpty } else { false } }
            let waits = tasks.contains { if case .waiting(let reason) = $0.phase { !reason.isEmpty } else { false } }
            return runs && waits
        }
        try FileManager.default.removeItem(atPath: "\(bench.folder.path)/hold")
        _ = try await bench.waitForEnd(array)
    }

    @Test(arguments: engines) func knowsNothingOfOtherNames(_ name: BackendName) async throws {
        let bench = try Bench(name)
        #expect(try await bench.engine.tasks(of: ["\(bench.shards.jobPrefix)-none"]).isEmpty)
        #expect(try await bench.engine.tasks(of: []).isEmpty)
        #expect(try await bench.engine.limits().longestArray >= 1)
    }

    @Test(arguments: engines) func whatRunsCanBeLeftWhileWhatWaitsIsEnded(_ name: BackendName) async throws {
        let bench = try Bench(name)
        try bench.folder.write("", to: "hold")
        let array = bench.array("half", tasks: 3, throttle: 1)
        _ = try await bench.engine.submit(array)
        try await bench.wait("a task runs") { !bench.log(array).isEmpty }
        try await bench.engine.cancel(array.name, .waiting)
        try FileManager.default.removeItem(atPath: "\(bench.folder.path)/hold")
        let tasks = try await bench.waitForEnd(array)
        // Slurm names those that never began in one line.
        let phases = (0..<3).map { index in (tasks.first { $0.index == index } ?? tasks.first { $0.index == EngineTask.allOthers })?.phase }
        #expect(phases == [.over("COMPLETED"), .cancelled, .cancelled])
        #expect(bench.log(array) == ["begin 0", "end 0"])
    }

    @Test(arguments: engines) func anArrayCanBeEndedBeforeItBegins(_ name: BackendName) async throws {
        let bench = try Bench(name)
        try bench.folder.write("", to: "hold")
        let array = bench.array("unbegun", tasks: 3, throttle: 1)
        _ = try await bench.engine.submit(array)
        try await bench.engine.cancel(array.name, .all)
        let tasks = try await bench.waitForEnd(array)
        #expect(!tasks.isEmpty && tasks.allSatisfy { $0.phase == .cancelled }, "\(tasks)")
    }
}
