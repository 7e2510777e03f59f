import Catalogs
import Foundation
import Scoring
import Statistics

extension RunRecord {
    /// Everything a plan's run did, read from its store.
    package init(of plan: Plan, from store: RunStore) throws {
        let comparisons = try plan.groups.map { try ComparisonAssembly(plan: plan, group: $0, store: store).comparison() }
        let steps = try plan.steps.flatMap { try StepRecord.records(of: $0, in: plan, from: store) }
        // What a nested group cost stands again in the group around it.
        let nested = Set(plan.groups.flatMap { $0.branches.compactMap { $0.nested?.id } })
        let costs = comparisons.filter { !nested.contains($0.groupId) }.map(\.totalCost) + steps.map(\.totalCost)
        let results = comparisons.flatMap(\.cases).flatMap(\.results) + steps.flatMap(\.cases).flatMap(\.results)
        var run = RunFacts(
            id: store.folder.id, pipeline: plan.name, description: plan.description, started: try store.fact("started") ?? "",
            seconds: Double(try store.fact("seconds") ?? "") ?? 0, costUsd: CaseAssembly.sum(costs), costComplete: !costs.contains(nil),
            status: try store.fact("status").flatMap(RunFacts.Status.init) ?? .partial, configSha256: plan.configSHA256, seed: plan.seed,
            cachedOutputs: results.count(where: \.cached), command: plan.command)
        run.stoppedBecause = try store.fact("stopped_because").flatMap { $0.isEmpty ? nil : $0 }
        self.init(
            tool: .this, run: run, comparisons: comparisons, steps: steps.isEmpty ? nil : steps,
            gates: plan.gates.flatMap { $0.evaluate(comparisons) },
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
