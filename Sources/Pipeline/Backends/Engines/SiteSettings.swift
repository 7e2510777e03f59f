import Catalogs
import Foundation

/// What a cluster asks of the jobs that run there; a file of its own, since a pipeline is the same everywhere.
package struct SiteSettings: Sendable, Hashable {
    /// The program as the nodes see it; nil is this one.
    package var program: String?
    /// Names of environment variables that go with the jobs.
    package var environment: [String] = []
    /// Cells of a shard; nil follows the time that they take.
    package var shardCells: Int?
    /// Minutes that a shard should take; nil follows the rule of `ShardSize`.
    package var shardMinutes: Double?
    /// Seconds that a worker takes before its first call: a container, a model to load; nil where nobody has measured it.
    package var startSeconds: Double?
    /// Seconds between two questions to the engine.
    package var pollSeconds = 5.0
    /// Seconds to wait for the files of a task that the engine calls gone: network filesystems show them late.
    package var graceSeconds = 60.0
    /// How often a shard is given to a further worker after one that ended without a new output.
    package var resubmissions = 3
    /// Cells that may be open at once; each takes some 75 kB of memory.
    package var openCells = 5_000
    /// Further options of `sbatch`, as they are.
    package var sbatch: [String] = []
    /// Licences of the cluster by model.
    package var licences: [String: String] = [:]
    /// Minutes that no job may pass.
    package var longestMinutes = 240

    package init() {}

    /// - Throws: `Problems`, all of them at once.
    package static func read(_ name: String) throws(Problems) -> SiteSettings {
        let path = Paths.absolute(name, from: FileManager.default.currentDirectoryPath)
        guard let source = try? String(contentsOfFile: path, encoding: .utf8) else {
            throw Problems([Problem("no site file at \(name)", remedy: "check the path; 'docs/cluster.md' shows one")])
        }
        var options = Options(try SettingsFile.parse(source, file: name), of: "the site file")
        let site = SiteSettings(&options, folder: (path as NSString).deletingLastPathComponent)
        options.finish()
        try Problems.throwIfAny(options.problems)
        return site
    }

    private init(_ options: inout Options, folder: String) {
        program = options.text("program").map { Paths.absolute($0, from: folder) }
        environment = options.texts("environment") ?? []
        shardCells = options.whole("shard_cells", in: 1...1_000_000)
        shardMinutes = options.number("shard_minutes", in: 0.01...1_440)
        startSeconds = options.number("start_seconds", in: 0...86_400)
        pollSeconds = options.number("poll_seconds", default: pollSeconds, in: 0.2...600)
        graceSeconds = options.number("grace_seconds", default: graceSeconds, in: 0...3_600)
        resubmissions = options.whole("resubmissions", in: 0...100) ?? resubmissions
        openCells = options.whole("open_cells", in: 1...1_000_000) ?? openCells
        longestMinutes = options.whole("longest_minutes", in: 1...525_600) ?? longestMinutes
        sbatch = options.texts("sbatch") ?? []
        let licences = options.value("licences")
        if let licences, licences.entries == nil {
            options.report("'licences' must name a licence for each model: {flux: flux-licence}", at: licences)
        }
        for entry in licences?.entries ?? [] {
            if let name = entry.value.text {
                self.licences[entry.key] = name
            } else {
                options.report("the licence of model '\(entry.key)' must be a name", at: entry.value)
            }
        }
    }
}
