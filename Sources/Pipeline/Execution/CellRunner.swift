import Foundation
import Media

/// Runs one cell: takes what is stored or cached, else calls the model until it answers or is given up, and stores what came.
@Conductor
struct CellRunner {
    let session: Session
    let group: ParallelGroup
    let branch: Branch
    let provider: any ModelProvider
    /// The case as the model sees it.
    let input: Case
    let inputs: [FlowItem]
    /// Outputs of earlier steps, for templates.
    let steps: [String: Flow]
    let cell: Cell
    let order: [Int]
    let stops: [StopSignal]

    private var seed: UInt64 { session.plan.seed(of: cell.caseID, repeat: cell.repeat) }

    /// - Returns: nil when the cell has no result and is not to be run in this sitting.
    /// - Throws: what breaks the run as a whole; `CancellationError`.
    func run() async throws -> CellEnd? {
        let key = key
        var beginning = try beginning(key)
        if case .toBeChecked(let result) = beginning { beginning = try await checked(result, key) }
        if case .over(let end) = beginning { return end }
        guard session.cache != nil, type(of: provider).isCacheable else { return try await call(key: key) }
        while true {
            if let result = try await cached(key) { return CellEnd(result: result) }
            if await session.inFlight.enter(key) {
                defer { session.inFlight.leave(key) }
                return try await call(key: key)
            }
        }
    }

    private var key: String {
        Fingerprint.key(
            branch, input: input, inputHashes: inputs.map(\.sha256), steps: steps.mapValues { $0.items.map(\.sha256).joined() }, seed: seed,
            repeat: cell.repeat)
    }

    // MARK: What need not be called

    private enum Beginning {
        /// With what is stored, if anything.
        case over(CellEnd?)
        /// An output that counts only while its file is what it was.
        case toBeChecked(CellResult)
        case toBeMade
    }

    /// Never a part of its caller, which would then keep what this works with for as long as the cell waits, 20 kB of it.
    @inline(never)
    private func beginning(_ key: String) throws -> Beginning {
        let stored = try session.store.stored(cell)
        if let stored, stored.fingerprint == key {
            if stored.result.artifact != nil { return .toBeChecked(stored.result) }
            if isDecidedLoser(stored.result) { return usable(stored.result) }
        }
        return try again(stored?.result, key)
    }

    private func checked(_ result: CellResult, _ key: String) async throws -> Beginning {
        if let artifact = result.artifact, await Self.isWhole(artifact, in: session.store.folder) { return usable(result) }
        return try again(result, key)
    }

    private func usable(_ result: CellResult) -> Beginning {
        session.backend.kept(cell)
        session.observer(.cellFinished(result, isStored: true))
        return .over(CellEnd(result: result))
    }

    private func again(_ stored: CellResult?, _ key: String) throws -> Beginning {
        guard isSelected(stored) else { return .over(stored.map { CellEnd(result: $0) }) }
        try Task.checkCancellation()
        guard let reason = stops.reason else { return .toBeMade }
        let stopped = result(.cancelled("not started: \(reason)"), seconds: 0, cost: 0, tries: 0)
        return .over(CellEnd(result: try keep(stopped, key: key, source: nil)))
    }

    /// Failures and cancellations are tried again on resume, but not the losers of a race that has its winner.
    private func isDecidedLoser(_ result: CellResult) -> Bool {
        guard case .cancelled(let reason) = result.outcome, reason.hasSuffix(RaceNote.lost) else { return false }
        let verdict = try? session.store.verdict(group: group.id, caseID: cell.caseID, repeat: cell.repeat)
        return verdict?.winner != nil
    }

    @concurrent
    private static func isWhole(_ artifact: Artifact, in folder: RunFolder) async -> Bool {
        do {
            return try sha256Hex(ofFile: folder.absolute(artifact.path)) == artifact.sha256
        } catch {
            return false
        }
    }

    private func isSelected(_ stored: CellResult?) -> Bool {
        let selection = session.plan.selection
        guard branch.isSelected, selection.groups?.contains(group.id) ?? true else { return false }
        switch selection.only {
        case .all: return true
        case .missing: return stored == nil || stored?.failure == nil
        case .failed: return stored?.failure != nil
        }
    }

    private func cached(_ key: String) async throws -> CellResult? {
        guard let cache = session.cache else { return nil }
        let folder = session.store.folder.workFolder(for: cell)
        guard let (entry, path) = await Self.fetch(key, from: cache, to: folder) else { return nil }
        let artifact = Artifact(
            kind: entry.kind, path: "\(cell.outputStem).\(entry.fileExtension)", sha256: entry.sha256, mediaType: entry.mediaType)
        var made = result(.produced(artifact), seconds: entry.seconds, cost: entry.costUSD, tries: entry.tries)
        made.isCached = true
        made.returned = entry.returned
        return try keep(made, key: key, source: path)
    }

    @concurrent
    private static func fetch(_ key: String, from cache: OutputCache, to folder: String) async -> (OutputCache.Entry, String)? {
        guard cache.entry(key) != nil, (try? RunFolder.create(folder)) != nil else { return nil }
        return cache.fetch(key, to: folder + "/cached").map { ($0, folder + "/cached") }
    }

    // MARK: Calling

    private func call(key: String) async throws -> CellEnd? {
        if session.isOffline { return CellEnd(result: try keepOffline(key: key)) }
        let estimate = branch.price?.estimate(characters: words?.count ?? 0, pixels: nil)
        guard session.budget.reserve(estimate, key: branch.model) else {
            session.isHeldBack = true
            return nil
        }
        var actual: Double? = 0
        defer { session.budget.settle(reserved: estimate, key: branch.model, actual: actual) }
        let end = try await session.backend.call(order(key: key, estimate: estimate), of: branch, in: group, stops: stops)
        actual = end.costUSD
        return try await keep(end, key: key)
    }

    private func keepOffline(key: String) throws -> CellResult {
        try keep(
            result(.failed(CellFailure("offline", "not in the cache, and --offline calls nothing")), seconds: 0, cost: 0, tries: 0),
            key: key, source: nil)
    }

    private func keep(_ end: CellReturn, key: String) async throws -> CellEnd {
        var made = result(end.outcome, seconds: end.seconds, cost: end.costUSD, tries: end.tries)
        made.waited = end.waited > 0.001 ? end.waited : nil
        made.returned = end.returned
        if let source = end.source { await keepInCache(made, file: source, key: key) }
        let kept = try keep(made, key: key, source: end.source, judgement: end.judgement)
        session.backend.kept(cell)
        return CellEnd(result: kept, judgement: end.judgement)
    }

    /// What is sent, as far as it is known before the holes of parameters are filled.
    private var words: String? {
        branch.prompt(in: branch.params).flatMap { $0.contains("{{") ? nil : $0 } ?? input.prompt
    }

    private func order(key: String, estimate: Double?) -> CellOrder {
        CellOrder(
            cell: cell, key: key, input: input, inputs: inputs.compactMap(\.path), steps: namedSteps, seed: seed, place: order,
            estimate: estimate)
    }

    /// By id and by position, as templates may name them.
    private var namedSteps: [String: String] {
        var named = steps.mapValues(\.values)
        for (index, step) in session.plan.steps.enumerated() where named["step_\(index + 1)"] == nil {
            named["step_\(index + 1)"] = named[step.id]
        }
        return named
    }

    private func result(_ outcome: Outcome, seconds: Double, cost: Double?, tries: Int) -> CellResult {
        CellResult(cell: cell, outcome: outcome, seconds: seconds, costUSD: cost, tries: tries, seed: seed)
    }

    private func keep(_ result: CellResult, key: String, source: String?, judgement: Judgement? = nil) throws -> CellResult {
        try session.store.keep(result, fingerprint: key, source: source, judgement: judgement)
        if let artifact = result.artifact { try copyByName(artifact) }
        session.observer(.cellFinished(result, isStored: false))
        return result
    }

    /// `output_file` names a copy; with several cases each has a folder of its own.
    private func copyByName(_ artifact: Artifact) throws {
        guard let name = branch.outputFile else { return }
        let isOnlyOne = session.plan.cases.count * session.plan.repeats == 1
        let top = session.plan.steps.count == 1 ? "named" : "named/\(group.id)"
        let place = isOnlyOne ? top : "\(top)/\(cell.caseID)" + (cell.repeat == 0 ? "" : "-r\(cell.repeat)")
        try session.store.copy(artifact, to: "\(place)/\(name)")
    }

    private func keepInCache(_ result: CellResult, file: String, key: String) async {
        guard let cache = session.cache, type(of: provider).isCacheable, let artifact = result.artifact else { return }
        let bytes = (try? FileManager.default.attributesOfItem(atPath: file)[.size] as? Int) ?? 0
        let entry = OutputCache.Entry(
            kind: artifact.kind, mediaType: artifact.mediaType, fileExtension: (artifact.path as NSString).pathExtension,
            sha256: artifact.sha256, bytes: bytes, seconds: result.seconds, costUSD: result.costUSD, tries: result.tries, seed: seed,
            created: Date().formatted(.iso8601), model: branch.model, provider: branch.providerName, returned: result.returned)
        do {
            try await Self.store(entry, file: file, key: key, in: cache)
        } catch {
            session.noteCacheTrouble(error)
        }
    }

    @concurrent
    private static func store(_ entry: OutputCache.Entry, file: String, key: String, in cache: OutputCache) async throws {
        try cache.store(entry, file: file, key: key)
    }
}

/// What came of a cell.
struct CellEnd: Sendable {
    let result: CellResult
    /// How the output was judged where it was made.
    var judgement: Judgement?
}

/// How the record says that a branch was stopped because another one had won.
enum RaceNote {
    static let lost = "another branch won the race"
}
