import ArgumentParser
import Foundation
import Pipeline
import Reports

struct StatusCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "status", abstract: "How far the shards of a run are, from its files and from the scheduler.",
        discussion: """
            EXAMPLES
              bakeoff status runs/2026-11-30-3f2a
            """)

    @Argument(help: "The run folder.") var folder: String
    @OptionGroup var queue: QueueOptions
    @Flag(help: "Print JSON.") var json = false

    func run() async throws {
        let place = try Sitting.orStatus { () throws(RunError) in try Sitting.existing(self.folder) }
        let control = ShardControl(place, site: try queue.settings())
        let branches = try control.progress()
        var tasks: [String: Int] = [:]
        var trouble: String?
        do {
            tasks = try await control.tasks()
        } catch {
            trouble = "\(error)"
        }
        if json { return try show(branches, tasks, trouble) }
        guard !branches.isEmpty else { return Console.result("No shards are open: everything that was given out is in the run store.") }
        for branch in branches {
            let failed = branch.failed > 0 ? ", \(branch.failed) failed" : ""
            Console.result(
                "\(branch.group)/\(branch.branch): \(branch.made)/\(branch.cells) made\(failed); \(branch.published) of \(Quantity.count(branch.shards, "shard")) published, \(branch.alive) at work"
            )
        }
        for (phase, count) in tasks.sorted(by: { $0.key < $1.key }) { Console.result("jobs \(phase): \(count)") }
        if let trouble { Console.warning("the scheduler cannot be asked: \(trouble)") }
    }

    private struct State: Codable {
        let branches: [ShardControl.BranchProgress]
        let jobs: [String: Int]
        let trouble: String?
    }

    private func show(_ branches: [ShardControl.BranchProgress], _ tasks: [String: Int], _ trouble: String?) throws {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .prettyPrinted, .withoutEscapingSlashes]
        Console.result(String(decoding: try encoder.encode(State(branches: branches, jobs: tasks, trouble: trouble)), as: UTF8.self))
    }
}
