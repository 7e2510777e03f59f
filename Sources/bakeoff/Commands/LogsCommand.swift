import ArgumentParser
import Foundation
import Catalogs
import Pipeline

struct LogsCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "logs", abstract: "What the workers of a run wrote, attempt by attempt.",
        discussion: """
            EXAMPLES
              bakeoff logs runs/2026-11-30-3f2a
              bakeoff logs runs/2026-11-30-3f2a --shard voices-ada-1c9f
            """)

    @Argument(help: "The run folder.") var folder: String
    @Option(help: "Only shards whose name begins so.") var shard: String?

    func run() throws {
        let place = try Sitting.orStatus { () throws(RunError) in try Sitting.existing(self.folder) }
        let logs = try ShardControl(place, site: SiteSettings()).logs(ofShard: shard)
        guard !logs.isEmpty else {
            Console.error(shard.map { "no log of a shard whose name begins with '\($0)'" } ?? "no worker has written a log in \(folder)")
            throw Status.noInput
        }
        for (name, text) in logs { Console.result("== \(name)\n\(visibleLines(text))") }
    }

    /// A model's words must not act on the terminal.
    private func visibleLines(_ text: String) -> String {
        text.split(separator: "\n", omittingEmptySubsequences: false).map { visible(String($0)) }.joined(separator: "\n")
    }
}
