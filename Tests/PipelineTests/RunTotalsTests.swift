import Foundation
import GRDB
import Media
import Scoring
import Testing

@testable import Pipeline

@Suite struct RunTotalsTests {
    /// A cell of made-up figures.
    private struct Made {
        let cell: Cell
        var quality: Double?
        var failure: String?
        var isCancelled = false
        var isCached = false
        var costUSD: Double? = 0.25
        var seconds = 2.0
    }

    private func store(_ cells: [Made], _ folder: TemporaryFolder) throws -> RunStore {
        let store = try RunStore(RunFolder(path: folder.path))
        for made in cells {
            let artifact = Artifact(kind: .image, path: "o.png", sha256: "", mediaType: "image/png")
            let outcome: Outcome =
                made.isCancelled ? .cancelled("stopped") : made.failure.map { .failed(CellFailure($0, "no")) } ?? .produced(artifact)
            var result = CellResult(
                cell: made.cell, outcome: outcome, seconds: made.seconds, costUSD: made.costUSD, tries: 1, seed: 1)
            result.isCached = made.isCached ? true : nil
            try store.keep(result, fingerprint: "f", source: nil)
            if let quality = made.quality {
                try store.keep(Scorecard(readings: [], missing: [], quality: quality), version: "1", for: made.cell)
            }
        }
        return store
    }

    @Test func aDamagedRowIsNoCrash() throws {
        let folder = try TemporaryFolder()
        let store = try store([Made(cell: Cell(group: "g", caseID: "c", branch: "a", repeat: 0), quality: 50)], folder)
        for damage in [
            "json_remove(result, '$.seconds')", "json_set(result, '$.seconds', 'soon', '$.costUSD', '{}', '$.isCached', 'x')", "'{}'",
        ] {
            try store.database.write { try $0.execute(sql: "UPDATE cell SET result = \(damage), card = json_set(card, '$.quality', 'q')") }
            #expect(try store.totals().groups[0].cells == 1)
        }
        try store.database.write { try $0.execute(sql: "UPDATE cell SET result = '{'") }
        #expect(throws: (any Error).self) { try store.totals() }
    }

    /// Two repeats of each case; `a` is better by 6 on the whole, fails twice, and is missing once.
    private let cells: [Made] = (0..<40).flatMap { number in
        (0..<2).flatMap { turn in
            let base = Double(40 + 7 * number % 23 + turn)
            let a = Cell(group: "g", caseID: "c\(number)", branch: "a", repeat: turn)
            let b = Cell(group: "g", caseID: "c\(number)", branch: "b", repeat: turn)
            let isFailed = number == 3 || number == 17 && turn == 1
            var first = isFailed ? Made(cell: a, failure: "timed_out") : Made(cell: a, quality: base + 6 + Double(number % 3))
            first.isCached = number == 8
            if number == 9 { first.costUSD = nil }
            return number == 5 ? [Made(cell: a, isCancelled: true), Made(cell: b, quality: base)] : [first, Made(cell: b, quality: base)]
        }
    }

    /// By case; a failure counts 0.
    private func means(_ branch: String) -> [String: Double] {
        Dictionary(grouping: cells.filter { $0.cell.branch == branch && !$0.isCancelled }, by: \.cell.caseID).mapValues { cells in
            cells.reduce(0) { $0 + ($1.quality ?? 0) } / Double(cells.count)
        }
    }

    @Test func totalsAreWhatThePlainSumsSay() throws {
        let folder = try TemporaryFolder()
        let totals = try store(cells, folder).totals()
        let group = try #require(totals.groups.first)
        let (a, b) = (means("a"), means("b"))
        #expect(totals.groups.count == 1 && group.cases == 40 && group.cells == 160 && totals.minEffect == 2)
        let first = try #require(group.branches.first)
        #expect(first.branch == "a" && first.outputs == 75 && first.failures == ["timed_out": 3] && first.cancelled == 2)
        #expect(first.cases == 39 && first.costUnknown == 2 && first.seconds == 2)
        #expect(abs(first.costUsd - 0.25 * Double(80 - 4)) < 1e-9)
        // The tally counts in steps of 2⁻³⁰ points.
        #expect(abs((first.mean ?? 0) - a.values.reduce(0, +) / 39) < 1e-8)
        let differences = a.map { $0.value - (b[$0.key] ?? .nan) }
        let pair = try #require(group.lead)
        #expect(pair.a == "a" && pair.b == "b" && pair.cases == 39)
        #expect(abs(pair.difference - differences.reduce(0, +) / 39) < 1e-8)
        #expect(pair.wins == differences.count { $0 >= 2 } && pair.losses == differences.count { $0 <= -2 })
        #expect(pair.wins + pair.ties + pair.losses == 39)
        let interval = try #require(pair.interval)
        #expect(interval[0] < pair.difference && pair.difference < interval[1])
    }

    @Test func thePairIsToldFromTheBetterSide() throws {
        let (one, other) = (try TemporaryFolder(), try TemporaryFolder())
        let turned = cells.map { made in
            var turned = Made(
                cell: Cell(
                    group: "g", caseID: made.cell.caseID, branch: made.cell.branch == "a" ? "z" : "b", repeat: made.cell.repeat),
                quality: made.quality, failure: made.failure, isCancelled: made.isCancelled)
            turned.isCached = made.isCached
            return turned
        }
        let pair = try #require(try store(cells, one).totals().groups.first?.lead)
        let mirrored = try #require(try store(turned, other).totals().groups.first?.lead)
        #expect(mirrored.a == "z" && mirrored.wins == pair.wins && mirrored.losses == pair.losses)
        #expect(mirrored.difference == pair.difference)
        // The replicates add from the low end of the scale, which is the other one here: the spread differs in its last bits.
        for (mine, its) in zip(mirrored.interval ?? [], pair.interval ?? []) { #expect(abs(mine - its) < 1e-6) }
    }

    @Test func theOrderOfStoringChangesNoByte() throws {
        let folder = try TemporaryFolder()
        let plain = try store(cells, folder).totals().json()
        let (even, odd) = (cells.enumerated().filter { $0.offset % 2 == 0 }, cells.enumerated().filter { $0.offset % 2 == 1 })
        for other in [Array(cells.reversed()), (odd + even).map(\.element), Array(cells[70...] + cells[..<70])] {
            let folder = try TemporaryFolder()
            #expect(try store(other, folder).totals().json() == plain)
        }
    }

    @Test func whatWasNotScoredIsCountedAndNotCompared() throws {
        let folder = try TemporaryFolder()
        let text = (0..<8).flatMap { number in
            ["a", "b"].map {
                Made(cell: Cell(group: "t", caseID: "c\(number)", branch: $0, repeat: 0), failure: number == 0 ? "signal" : nil)
            }
        }
        let group = try #require(try store(text, folder).totals().groups.first)
        #expect(group.branches.allSatisfy { $0.mean == nil && $0.interval == nil && $0.outputs == 7 && $0.failed == 1 })
        #expect(group.pairs.isEmpty && group.lead == nil)
    }

    @Test func groupsStandApartAndAnEmptyRunHasNone() throws {
        let (folder, empty) = (try TemporaryFolder(), try TemporaryFolder())
        let two = ["g", "h"].map { Made(cell: Cell(group: $0, caseID: "c", branch: "a", repeat: 0), quality: 50) }
        #expect(try store(two, folder).totals().groups.map(\.cells) == [1, 1])
        #expect(try store([], empty).totals().groups.isEmpty)
    }

    @Test func theSmallestDifferenceIsThatOfThePipeline() throws {
        let folder = try TemporaryFolder()
        let store = try store(cells, folder)
        try folder.write("min_effect: 60\nsteps: []\n", to: "pipeline.resolved.yaml")
        let planned = try store.totals()
        #expect(planned.minEffect == 60 && planned.groups.first?.lead?.wins == 0)
        #expect(try store.totals(minEffect: 0).groups.first?.lead?.ties == 0)
    }

    @Test func aRunOfTheExecutorIsAddedUp() async throws {
        let folder = try TemporaryFolder()
        let bad = FakeProvider { request in if request.cell.caseID == "c2" { throw CellFailure("exit_status", "no") } }
        let plan = try fakePlan(branches: [("a", bad), ("b", FakeProvider { _ in })], cases: 3, repeats: 2, runs: folder.path)
        _ = try await execute(plan, in: folder)
        let group = try #require(try RunStore(RunFolder(path: folder.path)).totals().groups.first)
        #expect(group.cells == 12 && group.cases == 3)
        #expect(group.branches.map(\.outputs) == [4, 6] && group.branches.map(\.failures) == [["exit_status": 2], [:]])
    }
}
