import ArgumentParser
import Foundation
import Pipeline

/// Where the calls of a run are made.
struct BackendOptions: ParsableArguments {
    @Option(help: "Where calls are made: local, processes (workers on this machine) or slurm.") var backend: BackendName = .local
    @OptionGroup var queue: QueueOptions

    /// What of it stands in a command that goes on with a run.
    var words: [String] {
        backend == .local ? [] : ["--backend", backend.rawValue] + (queue.site.map { ["--site", RunCommand.quoted($0)] } ?? [])
    }

    /// - Returns: the backend, and the settings of its queue where jobs outlive this program.
    func setting(_ overrides: Planner.Overrides) throws -> (backend: BackendSetting, queue: SiteSettings?) {
        switch backend {
        case .local: return (.local, nil)
        case .processes: return (.processes(try queue.settings(), overrides: overrides), nil)
        case .slurm:
            let site = try queue.settings()
            return (.slurm(site, overrides: overrides), site)
        }
    }
}

/// The settings of the cluster.
struct QueueOptions: ParsableArguments {
    @Option(help: ArgumentHelp("Settings of the cluster (default: $BAKEOFF_SITE).", valueName: "file")) var site: String?

    /// The site file, or what holds where there is none.
    func settings() throws -> SiteSettings {
        guard let name = site ?? ProcessInfo.processInfo.environment["BAKEOFF_SITE"], !name.isEmpty else { return SiteSettings() }
        return try Loading.site(name)
    }
}

extension BackendName: ExpressibleByArgument {}
