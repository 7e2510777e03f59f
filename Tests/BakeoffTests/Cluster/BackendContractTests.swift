import Foundation
import Testing

/// A run means the same wherever its calls are made. Slurm takes part where there is a cluster: `make cluster-test`.
@Suite(.serialized) struct BackendContractTests {
    static var backends: [String] { ["local", "processes"] + (ClusterBench.isCluster ? ["slurm"] : []) }

    @Test(.timeLimit(.minutes(8)), arguments: backends) func theSameResultsTimesApart(backend: String) async throws {
        let here = try ClusterBench()
        try here.folder.write("", to: "fail-c3")
        #expect(try await here.run("local", "--retries", "1").status == 0)
        let there = try ClusterBench()
        try there.folder.write("", to: "fail-c3")
        let result = try await there.run(backend, "--retries", "1")
        #expect(result.status == 0, "\(result.errors)")
        let expected = try ClusterBench.timeless(try here.folder.onlyRun())
        let found = try ClusterBench.timeless(try there.folder.onlyRun())
        #expect(found == expected)
        #expect(there.lines("began").count == 18, "sixteen calls, and a further one for each that failed")
        #expect(there.bill.count == 14)
        let outputs = try there.folder.onlyRun() + "/outputs/pictures/c1"
        #expect(try FileManager.default.contentsOfDirectory(atPath: outputs).sorted() == ["a.png", "b.png"])
    }

    @Test(.timeLimit(.minutes(8)), arguments: backends) func aFinishedRunIsNotMadeAgain(backend: String) async throws {
        let bench = try ClusterBench(cases: 3)
        #expect(try await bench.run(backend).status == 0)
        #expect(try await bench.run(backend, "--resume").status == 0)
        #expect(bench.bill.count == 6)
    }

    @Test(.timeLimit(.minutes(8)), arguments: backends) func anOutputOfAnEarlierRunComesFromTheCache(backend: String) async throws {
        let bench = try ClusterBench(cases: 2)
        #expect(try await bench.run("local").status == 0)
        #expect(try await bench.run(backend).status == 0)
        #expect(bench.bill.count == 4)
    }

    @Test(.timeLimit(.minutes(8)), arguments: backends) func aDeadlineEndsTheCallAndNotTheRun(backend: String) async throws {
        let bench = try ClusterBench(cases: 2, pause: 600, group: "", branch: ", timeout: 1")
        let result = try await bench.run(backend, "--retries", "0", "--json")
        #expect(result.output.contains("timed_out"))
        #expect(bench.bill.isEmpty)
        #expect(bench.lines("began").count == 4)
    }

    @Test(.timeLimit(.minutes(8)), arguments: backends) func failFastStopsWhatHasNotBegun(backend: String) async throws {
        let bench = try ClusterBench(cases: 10, pause: 0.2, workers: 1, group: "fail_fast: true", shard: 5)
        try bench.folder.write("", to: "fail-c1")
        _ = try await bench.run(backend)
        #expect(bench.lines("began").count <= 8, "\(bench.lines("began").count) calls of 20")
        let comparison = try comparisons(of: try bench.folder.onlyRun())[0]
        let results = (comparison["cases"] as? [[String: Any]] ?? []).flatMap { $0["results"] as? [[String: Any]] ?? [] }
        #expect(results.count { $0["status"] as? String == "cancelled" } >= 12)
    }

    @Test(.timeLimit(.minutes(8)), arguments: backends) func noMoreCallsAtOnceThanTheGroupAllows(backend: String) async throws {
        let bench = try ClusterBench(cases: 6, pause: 0.3, workers: 2, shard: 1)
        #expect(try await bench.run(backend).status == 0)
        var events =
            bench.lines("began").map { ($0.split(separator: " ")[1], 1) } + bench.lines("ended").map { ($0.split(separator: " ")[1], -1) }
        events.sort { (Double($0.0) ?? 0) < (Double($1.0) ?? 0) }
        var now = 0
        var most = 0
        for event in events {
            now += event.1
            most = max(most, now)
        }
        #expect(most <= 2 && bench.bill.count == 12)
    }

    @Test(.timeLimit(.minutes(8))) func aFolderThatWasMovedHasAllThatWasPaidFor() async throws {
        let bench = try ClusterBench(cases: 6, pause: 0.3, workers: 2, shard: 3)
        let call = try bench.call("processes")
        await bench.wait("a shard is on its way") { bench.bill.count >= 4 }
        kill(call.process.processIdentifier, SIGKILL)
        _ = await ClusterBench.end(of: call)
        // Workers outlive it by the call that they are at.
        try await Task.sleep(for: .seconds(2))
        let paid = bench.bill
        let moved = bench.folder.path + "/moved"
        try FileManager.default.createDirectory(atPath: moved, withIntermediateDirectories: true)
        try FileManager.default.moveItem(atPath: try bench.folder.onlyRun(), toPath: moved + "/run")
        let result = try await bench.run("processes", "--resume", "moved/run", "--no-cache")
        #expect(result.status == 0, "\(result.errors)")
        let group = try comparisons(of: moved + "/run")[0]
        #expect(group["successful_count"] as? Int == 12 && Set(bench.bill).count == 12)
        #expect(paid.allSatisfy { one in bench.bill.count { $0 == one } == 1 }, "\(bench.bill)")
    }

    @Test(.timeLimit(.minutes(8)), arguments: backends) func aKilledCoordinatorLosesNothing(backend: String) async throws {
        let bench = try ClusterBench(cases: 8, pause: 0.4, workers: 3)
        let call = try bench.call(backend)
        await bench.wait("some outputs are there") { backend == "local" ? bench.kept.count >= 4 : bench.bill.count >= 5 }
        kill(call.process.processIdentifier, SIGKILL)
        _ = await ClusterBench.end(of: call)
        let kept = bench.kept
        let result = try await bench.run(backend, "--resume")
        #expect(result.status == 0, "\(result.errors)")
        // A program that outlives the process which called it ends its work for nobody; what was kept is made once all the same.
        try bench.expectAll(16, once: backend == "local" ? kept : bench.bill)
    }
}
