import ArgumentParser
import Foundation
import Pipeline

/// Where the calls of a run are made.
struct BackendOptions: ParsableArguments {
    @Option(help: "Where calls are made: local, processes (workers on this machine) or slurm.") var backend: BackendName = .local
    @Option(help: ArgumentHelp("Settings of the cluster (default: $BAKEOFF_SITE).", valueName: "file")) var site: String?

    /// The site file, or what holds where there is none.
    func settings() throws -> SiteSettings {
        guard let name = site ?? ProcessInfo.processInfo.environment["BAKEOFF_SITE"], !name.isEmpty else { return SiteSettings() }
        return try Loading.site(name)
    }

    func setting(_ overrides: Planner.Overrides) throws -> BackendSetting {
        switch backend {
        case .local: .local
        case .processes: .processes(try settings(), overrides: overrides)
        case .slurm: .slurm(try settings(), overrides: overrides)
        }
    }
}

extension BackendName: ExpressibleByArgument {}
