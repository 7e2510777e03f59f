import Foundation
import Pipeline
import Reports

/// One call of `run` or `compare`: the plan carried out in a folder, the reports written, the answer told.
struct Sitting {
    let plan: Plan
    let jobs: Int
    let output: ReportOptions
    /// Outputs of earlier runs; nil neither reads nor writes any.
    var cache: OutputCache?
    /// Outputs come from the cache alone.
    var isOffline = false
    var backend = BackendSetting.local
    /// Settings of the queue that the calls wait in; nil where they are made here.
    var queue: SiteSettings?

    /// - Parameter earlier: the run to go on with; nil begins a new one.
    func run(in earlier: RunFolder? = nil) async throws {
        try refuseGatesWithoutRecord()
        let folder = try earlier ?? Self.orStatus { () throws(RunError) in try Self.newFolder(for: plan) }
        let end: SittingEnd?
        switch try await execute(in: folder) {
        case .record(let record): end = try tell(record, in: folder)
        case .totals(let totals, let fate): end = try tell(totals, fate, in: folder)
        }
        if let end {
            if let message = end.message { Console.error(message) }
            throw end.status
        }
    }

    private func tell(_ record: RunRecord, in folder: RunFolder) throws -> SittingEnd? {
        let reports: [String]
        do {
            reports = try writeReports(
                record, in: folder.path, formats: plan.reports.contains("json") ? plan.reports : plan.reports + ["json"])
        } catch {
            Console.error("cannot write the report: \(error)")
            throw Status.cannotWrite
        }
        // Of an earlier sitting, if any.
        try? FileManager.default.removeItem(atPath: folder.totals)
        JobSummary.add(record, in: folder)
        if output.json {
            Console.result(try record.resultsJSON())
        } else {
            let summary = TerminalSummary(width: Console.width, isColoured: Console.usesColour(on: 1))
            let hints = RunReports.page(in: folder.path) == nil ? [] : ["Open it: bakeoff view \(Self.short(folder.path))"]
            Console.result(summary.text(record, report: reports.first.map(Self.short), hints: hints))
        }
        JobSummary.annotate(record.gates)
        if output.open, let page = RunReports.page(in: folder.path) { ReportOpening.open(page: page) }
        return SittingEnd(record, plan.selection, strictGates: output.strictGates, resume: resume(folder))
    }

    func resume(_ folder: RunFolder) -> String {
        plan.file == nil ? "a new comparison" : "--resume \(Self.short(folder.path))"
    }

    private func execute(in folder: RunFolder) async throws -> SittingAnswer {
        let style = output.quiet ? .none : output.json && output.progress == .auto ? .plain : output.progress
        let progress = Progress(style: style, scope: ProgressScope(plan))
        do {
            let store = try RunStore(folder)
            let (plan, jobs, cache, isOffline, backend, form) = (plan, jobs, cache, isOffline, backend, output.answer)
            return try await progress.during {
                try await Interruption.handling {
                    try await carryOut(plan, in: store, jobs: jobs, cache: cache, offline: isOffline, backend: backend) {
                        progress.handle($0)
                    }
                    return try SittingAnswer(form, plan, store)
                }
            }
        } catch let status as Status {
            if let queue { await leave(folder, queue, status) }
            Console.message("Interrupted. Nothing that was finished is lost; " + remedy(folder))
            throw status
        } catch let error as RunError {
            if queue != nil { Console.message("Jobs that were given out may go on. See: bakeoff status \(Self.short(folder.path))") }
            throw Self.status(of: error)
        } catch {
            Console.error("the run cannot go on: \(error)")
            Console.message("Nothing that was finished is lost; " + remedy(folder))
            throw Status.cannotWrite
        }
    }

    /// Ctrl-C means that nothing more is wanted; a closed terminal or a time limit of this program does not.
    private func leave(_ folder: RunFolder, _ site: SiteSettings, _ status: Status) async {
        guard status == .interrupted else {
            return Console.message("Jobs that were given out go on. End them with: bakeoff cancel \(Self.short(folder.path))")
        }
        do {
            let count = try await ShardControl(folder, site: site).cancel()
            if count > 0 { Console.message("Cancelled \(Quantity.count(count, "array")) of jobs.") }
        } catch {
            Console.error("the jobs could not be cancelled: \(error)")
        }
    }

    /// How to go on; a comparison of folders costs nothing and is made again.
    private func remedy(_ folder: RunFolder) -> String {
        plan.file == nil ? "compare again." : "go on with --resume \(Self.short(folder.path))"
    }

    // MARK: Folders

    private static func newFolder(for plan: Plan) throws(RunError) -> RunFolder {
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
        case .storeBroken, .cannotRead: .badData
        case .inUse: .tryAgain
        case .engine: .nothingCompared
        case .givenOut, .otherBackend, .cancelled: .tryAgain
        }
    }

    /// A path as the user would type it.
    static func short(_ path: String) -> String { Paths.relative(path, to: FileManager.default.currentDirectoryPath) }
}
