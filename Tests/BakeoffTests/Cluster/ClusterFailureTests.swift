import Foundation
import Glibc
import Testing

/// A real cluster, and what goes wrong there.
@Suite(.serialized, .enabled(if: ClusterBench.isCluster, "there is no cluster here: make cluster-test"))
struct ClusterFailureTests {
    @Test(.timeLimit(.minutes(6))) func aNodeThatDiesInTheMiddleLosesNothing() async throws {
        let bench = try ClusterBench(cases: 10, pause: 0.5, shard: 5)
        let call = try bench.call("slurm")
        await bench.wait("both nodes have made something") { bench.bill.count >= 6 }
        let paid = bench.bill
        // What a node has just paid for and not yet written down is lost with it.
        try await Task.sleep(for: .seconds(1))
        try ClusterBench.cluster("kill-node", "n2")
        defer { try? ClusterBench.cluster("start-node", "n2") }
        let result = await ClusterBench.end(of: call)
        #expect(result.status == 0, "\(result.errors)")
        try bench.expectAll(20, once: paid)
    }

    @Test(.timeLimit(.minutes(6))) func aNodeThatFallsSilentWhileItsJobsRunOnPaysOnce() async throws {
        let bench = try ClusterBench(cases: 4, pause: 12, shard: 4)
        let call = try bench.call("slurm")
        await bench.wait("both shards have begun") { bench.lines("began").count >= 2 }
        try ClusterBench.cluster("pause-node", "n1")
        await bench.wait("everything is made", seconds: 200) { bench.bill.count >= 8 }
        try ClusterBench.cluster("resume-node", "n1")
        let result = await ClusterBench.end(of: call)
        #expect(result.status == 0, "\(result.errors)")
        try bench.expectAllOnce(8)
    }

    @Test(.timeLimit(.minutes(6))) func aControllerThatDiesAndReturnsLosesNothing() async throws {
        let bench = try ClusterBench(cases: 10, pause: 1, shard: 5)
        let call = try bench.call("slurm")
        await bench.wait("some outputs are there") { bench.bill.count >= 6 }
        try ClusterBench.cluster("kill-controller")
        try await Task.sleep(for: .seconds(4))
        try ClusterBench.cluster("start-controller")
        let result = await ClusterBench.end(of: call)
        #expect(result.status == 0, "\(result.errors)")
        try bench.expectAllOnce(20)
    }

    @Test(.timeLimit(.minutes(6))) func ctrlCEndsTheJobsAndResumeGoesOn() async throws {
        let bench = try ClusterBench(cases: 8, pause: 0.5, shard: 4)
        let call = try bench.call("slurm")
        await bench.wait("some outputs are there") { bench.bill.count >= 3 }
        kill(call.process.processIdentifier, SIGINT)
        let end = await ClusterBench.end(of: call)
        #expect(end.status == 130 && end.errors.contains("Cancelled"), "\(end.errors)")
        await bench.wait("the jobs are gone") { (try? ClusterBench.tool("squeue", "-h").isEmpty) ?? false }
        let result = try await bench.run("slurm", "--resume")
        #expect(result.status == 0, "\(result.errors)")
        try bench.expectAllOnce(16)
    }

    /// The terminal is closed: the jobs go on, and can be watched, read and ended without it.
    @Test(.timeLimit(.minutes(6))) func whatWasLeftGoesOnAndCanBeWatchedAndEnded() async throws {
        let bench = try ClusterBench(cases: 40, pause: 0.5, workers: 2, shard: 20)
        let call = try bench.call("slurm")
        await bench.wait("some outputs are there") { bench.bill.count >= 2 }
        kill(call.process.processIdentifier, SIGHUP)
        #expect(await ClusterBench.end(of: call).errors.contains("go on"))
        let run = try bench.folder.onlyRun()
        let before = bench.bill.count
        await bench.wait("the jobs go on") { bench.bill.count >= before + 2 }
        await bench.wait("both jobs are seen") {
            guard let status = try? Program.run("status", run, in: bench.folder.path), status.status == 0 else { return false }
            return status.output.contains("pictures/a: ") && status.output.contains("jobs running: 2")
        }
        let json = try Program.run("status", run, "--json", in: bench.folder.path)
        #expect(try JSONSerialization.jsonObject(with: Data(json.output.utf8)) is [String: Any])
        #expect(try Program.run("logs", run, in: bench.folder.path).output.contains("worker "))
        #expect(try Program.run("logs", run, "--shard", "pictures-a", in: bench.folder.path).output.contains("== "))
        let end = try Program.run("cancel", run, in: bench.folder.path)
        #expect(end.status == 0 && end.output.contains("Cancelled"), "\(end)")
        await bench.wait("the jobs are gone") { (try? ClusterBench.tool("squeue", "-h").isEmpty) ?? false }
        let result = try await bench.run("slurm", "--resume", run)
        #expect(result.status == 0, "\(result.errors)")
        try bench.expectAllOnce(80)
    }

    @Test(.timeLimit(.minutes(6))) func resourcesAndLicencesAreAskedFor() async throws {
        let bench = try ClusterBench(cases: 3, pause: 0.4, branch: ", resources: {gpus: 1, memory: 100M}", shard: 1)
        try bench.folder.write(try bench.folder.read("site.yaml") + "licences: {tool: model-b}\n", to: "site.yaml")
        let call = try bench.call("slurm")
        await bench.wait("a call has begun") { !bench.lines("began").isEmpty }
        let asked = try ClusterBench.tool("squeue", "-h", "-r", "-t", "all", "-o", "%j %b %W")
        #expect(asked.contains("gpu:1") && asked.contains("model-b"), "\(asked)")
        #expect(await ClusterBench.end(of: call).status == 0)
        try bench.expectAllOnce(6)
    }

    @Test(.timeLimit(.minutes(6))) func whatTheClusterRefusesIsSaidInItsWords() async throws {
        let bench = try ClusterBench(cases: 2)
        try bench.folder.write("sbatch: [--partition=nowhere]\npoll_seconds: 0.5\n", to: "site.yaml")
        let result = try await bench.run("slurm")
        #expect(result.status == 69 && result.errors.contains("nvalid partition"), "\(result)")
    }

    @Test(.timeLimit(.minutes(6))) func aWorkerWithoutTheVariableItNeedsSaysWhich() async throws {
        let bench = try ClusterBench(cases: 2, model: "env: {TOKEN: \"${CLUSTER_TEST_TOKEN}\"}")
        let result = try await bench.run("slurm", environment: ["CLUSTER_TEST_TOKEN": "x"])
        #expect(result.status == 0, "what the file names goes with the jobs: \(result.errors)")
        #expect(bench.bill.count == 4)
    }
}
