import Foundation

extension BackendSetting {
    /// Shards that workers on this machine make, each a program of its own.
    package static func processes(_ site: SiteSettings, overrides: Planner.Overrides) -> BackendSetting {
        BackendSetting { plan, folder, access in
            let shards = ShardFolder(folder)
            let program = try site.program ?? ownProgram()
            let engine = LocalEngine.programs(program, in: shards)
            return try await Sharded(plan: plan, folder: shards, engine: engine, site: site, access: access, overrides: overrides)
        }
    }

    /// Shards as job arrays of Slurm.
    package static func slurm(_ site: SiteSettings, overrides: Planner.Overrides) -> BackendSetting {
        BackendSetting { plan, folder, access in
            let shards = ShardFolder(folder)
            let engine = SlurmEngine(
                folder: shards, site: site, program: try site.program ?? ownProgram(),
                environment: Set(site.environment + plan.environment).sorted())
            do {
                return try await Sharded(plan: plan, folder: shards, engine: engine, site: site, access: access, overrides: overrides)
            } catch let failure as EngineFailure {
                throw RunError.engine(failure.message)
            }
        }
    }

    /// This program as a file.
    private static func ownProgram() throws(RunError) -> String {
        do {
            return try FileManager.default.destinationOfSymbolicLink(atPath: "/proc/self/exe")
        } catch {
            throw .engine("cannot tell where this program lies: \(error.localizedDescription); name it in the site file: program: PATH")
        }
    }
}

extension Plan {
    /// Names of the environment variables that the calls read: keys of services, and what the file names as `${NAME}`.
    fileprivate var environment: [String] {
        let keys = callingGroups.flatMap(\.branches).flatMap { $0.provider?.environment ?? [] }
        let named = source.matches(of: /\$\{([A-Za-z_][A-Za-z0-9_]*)/).map { String($0.1) }
        return keys + named + ProcessInfo.processInfo.environment.keys.filter { $0.hasPrefix("BAKEOFF_") }
    }
}
