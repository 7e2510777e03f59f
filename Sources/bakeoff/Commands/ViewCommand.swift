import ArgumentParser
import Catalogs
import Foundation
import Pipeline

struct ViewCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "view", abstract: "Open the newest report, or that of a run.",
        discussion: """
            Without a desktop the path is printed, and how to open it. --serve is for browsers that show no files, or that run
            on another machine behind a tunnel: it answers on 127.0.0.1 alone, with the files of that one run, until Ctrl-C.

            EXAMPLES
              bakeoff view
              bakeoff view runs/2026-11-23-a41f
              bakeoff view --serve
            """)

    @Argument(help: "A run folder (default: the one whose report was written last).") var folder: String?
    @Option(help: "Where run folders lie, when none is named.") var out: String = "runs"
    @Flag(help: "Serve the run's files on 127.0.0.1, at a free port.") var serve = false

    func run() async throws {
        let run = try chosen()
        guard let page = RunReports.page(in: run) else {
            let name = visible(Sitting.short(run))
            let isInTotals = FileManager.default.fileExists(atPath: RunFolder(path: run).totals)
            Console.error("\(name) has no report; " + (isInTotals ? "see bakeoff totals \(name)" : "make it with bakeoff report \(name)"))
            throw Status.noInput
        }
        if serve { return try await serve(page, of: run) }
        Console.result(Sitting.short(page))
        ReportOpening.open(page: page)
    }

    private func chosen() throws -> String {
        let here = FileManager.default.currentDirectoryPath
        if let folder {
            let path = Paths.absolute(folder, from: here)
            guard FileManager.default.fileExists(atPath: path) else {
                Console.error("no run folder at \(visible(folder))")
                throw Status.noInput
            }
            return path
        }
        guard let newest = RunReports.newest(in: Paths.absolute(out, from: here)) else {
            Console.error("there is no report below \(visible(out)); name a run folder, or where they lie with --out")
            throw Status.noInput
        }
        return newest
    }

    private func serve(_ page: String, of run: String) async throws {
        do {
            try await Interruption.handling {
                try await RunFolderServer(folder: run).serve(page: Paths.relative(page, to: run)) { address in
                    Console.result(address)
                    Console.message("Serving \(visible(Sitting.short(run))) to this machine alone. Ctrl-C ends it.")
                    _ = ReportOpening.show(address)
                }
            }
        } catch Status.interrupted {
            // Ctrl-C is how it is meant to end.
        } catch let status as Status {
            throw status
        } catch {
            Console.error("cannot serve: \(error)")
            throw Status.cannotWrite
        }
    }
}
