import Dispatch
import Foundation
import Glibc
import Testing

/// A pipeline whose calls leave a bill: a line when one begins, and one when it has given its output.
struct ClusterBench {
    let folder: Folder

    /// True where `.ci/with-cluster` has started one.
    static var isCluster: Bool { ProcessInfo.processInfo.environment["BAKEOFF_CLUSTER"] != nil }

    /// - Parameters:
    ///   - pause: seconds that a call takes.
    ///   - more: further keys of the group, of the models and of the branches.
    init(
        cases: Int = 8, pause: Double = 0.05, workers: Int = 4, group: String = "", model: String = "", branch: String = "", shard: Int = 2
    ) throws {
        folder = try Folder()
        let names = (1...cases).map { "c\($0)" }
        try folder.write(
            """
            cases: [\(names.map { "{id: \($0), prompt: \($0)}" }.joined(separator: ", "))]
            models:
              tool:
                provider: command
                price: {usd: 0.25}
                run: [sh, call.sh, "{{case.id}}", "{{params.name}}", "{{params.file}}", "{{output}}"]
                output: png
                \(model)
            steps:
              - type: parallel_group
                group_id: pictures
                max_workers: \(workers)
                merge_strategy: best_quality
                scoring: image-technical
                \(group)
                parallel_steps:
                  - {id: a, type: text_to_image, model: tool, params: {name: a, file: new.png}\(branch)}
                  - {id: b, type: text_to_image, model: tool, params: {name: b, file: old.png}\(branch)}
            report: [json]

            """, to: "p.yaml")
        try folder.write(
            """
            echo "$1-$2 $(date +%s.%N)" >> began
            [ ! -e "fail-$1" ] || { echo "no $1 today" >&2; exit 3; }
            sleep \(pause)
            cp "$3" "$4"
            echo "$1-$2" >> bill
            echo "$1-$2 $(date +%s.%N)" >> ended
            """, to: "call.sh")
        try folder.write("poll_seconds: 0.5\ngrace_seconds: 2\nshard_cells: \(shard)\n", to: "site.yaml")
        for (from, to) in [("original", "new.png"), ("old", "old.png")] {
            try FileManager.default.copyItem(
                atPath: Repository.root + "/examples/ab_folders/\(from)/coast.png", toPath: "\(folder.path)/\(to)")
        }
    }

    func lines(_ file: String) -> [String] { ((try? folder.read(file)) ?? "").split(separator: "\n").map(String.init) }

    var bill: [String] { lines("bill") }

    /// The cells whose outputs the run has, named as on the bill.
    var kept: [String] {
        guard let outputs = try? folder.onlyRun() + "/outputs/pictures", let files = FileManager.default.enumerator(atPath: outputs) else {
            return []
        }
        return files.compactMap { $0 as? String }.filter { $0.hasSuffix(".png") }.map {
            ($0 as NSString).deletingPathExtension.replacingOccurrences(of: "/", with: "-")
        }
    }

    func run(_ backend: String, _ more: String..., environment: [String: String] = [:]) async throws -> Program.Result {
        let call = try Program.Call(
            ["run", "p.yaml", "--backend", backend, "--site", "site.yaml"] + more, in: folder.path, environment: environment)
        return await Self.end(of: call)
    }

    /// Waits beside the threads of tasks, which are few: a cluster takes its time.
    static func end(of call: Program.Call) async -> Program.Result {
        nonisolated(unsafe) let call = call
        return await withCheckedContinuation { waiting in
            DispatchQueue.global().async { waiting.resume(returning: call.wait()) }
        }
    }

    func call(_ backend: String, _ more: String...) throws -> Program.Call {
        try Program.Call(["run", "p.yaml", "--backend", backend, "--site", "site.yaml"] + more, in: folder.path)
    }

    /// Ends the test when it takes longer than a cluster may need to notice a dead node.
    func wait(_ what: String, seconds: Int = 240, until isTrue: () -> Bool) async {
        for _ in 0..<(seconds * 20) {
            if isTrue() { return }
            try? await Task.sleep(for: .milliseconds(50))
        }
        Issue.record("waited in vain: \(what)")
    }

    /// A verb of the cluster: `kill-node`, `start-controller` …
    static func cluster(_ verb: String...) throws {
        let process = Process()
        process.executableURL = URL(fileURLWithPath: ProcessInfo.processInfo.environment["BAKEOFF_CLUSTER"] ?? "/no-cluster")
        process.arguments = verb
        try process.run()
        process.waitUntilExit()
        #expect(process.terminationStatus == 0, "\(verb)")
    }

    static func tool(_ words: String...) throws -> String {
        let process = Process()
        let pipe = Pipe()
        process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
        process.arguments = words
        process.standardOutput = pipe
        try process.run()
        let data = pipe.fileHandleForReading.readDataToEndOfFile()
        process.waitUntilExit()
        return String(decoding: data, as: UTF8.self)
    }

    // MARK: What must hold at the end

    /// Every cell has its output, and none was paid for twice.
    func expectAllOnce(_ count: Int) throws { try expectAll(count, once: bill) }

    /// Every cell has its output, and none of these was paid for twice.
    func expectAll(_ count: Int, once: [String]) throws {
        #expect(Set(bill).count == count, "\(Set(bill).count) of \(count) outputs")
        let twice = Set(once).filter { one in bill.count { $0 == one } > 1 }
        #expect(twice.isEmpty, "paid for more than once: \(twice.sorted())")
        let results = try comparisons(of: try folder.onlyRun())[0]
        #expect(results["successful_count"] as? Int == count && results["failed_count"] as? Int == 0)
        #expect(!FileManager.default.fileExists(atPath: try folder.onlyRun() + "/shards/plans"), "nothing is left to be merged")
    }

    /// `results.json` without times and what names the run.
    static func timeless(_ run: String) throws -> NSDictionary {
        NSDictionary(dictionary: strip(try results(of: run)) as? [String: Any] ?? [:])
    }

    private static let times: Set = [
        "latency", "latency_ms", "seconds", "seconds_median", "seconds_p95", "total_time", "started", "id", "waited_ms", "command",
        "waited",
    ]

    private static func strip(_ value: Any) -> Any {
        if let object = value as? [String: Any] {
            return object.filter { !times.contains($0.key) }.mapValues(strip)
        }
        return (value as? [Any])?.map(strip) ?? value
    }
}
