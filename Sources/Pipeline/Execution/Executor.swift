import Foundation
import Media
import Scoring

/// Runs the cells of one group, scores them as they arrive, and merges each case when its last branch is in.
///
/// One loop owns all state; everything that takes time is a child task that hands an event back. Generation is bounded by
/// `max_workers`, scoring by the cores, and a case is forgotten once it is merged, so memory stays flat.
struct Executor {
    let plan: Plan
    let group: ParallelGroup
    let store: RunStore
    let jobs: Int
    let observer: RunObserver

    private enum Event: Sendable {
        case generated(CellResult, source: String?, fingerprint: String)
        case scored(Cell, Case, Scorecard)
        case merged(caseID: String, CaseVerdictRecord)
    }

    /// A case and repeat whose branches are not all in.
    private struct OpenContest {
        let input: Case
        let stop = StopSignal()
        var results: [String: CellResult] = [:]
        var cards: [String: Scorecard] = [:]
        var finishOrder: [String] = []
        var isDecided = false
    }

    private struct ContestKey: Hashable {
        let caseID: String
        let `repeat`: Int
    }

    private var contests: [ContestKey: OpenContest] = [:]
    private var toScore: [(CellResult, Case)] = []
    private var generating = 0
    private var scoring = 0
    private var merging = 0
    private var failedFast = false
    private let failFast = StopSignal()

    init(plan: Plan, group: ParallelGroup, store: RunStore, jobs: Int, observer: @escaping RunObserver) {
        self.plan = plan
        self.group = group
        self.store = store
        self.jobs = jobs
        self.observer = observer
    }

    /// - Throws: what breaks the run as a whole: a full disk, a broken store, `CancellationError`.
    mutating func run() async throws {
        observer(
            .groupStarted(
                group: group.id, branches: group.branches.map(\.id), cells: cellCount, reused: try store.producedCount(group: group.id)))
        try await withThrowingTaskGroup(of: Event.self) { tasks in
            let cells = CellSequence(plan: plan, group: group).makeIterator()
            var next = cells.next()
            do {
                while true {
                    while let (cell, input, branch) = next, hasRoom {
                        try Task.checkCancellation()
                        try await start(cell, input, branch, in: &tasks)
                        next = cells.next()
                    }
                    startScoring(in: &tasks)
                    guard let event = try await tasks.next() else { break }
                    try await handle(event, in: &tasks)
                }
            } catch {
                try await keepWhatFinished(of: &tasks)
                throw error
            }
        }
        try Task.checkCancellation()
        observer(.groupFinished(group: group.id))
    }

    private var hasRoom: Bool {
        generating < min(group.maxWorkers, jobs) && toScore.count < 4 * group.maxWorkers && merging < 4 * group.maxWorkers
    }

    /// Outputs that came in while the run was being stopped are paid for, and are kept like all others.
    private func keepWhatFinished(of tasks: inout ThrowingTaskGroup<Event, any Error>) async throws {
        tasks.cancelAll()
        while let end = await tasks.nextResult() {
            guard case .success(.generated(let result, let source, let fingerprint)) = end, result.artifact != nil else { continue }
            try store.keep(result, fingerprint: fingerprint, source: source)
        }
    }

    private var cellCount: Int { plan.cases.count * plan.repeats * group.branches.count }
    private var scoringLimit: Int { max(1, ProcessInfo.processInfo.activeProcessorCount) }

    // MARK: Starting

    private mutating func start(_ cell: Cell, _ input: Case, _ branch: Branch, in tasks: inout ThrowingTaskGroup<Event, any Error>)
        async throws
    {
        let key = ContestKey(caseID: cell.caseID, repeat: cell.repeat)
        if contests[key] == nil { contests[key] = OpenContest(input: input) }
        let seed = plan.seed(of: cell.caseID, repeat: cell.repeat)
        let fingerprint = Fingerprint.of(branch, input: input, seed: seed, repeat: cell.repeat)
        if let stored = try store.stored(cell), stored.fingerprint == fingerprint,
            try isUsable(stored.result)
        {
            try await finished(stored.result, card: usableCard(stored, for: input), in: &tasks)
        } else if failedFast || contests[key]?.isDecided == true {
            let reason = failedFast ? "not started: another branch failed (fail_fast)" : "not started: another branch won the race"
            let result = CellResult(cell: cell, outcome: .cancelled(reason), seconds: 0, costUSD: 0, tries: 0, seed: seed)
            try store.keep(result, fingerprint: fingerprint, source: nil)
            observer(.cellFinished(result))
            try await finished(result, card: nil, in: &tasks)
        } else {
            generating += 1
            observer(.cellStarted(cell))
            let runner = CellRunner(
                group: group, branch: branch, input: input, cell: cell, seed: seed, folder: store.folder,
                stops: [failFast, contests[key]!.stop])
            tasks.addTask {
                let (result, source) = await runner.run()
                return .generated(result, source: source, fingerprint: fingerprint)
            }
        }
    }

    /// Failures and cancellations are tried again on resume, but not the losers of a race that has its winner; an output
    /// counts only while its file is what it was.
    private func isUsable(_ result: CellResult) throws -> Bool {
        if let artifact = result.artifact {
            do {
                return try sha256Hex(ofFile: store.folder.absolute(artifact.path)) == artifact.sha256
            } catch {
                return false
            }
        }
        guard group.merge.isRace else { return false }
        return try store.verdict(group: group.id, caseID: result.cell.caseID, repeat: result.cell.repeat)?.winner != nil
    }

    private func usableCard(_ stored: RunStore.Stored, for input: Case) -> Scorecard? {
        stored.scoringVersion == cardVersion(for: input) ? stored.scorecard : nil
    }

    /// What a scorecard depends on beside the output: the scoring version, the reference, the words.
    private func cardVersion(for input: Case) -> String {
        "\(group.scorer?.version.description ?? "") \(Fingerprint.ofJudging(input))"
    }

    private mutating func startScoring(in tasks: inout ThrowingTaskGroup<Event, any Error>) {
        while scoring < scoringLimit, !toScore.isEmpty, let scorer = group.scorer {
            let (result, input) = toScore.removeFirst()
            guard let artifact = result.artifact else { continue }
            scoring += 1
            let path = store.folder.absolute(artifact.path)
            tasks.addTask {
                let request = ScoringRequest(
                    path: path, kind: artifact.kind, reference: input.reference, transcript: input.transcript ?? input.prompt)
                return .scored(result.cell, input, await scorer.scorecard(for: request))
            }
        }
    }

    // MARK: Events

    private mutating func handle(_ event: Event, in tasks: inout ThrowingTaskGroup<Event, any Error>) async throws {
        switch event {
        case .generated(let result, let source, let fingerprint):
            generating -= 1
            // A cell that Ctrl-C stopped is left missing, so that resuming runs it; one that finished is kept all the same.
            if result.artifact == nil { try Task.checkCancellation() }
            try store.keep(result, fingerprint: fingerprint, source: source)
            if let artifact = result.artifact { try copyByName(artifact, of: result.cell) }
            observer(.cellFinished(result))
            if case .failed = result.outcome, group.failFast, !failedFast {
                failedFast = true
                await failFast.fire()
            }
            try await finished(result, card: nil, in: &tasks)
        case .scored(let cell, let input, let card):
            scoring -= 1
            try store.keep(card, version: cardVersion(for: input), for: cell)
            try await add(card, for: cell, in: &tasks)
        case .merged(let caseID, let verdict):
            merging -= 1
            try store.keep(verdict, group: group.id, caseID: caseID)
        }
    }

    /// `output_file` names a copy; with several cases each has a folder of its own.
    private func copyByName(_ artifact: Artifact, of cell: Cell) throws {
        guard let name = group.branches.first(where: { $0.id == cell.branch })?.outputFile else { return }
        let isOnlyOne = plan.cases.count * plan.repeats == 1
        let top = plan.groups.count == 1 ? "named" : "named/\(group.id)"
        let place = isOnlyOne ? top : "\(top)/\(cell.caseID)" + (cell.repeat == 0 ? "" : "-r\(cell.repeat)")
        try store.copy(artifact, to: "\(place)/\(name)")
    }

    private mutating func finished(_ result: CellResult, card: Scorecard?, in tasks: inout ThrowingTaskGroup<Event, any Error>) async throws
    {
        let key = ContestKey(caseID: result.cell.caseID, repeat: result.cell.repeat)
        contests[key]?.results[result.cell.branch] = result
        guard let artifact = result.artifact else { return try await mergeIfComplete(key, in: &tasks) }
        contests[key]?.finishOrder.append(result.cell.branch)
        if group.merge.isRace, contests[key]?.isDecided == false {
            contests[key]?.isDecided = true
            await contests[key]?.stop.fire()
        }
        if let card {
            try await add(card, for: result.cell, in: &tasks)
        } else if group.scorer != nil, artifact.kind == .image || artifact.kind == .audio, let input = contests[key]?.input {
            toScore.append((result, input))
        } else {
            try await mergeIfComplete(key, in: &tasks)
        }
    }

    private mutating func add(_ card: Scorecard, for cell: Cell, in tasks: inout ThrowingTaskGroup<Event, any Error>) async throws {
        let key = ContestKey(caseID: cell.caseID, repeat: cell.repeat)
        contests[key]?.cards[cell.branch] = card
        try await mergeIfComplete(key, in: &tasks)
    }

    private mutating func mergeIfComplete(_ key: ContestKey, in tasks: inout ThrowingTaskGroup<Event, any Error>) async throws {
        guard let open = contests[key], open.results.count == group.branches.count else { return }
        let scored =
            group.scorer == nil
            || open.results.values.allSatisfy { result in
                guard let artifact = result.artifact, artifact.kind == .image || artifact.kind == .audio else { return true }
                return open.cards[result.cell.branch] != nil
            }
        guard scored else { return }
        contests[key] = nil
        let results = group.branches.compactMap { open.results[$0.id] }
        let contest = Contest(
            result: ParallelResult(groupID: group.id, results: results), scorecards: open.cards, branches: group.branches.map(\.id),
            finishOrder: open.finishOrder, caseID: key.caseID, repeat: key.repeat, folder: store.folder, profile: group.scorer?.profile)
        let merge = group.merge
        merging += 1
        tasks.addTask { .merged(caseID: key.caseID, try merge.merge(contest)) }
    }
}
