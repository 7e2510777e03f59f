import Foundation
import Subprocess

/// Runs the tasks of arrays as work of this process or as programs of this machine: what Slurm does, without Slurm.
actor LocalEngine: Engine {
    /// Runs one task to its end and gives its exit code.
    typealias Work = @Sendable (_ array: ShardArray, _ index: Int) async throws -> Int32

    nonisolated let name = BackendName.processes.rawValue
    nonisolated let outlives = false
    private let work: Work
    private let longestArray: Int
    private var arrays: [String: Entry] = [:]

    private struct Entry {
        let array: ShardArray
        var throttle: Int
        var phases: [EngineTask.Phase]
        var running: [Int: Task<Void, Never>] = [:]
    }

    init(longestArray: Int = 1_000, work: @escaping Work) {
        self.longestArray = longestArray
        self.work = work
    }

    func limits() -> EngineLimits { EngineLimits(longestArray: longestArray, version: bakeoffVersion) }

    func submit(_ array: ShardArray) -> String {
        let waiting = EngineTask.Phase.waiting("ArrayTaskThrottle")
        arrays[array.name] = Entry(array: array, throttle: array.throttle, phases: array.shards.map { _ in waiting })
        beginWhatCan(array.name)
        return array.name
    }

    func tasks(of names: [String]) -> [EngineTask] {
        names.flatMap { name in
            (arrays[name]?.phases ?? []).enumerated().map { EngineTask(array: name, index: $0.offset, phase: $0.element) }
        }
    }

    func cancel(_ name: String, _ part: ArrayPart) {
        guard let entry = arrays[name] else { return }
        for index in entry.phases.indices {
            if case .only(let indices) = part, !indices.contains(index) { continue }
            if case .waiting = entry.phases[index] { arrays[name]?.phases[index] = .cancelled }
            if part != .waiting, let task = entry.running[index] {
                arrays[name]?.phases[index] = .cancelled
                task.cancel()
            }
        }
    }

    func setThrottle(_ throttle: Int, of name: String) {
        arrays[name]?.throttle = throttle
        beginWhatCan(name)
    }

    /// Seconds that workers have to let go of their calls.
    private static let grace = 5.0

    func end() async {
        for name in arrays.keys { cancel(name, .waiting) }
        let limit = ContinuousClock.now + .seconds(Self.grace)
        while arrays.values.contains(where: { !$0.running.isEmpty }), ContinuousClock.now < limit {
            // The task of whoever leaves may be cancelled: then a pause is none, and time must pass all the same.
            await Task { try? await Task.sleep(for: .milliseconds(50)) }.value
        }
        for name in arrays.keys { cancel(name, .all) }
        for task in arrays.values.flatMap(\.running.values) { await task.value }
    }

    private func beginWhatCan(_ name: String) {
        guard let entry = arrays[name] else { return }
        var free = entry.throttle - entry.running.count
        for index in entry.phases.indices where free > 0 {
            guard case .waiting = entry.phases[index] else { continue }
            free -= 1
            arrays[name]?.phases[index] = .running(node: "here")
            arrays[name]?.running[index] = Task { await self.run(name, index) }
        }
    }

    private func run(_ name: String, _ index: Int) async {
        guard let array = arrays[name]?.array else { return }
        let phase: EngineTask.Phase
        do {
            phase = try await work(array, index) == 0 ? .over("COMPLETED") : .over("FAILED")
        } catch {
            phase = .over("FAILED")
        }
        arrays[name]?.running[index] = nil
        if arrays[name]?.phases[index] != .cancelled { arrays[name]?.phases[index] = phase }
        beginWhatCan(name)
    }
}

extension LocalEngine {
    /// Starts a worker program for each task.
    static func programs(_ program: String, in shards: ShardFolder) -> LocalEngine {
        LocalEngine { array, task in
            let run = shards.run.path
            let log = "\(shards.logs)/\(array.name)_\(task).log"
            let child = ChildProcess(
                executable: program, arguments: ["worker", run, "--array", array.name, "--task", String(task)], environment: [:],
                folder: run,
                inputPath: nil, outputPath: "/dev/null", errorPath: log)
            do {
                switch try await child.run() {
                case .exited(let code): return code
                case .signaled(let signal): return 128 + signal
                }
            } catch {
                // The log is where somebody will look for why there is no output.
                try Data("\(program) cannot be started: \(error)\n".utf8).write(to: URL(fileURLWithPath: log))
                throw error
            }
        }
    }
}
