import Foundation
import Glibc
import Media

/// From published shards to answers.
extension Sharded {
    func mergePublished() async throws {
        let open = shards.filter { !$0.value.isPublished }.map(\.key)
        guard !open.isEmpty else { return }
        for id in await Self.published(open, in: folder) { try await merge(id) }
    }

    /// One listing of the folder, whatever the number of shards; it also makes a network filesystem look anew.
    @concurrent
    private static func published(_ open: [String], in folder: ShardFolder) async -> [String] {
        let names = Set((try? FileManager.default.contentsOfDirectory(atPath: folder.published)) ?? [])
        return open.filter { names.contains("\($0).jsonl") }
    }

    private func merge(_ id: String) async throws {
        guard let shard = shards[id] else { return }
        let rows = await Self.rows(of: id, in: folder)
        let cells = Dictionary(shard.places.map { ($0.value, $0.key) }) { first, _ in first }
        let made = Dictionary(
            rows.compactMap { row in row.made.map { made in (row.order, judged(made, row.judgement, of: cells[row.order])) } }
        ) { first, _ in
            first
        }
        guard shard.keys.indices.allSatisfy({ made[$0] != nil }) else { return setAside(id) }
        shards[id]?.made = made
        shards[id]?.isPublished = true
        close(id)
        learn(from: made.values, of: shard.header)
        if await Self.wasOvertaken(id, in: folder) {
            access.observer(
                .warning("shard \(id) was made twice, since the engine ran it twice; its first results count, and both were paid for"))
        }
        for (cell, place) in shard.places where wanted[cell]?.order.key == shard.keys[place] {
            if let made = made[place] { answer(cell, made) }
        }
        dropIfDone(id)
    }

    /// A network filesystem may not show the file whole yet; one that stays so is damaged, and the shard is made again from what its
    /// workers kept.
    private func setAside(_ id: String) {
        let since = shards[id]?.damagedSince ?? .now
        shards[id]?.damagedSince = since
        guard (ContinuousClock.now - since) / .seconds(1) >= site.graceSeconds else { return }
        shards[id]?.damagedSince = nil
        rename(folder.out(id), folder.out(id) + ".damaged")
        access.observer(.warning("the results of shard \(id) cannot be read; it is given out again"))
    }

    func judged(_ made: CellReturn, _ judgement: Judgement?, of cell: Cell?) -> CellReturn {
        var made = made
        made.judgement = judgement
        (made.seconds, made.waited) = (max(0, made.seconds), max(0, made.waited))
        guard let cell, case .produced(var artifact) = made.outcome else { return made }
        // A row is believed about what the output is, neither about where it lies nor about where it goes.
        if made.source != nil {
            made.source = ContentStore(root: folder.outputs).place(of: made)
            guard made.source != nil else {
                made.outcome = .failed(CellFailure("output_lost", "the worker named no output of its own"))
                return made
            }
        }
        let end = (artifact.path as NSString).pathExtension
        artifact.path = cell.outputStem + (end.isEmpty ? "" : ".\(end)")
        made.outcome = .produced(artifact)
        return made
    }

    @concurrent
    private static func rows(of id: String, in folder: ShardFolder) async -> [ShardRow] { ShardRow.read(folder.out(id)) }

    @concurrent
    private static func wasOvertaken(_ id: String, in folder: ShardFolder) async -> Bool {
        let names = (try? FileManager.default.contentsOfDirectory(atPath: folder.parts(id))) ?? []
        return names.contains { $0.hasPrefix("overtaken.") }
    }

    /// The shard needs its array no longer.
    func close(_ id: String) {
        guard let name = shards[id]?.array else { return }
        shards[id]?.array = nil
        arrays[name]?.open.remove(id)
        if arrays[name]?.open.isEmpty == true {
            arrays[name] = nil
            try? journal.close(name)
            try? FileManager.default.removeItem(atPath: folder.array(name))
        }
    }

    private func learn(from made: some Collection<CellReturn>, of header: Shard.Header) {
        let busy = made.filter { $0.tries > 0 }
        guard !busy.isEmpty else { return }
        shardTimes[header.name, default: CellTime()].add(
            busy.reduce(0) { $0 + min($1.seconds + $1.waited, 86_400) }, cells: busy.count)
    }
}

/// How long a cell of a branch takes its worker.
struct CellTime {
    private var sum = 0.0
    private var cells = 0

    mutating func add(_ seconds: Double, cells: Int) {
        sum += seconds
        self.cells += cells
    }

    /// Mean seconds; nil before the first cell.
    var seconds: Double? { cells == 0 ? nil : sum / Double(cells) }
}
