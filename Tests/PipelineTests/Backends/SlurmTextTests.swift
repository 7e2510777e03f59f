import Testing

@testable import Pipeline

/// What Slurm prints, as recorded from 22.05 (`squeue -h -r -t all -o '%F|%K|%T|%N|%j|%r'`) and as newer releases word it.
@Suite struct SlurmTextTests {
    private static let queue = """
        11|0|RUNNING|n1|bakeoff-0a1b2c3d-1-images|None
        11|1|COMPLETING|n2|bakeoff-0a1b2c3d-1-images|None
        11|2|PENDING||bakeoff-0a1b2c3d-1-images|JobArrayTaskLimit
        11|3|PENDING||bakeoff-0a1b2c3d-1-images|(ReqNodeNotAvail, UnavailableNodes:n[1-2])
        12|0|COMPLETED|n1|bakeoff-0a1b2c3d-2-images|None
        12|1|FAILED|n1|bakeoff-0a1b2c3d-2-images|NonZeroExitCode
        12|2|CANCELLED||bakeoff-0a1b2c3d-2-images|DependencyNeverSatisfied
        12|3|TIMEOUT|n1|bakeoff-0a1b2c3d-2-images|TimeLimit
        12|4|OUT_OF_MEMORY|n1|bakeoff-0a1b2c3d-2-images|OutOfMemory
        12|5|TELEPORTED|n1|bakeoff-0a1b2c3d-2-images|None
        13|N/A|CANCELLED||bakeoff-0a1b2c3d-3-images|None
        14|[2-3,7%1]|PENDING||bakeoff-0a1b2c3d-4-images|Resources
        a line of a plug-in
        """

    @Test func everyStateIsTakenForWhatItIs() {
        let tasks = SlurmText.tasks(Self.queue).map(\.task)
        #expect(tasks.count == 14)
        #expect(
            tasks.map(\.phase) == [
                .running(node: "n1"), .running(node: "n2"), .waiting("JobArrayTaskLimit"),
                .waiting("(ReqNodeNotAvail, UnavailableNodes:n[1-2])"), .over("COMPLETED"), .over("FAILED"), .cancelled, .over("TIMEOUT"),
                .over("OUT_OF_MEMORY"), .unknown("TELEPORTED"), .cancelled, .waiting("Resources"), .waiting("Resources"),
                .waiting("Resources"),
            ])
        #expect(tasks.suffix(4).map(\.index) == [EngineTask.allOthers, 2, 3, 7])
        #expect(tasks[9].isOpen, "what is unknown is never taken for an end")
        #expect(tasks[3].array == "bakeoff-0a1b2c3d-1-images" && tasks[3].index == 3)
    }

    @Test(arguments: [("1234\n", "1234"), ("1234;gpu\n", "1234"), ("", nil), ("error", nil)]) func theJobNumber(text: String, job: String?)
    {
        #expect(SlurmText.job(text) == job)
    }

    @Test func aValueOfTheConfiguration() {
        let config = "Configuration data as of 2026-11-30T09:00:00\nMaxArraySize            = 1001\nSLURM_VERSION           = 22.05.8\n"
        #expect(SlurmText.value("MaxArraySize", in: config) == "1001")
        #expect(SlurmText.value("MaxJobCount", in: config) == nil)
    }

    @Test(arguments: [
        ("sbatch: error: Batch job submission failed: Unable to contact slurm controller (connect failure)", EngineFailure.Kind.away),
        ("slurm_load_jobs error: Socket timed out on send/recv operation", .away),
        (
            "sbatch: error: AssocMaxSubmitJobLimit\nsbatch: error: Batch job submission failed: Job violates accounting/QOS policy (job submit limit, user's size and/or time limits)",
            .full
        ),
        (
            "sbatch: error: QOSMaxWallDurationPerJobLimit\nsbatch: error: Batch job submission failed: Job violates accounting/QOS policy (job submit limit, user's size and/or time limits)",
            .refused
        ),
        ("sbatch: error: Batch job submission failed: Invalid license specification", .refused),
        ("sbatch: error: invalid partition specified: gpu", .refused),
    ]) func whatWentWrong(message: String, kind: EngineFailure.Kind) {
        #expect(SlurmText.kind(of: message) == kind)
        #expect(!SlurmText.gist(of: message).contains("sbatch: error:"))
    }

    @Test func theOptionsOfAJob() throws {
        let folder = try TemporaryFolder()
        var site = SiteSettings()
        site.sbatch = ["--partition=gpu", "--account=media lab"]
        let engine = SlurmEngine(
            folder: ShardFolder(RunFolder(path: folder.path)), site: site, program: "/opt/bakeoff", environment: ["KEY"])
        var resources = Resources()
        (resources.gpus, resources.cpus, resources.memory) = (1, 4, 16_384)
        let options = engine.options(
            for: ShardArray(
                name: "n", group: "g", shards: ["a", "b", "c"], throttle: 2, resources: resources, licence: "flux:1", minutes: 12))
        for option in [
            "--array=0-2%2", "--time=12", "--gres=gpu:1", "--cpus-per-task=4", "--mem=16384M", "--licenses=flux:1", "--requeue",
            "--export=PATH,HOME,USER,LANG,KEY",
        ] { #expect(options.contains(option), "\(option) is missing") }
        #expect(options.suffix(2) == ["--partition=gpu", "--account=media lab"], "the site's own words come last, and whole")
    }
}
