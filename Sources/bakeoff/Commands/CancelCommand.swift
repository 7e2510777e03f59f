import ArgumentParser
import Foundation
import Pipeline
import Reports

struct CancelCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "cancel", abstract: "End the jobs of a run; what they have made is kept, and --resume goes on.",
        discussion: """
            EXAMPLES
              bakeoff cancel runs/2026-11-30-3f2a
            """)

    @Argument(help: "The run folder.") var folder: String
    @OptionGroup var queue: QueueOptions

    func run() async throws {
        let place = try Sitting.orStatus { () throws(RunError) in try Sitting.existing(self.folder) }
        do {
            let count = try await ShardControl(place, site: try queue.settings()).cancel()
            Console.result(
                count == 0 ? "No jobs are open." : "Cancelled \(Quantity.count(count, "array")) of jobs; go on with --resume \(folder)")
        } catch let status as Status {
            throw status
        } catch {
            Console.error("the jobs could not be cancelled: \(error)")
            throw Status.tryAgain
        }
    }
}
