import Catalogs
import Foundation
import Scoring
import Statistics

extension RunRecord {
    /// Everything a plan's run did, read from its store.
    package init(of plan: Plan, from store: RunStore) throws {
        let comparisons = try plan.groups.map { try ComparisonAssembly(plan: plan, group: $0, store: store).comparison() }
        let costs = comparisons.map(\.totalCost)
        let run = RunFacts(
            id: store.folder.id, pipeline: plan.name, description: plan.description, started: try store.fact("started") ?? "",
            seconds: Double(try store.fact("seconds") ?? "") ?? 0, costUsd: costs.contains(nil) ? nil : costs.reduce(0) { $0 + ($1 ?? 0) },
            costComplete: !costs.contains(nil), status: try store.fact("status").flatMap(RunFacts.Status.init) ?? .partial,
            configSha256: plan.configSHA256, seed: plan.seed, cachedOutputs: 0, command: plan.command)
        self.init(
            tool: .this, run: run, comparisons: comparisons, gates: plan.gates.flatMap { $0.evaluate(comparisons) },
            warnings: plan.remarks.filter { $0.severity == .warning }.map(\.message))
    }
}

extension ToolFacts {
    /// This program.
    package static let this = ToolFacts(name: "bakeoff", version: bakeoffVersion, swift: compilerVersion, platform: platform)

    private static var compilerVersion: String {
        #if compiler(>=6.4)
            "6.4 or later"
        #elseif compiler(>=6.3)
            "6.3"
        #else
            "6.2"
        #endif
    }

    private static var platform: String {
        #if arch(x86_64)
            "linux-x86_64"
        #elseif arch(arm64)
            "linux-aarch64"
        #else
            "linux"
        #endif
    }
}

/// The version of this program, as `bakeoff --version` prints it.
package let bakeoffVersion = "0.1.0"
