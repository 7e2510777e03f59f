import Foundation
import Synchronization

/// Slurm through its command-line tools: one job array for every array of shards.
///
/// Nothing of it needs accounting, root or a plug-in, and no option is younger than Slurm 20.11.
final class SlurmEngine: Engine {
    let name = BackendName.slurm.rawValue
    let outlives = true
    private let folder: ShardFolder
    private let site: SiteSettings
    private let program: String
    /// Environment variables that go with the jobs.
    private let environment: [String]
    private let tool = EngineTool()
    /// Job ids by array.
    private let jobs = Mutex<[String: String]>([:])

    /// Tasks of one array at most, also where the cluster takes more: a smaller array is sooner cancelled and sooner listed.
    static let longestArray = 5_000

    init(folder: ShardFolder, site: SiteSettings, program: String, environment: [String]) {
        (self.folder, self.site, self.program, self.environment) = (folder, site, program, environment)
    }

    func limits() async throws -> EngineLimits {
        let config = try await tool.run("scontrol", ["show", "config"])
        // The size counts indices from 0 on, and a site may have set it to less than its users think.
        let size = SlurmText.value("MaxArraySize", in: config).flatMap(Int.init) ?? 1_001
        guard size > 1 else { throw EngineFailure(kind: .refused, message: "this cluster takes no job arrays (MaxArraySize \(size))") }
        return EngineLimits(
            longestArray: min(size - 1, Self.longestArray), version: SlurmText.value("SLURM_VERSION", in: config) ?? "unknown")
    }

    func submit(_ array: ShardArray) async throws -> String {
        try Durable.write(Data(Self.script.utf8), to: folder.script)
        let output = try await tool.run("sbatch", options(for: array) + [folder.script, program, folder.run.path, array.name])
        guard let job = SlurmText.job(output) else {
            throw EngineFailure(kind: .away, message: "sbatch: no job number in '\(output.prefix(80))'")
        }
        jobs.withLock { $0[array.name] = job }
        return job
    }

    func tasks(of names: [String]) async throws -> [EngineTask] {
        guard !names.isEmpty else { return [] }
        // All states: a task that failed would otherwise vanish and look done.
        let text = try await tool.run(
            "squeue", ["-h", "-r", "-t", "all", "-o", SlurmText.format, "-n", names.sorted().joined(separator: ",")])
        let found = SlurmText.tasks(text)
        jobs.withLock { jobs in
            for (job, task) in found { jobs[task.array] = job }
        }
        return found.map(\.task)
    }

    func cancel(_ name: String, _ part: ArrayPart) async throws {
        switch part {
        case .all: _ = try await tool.run("scancel", ["--quiet", "--name=\(name)"])
        case .waiting: _ = try await tool.run("scancel", ["--quiet", "--name=\(name)", "--state=PENDING"])
        case .only(let indices):
            guard let job = jobs.withLock({ $0[name] }) else { return }
            for start in stride(from: 0, to: indices.count, by: 1_000) {
                let tasks = indices[start..<min(start + 1_000, indices.count)].map { "\(job)_\($0)" }
                // With a state beside it scancel 22.05 takes a task for the whole array.
                _ = try await tool.run("scancel", ["--quiet"] + tasks)
            }
        }
    }

    func setThrottle(_ throttle: Int, of name: String) async throws {
        guard let job = jobs.withLock({ $0[name] }) else { return }
        _ = try await tool.run("scontrol", ["update", "JobId=\(job)", "ArrayTaskThrottle=\(throttle)"])
    }

    /// Its tasks go on: that is what a cluster is for.
    func end() async {}

    // MARK: sbatch

    /// Takes everything as arguments, so that no name is ever read by a shell.
    private static let script = """
        #!/bin/sh
        exec "$1" worker "$2" --array "$3" --task "$SLURM_ARRAY_TASK_ID" \\
            --attempt "$SLURM_ARRAY_JOB_ID.$SLURM_ARRAY_TASK_ID.${SLURM_RESTART_COUNT:-0}"

        """

    func options(for array: ShardArray) -> [String] {
        var options = [
            "--parsable", "--job-name=\(array.name)", "--array=0-\(array.shards.count - 1)%\(array.throttle)", "--nodes=1", "--ntasks=1",
            "--requeue", "--kill-on-invalid-dep=yes", "--open-mode=append", "--output=\(folder.logs.replacing("%", with: "%%"))/%x_%a.log",
            "--chdir=\(folder.run.path)",
            "--time=\(array.minutes)", "--signal=B:USR1@\(min(array.notice, 30 * array.minutes))",
            "--export=\((Self.always + environment).joined(separator: ","))",
        ]
        if let cpus = array.resources.cpus { options.append("--cpus-per-task=\(cpus)") }
        if let memory = array.resources.memory { options.append("--mem=\(memory)M") }
        if array.resources.gpus > 0 { options.append("--gres=gpu:\(array.resources.gpus)") }
        if let licence = array.licence { options.append("--licenses=\(licence)") }
        return options + site.sbatch
    }

    private static let always = ["PATH", "HOME", "USER", "LANG"]
}
