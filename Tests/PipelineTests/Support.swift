import Catalogs
import Foundation
import Media
import Scoring
import Synchronization

@testable import Pipeline

/// A folder that goes away with the test.
final class TemporaryFolder: Sendable {
    let path: String

    init() throws {
        path = FileManager.default.temporaryDirectory.path + "/bakeoff-" + UUID().uuidString
        try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
    }

    deinit { try? FileManager.default.removeItem(atPath: path) }

    func write(_ text: String, to name: String) throws { try text.write(toFile: "\(path)/\(name)", atomically: true, encoding: .utf8) }
}

/// Opens once; whoever waits goes on. Lets a test decide what finishes when, without sleeping.
actor Gate {
    private var isOpen = false
    private var waiting: [CheckedContinuation<Void, Never>] = []

    func open() {
        isOpen = true
        for continuation in waiting { continuation.resume() }
        waiting = []
    }

    func pass() async {
        if isOpen { return }
        await withCheckedContinuation { waiting.append($0) }
    }
}

/// A provider whose every call a test decides.
struct FakeProvider: ModelProvider {
    static let name = "fake"
    static let summary = "Does what the test says."
    static let serves = Set(StepType.allCases.filter(\.generates))

    let answer: @Sendable (GenerationRequest) async throws -> Void
    var writes = true
    var isPicture = false
    var cost: Double? = 0.25
    /// What it writes.
    var words: @Sendable (GenerationRequest) -> String = { "\($0.cell) seed \($0.seed)" }

    init(options: inout Options) { answer = { _ in } }
    init(_ answer: @escaping @Sendable (GenerationRequest) async throws -> Void, writes: Bool = true) {
        self.answer = answer
        self.writes = writes
    }
    /// Gives a file that passes for a PNG until someone decodes it, with words in it.
    init(
        _ answer: @escaping @Sendable (GenerationRequest) async throws -> Void = { _ in },
        picturing words: @escaping @Sendable (GenerationRequest) -> String
    ) {
        self.answer = answer
        self.words = words
        isPicture = true
    }

    func problems(for use: ProviderUse) -> [Problem] { [] }

    /// Gives the same bytes whatever is asked.
    init(saying text: String, _ answer: @escaping @Sendable (GenerationRequest) async throws -> Void = { _ in }) {
        self.answer = answer
        words = { _ in text }
    }
    /// Says nothing of its cost.
    init(costless: Bool) {
        answer = { _ in }
        cost = nil
    }

    func generate(_ request: GenerationRequest) async throws -> Generation {
        try await answer(request)
        try Task.checkCancellation()
        let path = "\(request.workFolder)/out"
        var bytes = Data(words(request).utf8)
        if isPicture { bytes = Data([0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A]) + bytes }
        if writes { try bytes.write(to: URL(fileURLWithPath: path)) }
        return Generation(path: path, costUSD: cost)
    }
}

let testPlace = SourcePlace(file: "test.yaml", line: 1, column: 1)

/// A branch that gives text, so that nothing is scored.
func fakeBranch(_ id: String, _ provider: FakeProvider, type: StepType = .imageUnderstanding, timeout: Double = 60) -> Branch {
    Branch(
        id: id, type: type, model: id, providerName: "fake", provider: provider, params: [:], outputFile: nil, timeout: timeout,
        fingerprint: "", place: testPlace)
}

/// A branch that is a group.
func nestedBranch(_ id: String, _ group: ParallelGroup) -> Branch {
    Branch(
        id: id, type: .parallelGroup, model: "parallel", providerName: "", provider: nil, params: [:], outputFile: nil, timeout: 60,
        fingerprint: "", place: testPlace, nested: group)
}

func fakeGroup(
    _ id: String = "g", _ branches: [Branch], kind: MediaKind = .text, maxWorkers: Int = 3, failFast: Bool = false,
    merge: String = "collect_all", mergeYAML: String = "{}"
) throws -> ParallelGroup {
    var options = Options(try SettingsFile.parse(mergeYAML, file: "test.yaml"), of: merge)
    guard let strategy = mergeStrategyCatalog.make(merge, options: &options) else { throw Problems(options.problems) }
    return ParallelGroup(
        id: id, branches: branches, maxWorkers: maxWorkers, failFast: failFast, merge: strategy, mergeName: merge, kind: kind, scorer: nil,
        place: testPlace)
}

/// A step that works on text.
func fakeStep(
    _ id: String, _ type: StepType = .parallelGroup, after: [String] = [], inputs: [String]? = nil, isList: Bool = false,
    kind: MediaKind = .text,
    _ work: StepWork
) -> PlannedStep {
    PlannedStep(
        id: id, type: type, place: testPlace, after: after, inputs: inputs ?? after, work: work, output: FlowKind(kind, isList: isList))
}

func fakePlan(steps: [PlannedStep], cases: [Case], repeats: Int = 1, runs: String) -> Plan {
    Plan(
        name: "test", description: nil, file: "/tmp/test.yaml", command: "test", cases: cases, repeats: repeats, seed: 1, steps: steps,
        gates: [], reports: [], minEffect: 2, runsFolder: runs, configSHA256: "", source: "", remarks: [])
}

/// A plan of one group whose branches give text, so that nothing is scored.
func fakePlan(
    branches: [(String, FakeProvider)], cases: Int = 1, repeats: Int = 1, maxWorkers: Int = 3, failFast: Bool = false,
    merge: String = "collect_all", mergeYAML: String = "{}", timeout: Double = 60, runs: String
) throws -> Plan {
    let made = branches.map { fakeBranch($0, $1, timeout: timeout) }
    let group = try fakeGroup("g", made, maxWorkers: maxWorkers, failFast: failFast, merge: merge, mergeYAML: mergeYAML)
    return fakePlan(
        steps: [fakeStep("g", isList: merge == "collect_all", .group(group))],
        cases: (1...cases).map { Case(id: "c\($0)", prompt: "p\($0)") }, repeats: repeats, runs: runs)
}

/// Collects events in order.
final class EventLog: Sendable {
    private let events = Mutex<[RunEvent]>([])
    func note(_ event: RunEvent) { events.withLock { $0.append(event) } }
    func clear() { events.withLock { $0 = [] } }
    var warnings: [String] {
        events.withLock { $0.compactMap { if case .warning(let text) = $0 { text } else { nil } } }
    }

    var started: [Cell] {
        events.withLock { $0.compactMap { if case .cellStarted(let cell) = $0 { cell } else { nil } } }
    }
    var finished: [CellResult] {
        events.withLock { $0.compactMap { if case .cellFinished(let result, isStored: false) = $0 { result } else { nil } } }
    }
}

func execute(
    _ plan: Plan, in folder: TemporaryFolder, log: EventLog = EventLog(), jobs: Int = 64, cache: OutputCache? = nil, offline: Bool = false
) async throws -> RunRecord {
    let store = try RunStore(RunFolder(path: folder.path))
    return try await Pipeline.run(plan, in: store, jobs: jobs, cache: cache, offline: offline, observer: { log.note($0) })
}
