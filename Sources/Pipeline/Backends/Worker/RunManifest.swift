import Catalogs
import Foundation
import Media
import Scoring

/// What a worker has to know of the run to make its cells as the run itself would.
struct RunManifest: Codable, Sendable, Hashable {
    /// A worker of another version refuses the shard: its scores would not be comparable.
    let version: String
    /// The pipeline file, absolute: paths in it are relative to its folder.
    let path: String
    let source: String
    /// Where the run was begun: programs that a file names may stand there, and do their work there.
    let workingFolder: String
    let timeout: Double?
    let retries: Int?
    /// Stands for all cases, which were looked at where the run began.
    let sample: Case?
    /// Whether every case has a reference, which decides the profile where none is named.
    let hasReferences: Bool

    init(_ plan: Plan, _ overrides: Planner.Overrides) {
        version = bakeoffVersion
        path = plan.file ?? ""
        source = plan.source
        workingFolder = FileManager.default.currentDirectoryPath
        (timeout, retries) = (overrides.timeout, overrides.retries)
        sample = plan.cases.first
        hasReferences = !plan.cases.isEmpty && plan.cases.allSatisfy { $0.reference != nil }
    }

    /// The pipeline as planned here: a program or a key that this machine lacks is a problem if the branch needs it.
    func plan(for branch: String) throws(Problems) -> Plan {
        guard version == bakeoffVersion else {
            throw Problems([
                Problem(
                    "the run was begun by bakeoff \(version), and this worker is \(bakeoffVersion)",
                    remedy: "install one version on all nodes")
            ])
        }
        var overrides = Planner.Overrides()
        (overrides.timeout, overrides.retries, overrides.shared) = (
            timeout, retries, .init(cases: sample.map { [$0] } ?? [], hasReferences: hasReferences, branch: branch)
        )
        var planner = Planner(try PipelineFile(source: source, name: path, path: path), overrides: overrides, data: try ScoringData.load())
        return try planner.plan()
    }
}

extension Worker {
    /// Reads the shard that task `task` of an array runs, and plans it; goes to the folder in which the run was begun.
    ///
    /// - Parameters:
    ///   - folder: of the run.
    ///   - job: what the engine calls this attempt, for its logs; the attempt's own name is unique whatever it is.
    /// - Returns: nil when nothing is left to do: all of the shard is in the run store.
    /// - Throws: `WorkerRefusal`, which stands beside the shard as well, so that the run can say it.
    package static func open(
        in folder: RunFolder, array: String, task: Int, job: String, workFolder: String, winding: WindingUp, observer: @escaping RunObserver
    ) throws -> Worker? {
        let shards = ShardFolder(folder)
        guard FileManager.default.fileExists(atPath: shards.array(array)) else { return nil }
        var id: String?
        do {
            let array = try ShardArray.read(array, in: shards)
            let listed = array.shards
            guard listed.indices.contains(task) else { throw CellFailure("no_shard", "array \(array.name) has no task \(task)") }
            id = listed[task]
            guard FileManager.default.fileExists(atPath: shards.plan(listed[task])) else { return nil }
            let shard = try Shard.read(listed[task], in: shards)
            let manifest = try JSONDecoder().decode(
                RunManifest.self, from: Data(contentsOf: URL(fileURLWithPath: shards.manifest(shard.header.manifest))))
            guard FileManager.default.changeCurrentDirectoryPath(manifest.workingFolder) else {
                throw CellFailure("no_folder", "this machine has no folder \(manifest.workingFolder), in which the run was begun")
            }
            let plan = try manifest.plan(for: shard.header.branch)
            return try Worker(
                plan: plan, shard: shard, of: array, in: shards, job: job, workFolder: workFolder, winding: winding, observer: observer)
        } catch let error as Problems {
            throw try refused(id, because: error.list.map(\.message).joined(separator: "; "), in: shards)
        } catch let error as CellFailure where error.code == "no_branch" {
            throw try refused(id, because: error.message, in: shards)
        }
    }

    /// What another machine, or another hour, cannot mend either stands beside the shard.
    private static func refused(_ id: String?, because reason: String, in shards: ShardFolder) throws -> WorkerRefusal {
        if let id {
            try RunFolder.create(shards.parts(id))
            try Durable.write(Data(reason.utf8), to: shards.refusal(id))
        }
        return WorkerRefusal(reason: reason)
    }

    init(
        plan: Plan, shard: Shard, of array: ShardArray, in folder: ShardFolder, job: String, workFolder: String, winding: WindingUp,
        observer: @escaping RunObserver
    ) throws(CellFailure) {
        guard let (group, branch) = plan.callee(of: shard.header), branch.provider != nil
        else {
            throw CellFailure("no_branch", "the pipeline has no branch '\(shard.header.branch)' in '\(shard.header.group)' on this machine")
        }
        self.init(
            plan: plan, folder: folder, shard: shard, perMinute: array.rates[shard.header.branch], branch: branch, group: group,
            attempt: "\(job).\(UUID().uuidString.prefix(8))",
            workFolder: workFolder, observer: observer, winding: winding)
    }
}

/// Why a worker cannot run its shard, and no other attempt can.
package struct WorkerRefusal: Error, CustomStringConvertible {
    package let reason: String
    package var description: String { "this worker cannot run the shard: \(reason)" }
}
