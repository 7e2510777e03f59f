import Foundation

extension RunStore {
    /// Writes down what is run, or, when the folder holds a run already, finishes what a kill interrupted.
    func begin(_ plan: Plan) throws {
        try claim()
        try recover()
        if try fact("started") == nil { try note("started", Self.timestamp(Date())) }
        try note("pipeline_file", plan.file ?? "")
        try note("config_sha256", plan.configSHA256)
        try note("status", RunFacts.Status.partial.rawValue)
        try noteScope(of: plan)
        try note("sitting_began", String(Date().timeIntervalSince1970))
        try plan.source.write(toFile: "\(folder.path)/pipeline.resolved.yaml", atomically: true, encoding: .utf8)
    }

    /// Adds this sitting's time and says how it ended; the work folders of this process are empty by now.
    ///
    /// - Parameter reason: why the run is not complete; nil when it is.
    func end(stoppedBecause reason: String?) throws {
        let began = Double(try fact("sitting_began") ?? "") ?? 0
        let before = Double(try fact("seconds") ?? "") ?? 0
        try note("seconds", String(before + Date().timeIntervalSince1970 - began))
        try note("status", (reason == nil ? RunFacts.Status.complete : .partial).rawValue)
        try note("stopped_because", reason ?? "")
        do {
            try FileManager.default.removeItem(atPath: "\(folder.path)/work")
        } catch {
            // Nothing was run, or a program that outlived an earlier sitting still writes there: neither harms the run.
        }
    }

    /// Why the run is not complete; nil when it is.
    package func stoppedBecause() throws -> String? {
        guard try fact("status") == RunFacts.Status.partial.rawValue else { return nil }
        let reason = try fact("stopped_because") ?? ""
        return reason.isEmpty ? "it was not finished" : reason
    }

    /// ISO 8601 in UTC, whole seconds.
    static func timestamp(_ date: Date) -> String {
        date.formatted(.iso8601)
    }

    /// The newest run folder under `runs` that was made from this pipeline file.
    package static func latest(of file: String, in runs: String) throws(RunError) -> RunFolder {
        let names: [String]
        do {
            names = try FileManager.default.contentsOfDirectory(atPath: runs)
        } catch {
            throw .nothingToResume(file)
        }
        var newest: (started: String, folder: RunFolder)?
        for name in names {
            let folder = RunFolder(path: "\(runs)/\(name)")
            guard FileManager.default.fileExists(atPath: folder.database) else { continue }
            do {
                let store = try RunStore(folder)
                guard try store.fact("pipeline_file") == file, let started = try store.fact("started") else { continue }
                if (started, name) > (newest?.started ?? "", newest?.folder.id ?? "") { newest = (started, folder) }
            } catch {
                // A damaged run is not the one to go on with, and must not stand in the way of a sound one.
                continue
            }
        }
        guard let newest else { throw .nothingToResume(file) }
        return newest.folder
    }
}
