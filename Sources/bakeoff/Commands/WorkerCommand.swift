import ArgumentParser
import Foundation
import Glibc
import Pipeline

struct WorkerCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "worker", abstract: "Make one shard of a run: what the jobs of a cluster call.",
        discussion: """
            A run with --backend slurm or --backend processes starts its workers by itself. One that was killed is started again
            and goes on where it was; SIGTERM and SIGUSR1 let it end after the output that it is making.
            """)

    @Argument(help: "The run folder.") var folder: String
    @Option(help: "The array of shards.") var array: String
    @Option(help: "Which shard of the array, from 0.") var task: Int
    @Option(help: "What the scheduler calls this attempt.") var attempt: String?

    func run() async throws {
        let place = try Sitting.orStatus { () throws(RunError) in try Sitting.existing(self.folder) }
        let work = FileManager.default.temporaryDirectory.path + "/bakeoff-worker-\(UUID().uuidString)"
        defer { try? FileManager.default.removeItem(atPath: work) }
        let winding = WindingUp()
        let sources = [SIGTERM, SIGUSR1, SIGINT].map { Interruption.catching($0) { winding.set() } }
        defer { for source in sources { source.cancel() } }
        let node = ProcessInfo.processInfo.hostName
        Console.message("\(ProgressLine.clock) worker \(attempt ?? String(getpid())) on \(node): task \(task) of \(array)")
        let progress = Progress(style: .plain, scope: ProgressScope())
        let opened: Worker?
        do {
            opened = try Worker.open(
                in: place, array: array, task: task, job: attempt ?? String(getpid()), workFolder: work, winding: winding
            ) { progress.handle($0) }
        } catch {
            Console.error("\(error)")
            throw error is WorkerRefusal ? Status.badData : Status.tryAgain
        }
        guard let worker = opened else { return Console.message("\(ProgressLine.clock) nothing is left to do") }
        Console.message("\(ProgressLine.clock) \(worker.title)")
        let end: Worker.End
        do {
            end = try await worker.run()
        } catch {
            Console.error("the shard is not done: \(error)")
            throw Status.tryAgain
        }
        Console.message("\(ProgressLine.clock) \(end == .published ? "published" : "stopped before the end; what was made is kept")")
        if end == .again { throw Status.tryAgain }
    }
}
