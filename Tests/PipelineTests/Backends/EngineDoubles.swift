import Synchronization

@testable import Pipeline

/// Everything it is given ends as cancelled.
struct CancellingEngine: Engine {
    let name = "double"
    let outlives = true
    func limits() -> EngineLimits { EngineLimits(longestArray: 100, version: "1") }
    func submit(_ array: ShardArray) -> String { array.name }
    func tasks(of names: [String]) -> [EngineTask] {
        names.flatMap { name in (0..<100).map { EngineTask(array: name, index: $0, phase: .cancelled) } }
    }
    func cancel(_ name: String, _ part: ArrayPart) {}
    func setThrottle(_ throttle: Int, of name: String) {}
    func end() {}
}

/// Tasks of one branch never begin: their licence is out.
actor StarvingEngine: Engine {
    nonisolated let name = "double"
    nonisolated let outlives = true
    private let inner: LocalEngine
    private let starved: String
    private var held: [String: [Int: EngineTask.Phase]] = [:]

    init(_ starved: String, inner: LocalEngine) { (self.starved, self.inner) = (starved, inner) }

    func limits() async -> EngineLimits { await inner.limits() }
    func submit(_ array: ShardArray) async -> String {
        let indices = array.shards.indices.filter { array.shards[$0].contains("-\(starved)-") }
        held[array.name] = Dictionary(uniqueKeysWithValues: indices.map { ($0, .waiting("Licenses")) })
        let id = await inner.submit(array)
        await inner.cancel(array.name, .only(indices))
        return id
    }
    func tasks(of names: [String]) async -> [EngineTask] {
        await inner.tasks(of: names).map { EngineTask(array: $0.array, index: $0.index, phase: held[$0.array]?[$0.index] ?? $0.phase) }
    }
    func cancel(_ name: String, _ part: ArrayPart) async {
        await inner.cancel(name, part)
        guard case .only(let indices) = part else { return }
        for index in indices where held[name]?[index] != nil { held[name]?[index] = .cancelled }
    }
    func setThrottle(_ throttle: Int, of name: String) async {}
    func end() async { await inner.end() }
}

/// It takes no job.
struct RefusingEngine: Engine {
    let name = "double"
    let outlives = true
    func limits() -> EngineLimits { EngineLimits(longestArray: 100, version: "1") }
    func submit(_ array: ShardArray) throws -> String { throw EngineFailure(kind: .refused, message: "Invalid partition name specified") }
    func tasks(of names: [String]) -> [EngineTask] { [] }
    func cancel(_ name: String, _ part: ArrayPart) {}
    func setThrottle(_ throttle: Int, of name: String) {}
    func end() {}
}

/// Every other answer is that the controller is away; what was asked is done all the same.
final class MoodyEngine: Engine {
    let name = "double"
    let outlives = true
    private let inner: LocalEngine
    private let left: Mutex<Int>

    init(inner: LocalEngine, bad: Int) {
        self.inner = inner
        left = Mutex(bad)
    }

    private func answer() throws {
        let isBad = left.withLock { left in
            left -= 1
            return left >= 0 && left % 2 == 1
        }
        if isBad { throw EngineFailure(kind: .away, message: "the controller is away") }
    }

    func limits() async -> EngineLimits { await inner.limits() }
    func submit(_ array: ShardArray) async throws -> String {
        let id = await inner.submit(array)
        try answer()
        return id
    }
    func tasks(of names: [String]) async throws -> [EngineTask] {
        try answer()
        return await inner.tasks(of: names)
    }
    func cancel(_ name: String, _ part: ArrayPart) async { await inner.cancel(name, part) }
    func setThrottle(_ throttle: Int, of name: String) async { await inner.setThrottle(throttle, of: name) }
    func end() async { await inner.end() }
}

/// Its queue is full for arrays that are longer than `most`.
final class NarrowEngine: Engine {
    let name = "double"
    let outlives = true
    let longest = Mutex(0)
    private let inner: LocalEngine
    private let most: Int

    init(inner: LocalEngine, most: Int) { (self.inner, self.most) = (inner, most) }

    func limits() async -> EngineLimits { await inner.limits() }
    func submit(_ array: ShardArray) async throws -> String {
        guard array.shards.count <= most else { throw EngineFailure(kind: .full, message: "QOSMaxSubmitJobPerUserLimit") }
        longest.withLock { $0 = max($0, array.shards.count) }
        return await inner.submit(array)
    }
    func tasks(of names: [String]) async throws -> [EngineTask] { await inner.tasks(of: names) }
    func cancel(_ name: String, _ part: ArrayPart) async { await inner.cancel(name, part) }
    func setThrottle(_ throttle: Int, of name: String) async { await inner.setThrottle(throttle, of: name) }
    func end() async { await inner.end() }
}

/// Goes on when its coordinator leaves, as a cluster does.
struct LastingEngine: Engine {
    let inner: LocalEngine
    var name: String { inner.name }
    let outlives = true
    func limits() async -> EngineLimits { await inner.limits() }
    func submit(_ array: ShardArray) async -> String { await inner.submit(array) }
    func tasks(of names: [String]) async -> [EngineTask] { await inner.tasks(of: names) }
    func cancel(_ name: String, _ part: ArrayPart) async { await inner.cancel(name, part) }
    func setThrottle(_ throttle: Int, of name: String) async { await inner.setThrottle(throttle, of: name) }
    func end() async {}
}
