import Foundation
import Pipeline
import Reports

/// One call of `run` or `compare`: the plan carried out in a folder, the reports written, the answer told.
struct Sitting {
    let plan: Plan
    let jobs: Int
    let output: ReportOptions

    func run(in folder: RunFolder) async throws {
        let record = try await execute(in: folder)
        let reports: [String]
        do {
            reports = try writeReports(
                record, in: folder.path, formats: plan.reports.contains("json") ? plan.reports : plan.reports + ["json"])
        } catch {
            Console.error("cannot write the report: \(error)")
            throw Status.cannotWrite
        }
        if output.json {
            Console.result(try record.resultsJSON())
        } else {
            let summary = TerminalSummary(width: Console.width, isColoured: Console.usesColour(on: 1))
            Console.result(summary.text(record, report: reports.first.map(Self.short)))
        }
        try end(record)
    }

    private func execute(in folder: RunFolder) async throws -> RunRecord {
        let progress = Progress(style: output.quiet ? .none : output.json && output.progress == .auto ? .plain : output.progress)
        do {
            let store = try RunStore(folder)
            let (plan, jobs) = (plan, jobs)
            let record = try await Interruption.handling {
                try await Pipeline.run(plan, in: store, jobs: jobs, observer: { progress.handle($0) })
            }
            progress.finish()
            return record
        } catch let status as Status {
            progress.finish()
            Console.message("Interrupted. Nothing that was finished is lost; " + remedy(folder))
            throw status
        } catch let error as RunError {
            progress.finish()
            throw Self.status(of: error)
        } catch {
            progress.finish()
            Console.error("the run cannot go on: \(error)")
            Console.message("Nothing that was finished is lost; " + remedy(folder))
            throw Status.cannotWrite
        }
    }

    /// How to go on; a comparison of folders costs nothing and is made again.
    private func remedy(_ folder: RunFolder) -> String {
        plan.file == nil ? "compare again." : "go on with --resume \(Self.short(folder.path))"
    }

    /// Gates first, then whether there was anything to compare.
    private func end(_ record: RunRecord) throws {
        let fails = record.gates.contains { $0.result == .fail || output.strictGates && $0.result == .undecided }
        let empty = record.comparisons.contains { comparison in
            comparison.branches.count > 1 && Set(comparison.cases.flatMap(\.results).filter { $0.status == .ok }.map(\.branch)).count < 2
                && !(comparison.mergeStrategy == "first_success" && comparison.successfulCount > 0)
        }
        if empty {
            Console.error("nothing could be compared: fewer than two branches gave an output; see the failures in the report")
            throw Status.nothingCompared
        }
        if fails { throw Status.gateFailed }
    }

    // MARK: Folders

    static func newFolder(for plan: Plan) throws(RunError) -> RunFolder {
        var randomness = SystemRandomNumberGenerator()
        let date = Date().formatted(.iso8601.year().month().day().dateSeparator(.dash))
        return try RunFolder.make(in: plan.runsFolder, date: date, randomness: &randomness)
    }

    static func existing(_ name: String) throws(RunError) -> RunFolder {
        let folder = RunFolder(path: Paths.absolute(name, from: FileManager.default.currentDirectoryPath))
        guard FileManager.default.fileExists(atPath: folder.database) else { throw .notARun(name) }
        return folder
    }

    /// What the work gives, or its error shown and turned into an exit code.
    static func orStatus<T>(_ work: () throws(RunError) -> T) throws -> T {
        do {
            return try work()
        } catch {
            throw status(of: error)
        }
    }

    private static func status(of error: RunError) -> Status {
        Console.error(error.description)
        return switch error {
        case .cannotWrite: .cannotWrite
        case .notARun, .nothingToResume: .noInput
        case .storeBroken: .badData
        case .inUse: .tryAgain
        }
    }

    /// A path as the user would type it.
    static func short(_ path: String) -> String { Paths.relative(path, to: FileManager.default.currentDirectoryPath) }
}
