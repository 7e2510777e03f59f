import Catalogs
import Foundation
import Media
import Scoring
import Synchronization

@testable import Pipeline

/// A folder that goes away with the test.
final class TemporaryFolder {
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

    init(options: inout Options) { answer = { _ in } }
    init(_ answer: @escaping @Sendable (GenerationRequest) async throws -> Void, writes: Bool = true) {
        self.answer = answer
        self.writes = writes
    }

    func problems(for use: ProviderUse) -> [Problem] { [] }

    func generate(_ request: GenerationRequest) async throws -> Generation {
        try await answer(request)
        try Task.checkCancellation()
        let path = "\(request.workFolder)/out.txt"
        if writes { try "\(request.cell) seed \(request.seed)".write(toFile: path, atomically: true, encoding: .utf8) }
        return Generation(path: path, costUSD: 0.25)
    }
}

/// A plan of one group whose branches give text, so that nothing is scored.
func fakePlan(
    branches: [(String, FakeProvider)], cases: Int = 1, repeats: Int = 1, maxWorkers: Int = 3, failFast: Bool = false,
    merge: String = "collect_all", mergeYAML: String = "{}", timeout: Double = 60, runs: String
) throws -> Plan {
    let place = SourcePlace(file: "test.yaml", line: 1, column: 1)
    var options = Options(try SettingsFile.parse(mergeYAML, file: "test.yaml"), of: merge)
    guard let strategy = mergeStrategyCatalog.make(merge, options: &options) else { throw Problems(options.problems) }
    let made = branches.map { id, provider in
        Branch(
            id: id, type: .imageUnderstanding, model: id, providerName: "fake", provider: provider, params: [:], outputFile: nil,
            timeout: timeout, fingerprint: "", place: place)
    }
    let group = ParallelGroup(
        id: "g", branches: made, maxWorkers: maxWorkers, failFast: failFast, merge: strategy, mergeName: merge, kind: .text, scorer: nil,
        place: place)
    return Plan(
        name: "test", description: nil, file: "/tmp/test.yaml", command: "test",
        cases: (1...cases).map { Case(id: "c\($0)", prompt: "p\($0)") },
        repeats: repeats, seed: 1, groups: [group], gates: [], reports: [], minEffect: 2, runsFolder: runs, configSHA256: "", source: "",
        remarks: [])
}

/// Collects events in order.
final class EventLog: Sendable {
    private let events = Mutex<[RunEvent]>([])
    func note(_ event: RunEvent) { events.withLock { $0.append(event) } }

    var started: [Cell] {
        events.withLock { $0.compactMap { if case .cellStarted(let cell) = $0 { cell } else { nil } } }
    }
    var finished: [CellResult] {
        events.withLock { $0.compactMap { if case .cellFinished(let result) = $0 { result } else { nil } } }
    }
}

func execute(_ plan: Plan, in folder: TemporaryFolder, log: EventLog = EventLog()) async throws -> RunRecord {
    let store = try RunStore(RunFolder(path: folder.path))
    return try await Pipeline.run(plan, in: store, jobs: 64, observer: { log.note($0) })
}
