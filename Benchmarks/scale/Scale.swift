import Foundation
import Glibc
import Pipeline
import Reports
import Scoring
import Synchronization

/// Runs the coordinator on made-up results and prints a line for each phase of each size: seconds, processor seconds, and the most
/// memory in it.
///
/// `scale [--open N] FOLDER CELLS…`: `--open` is how many cells the walk holds at once. Each size should have a process of its own:
/// memory that was given back may stay with it.
@main struct Scale {
    static func main() async throws {
        var arguments = Array(CommandLine.arguments.dropFirst())
        var open: Int?
        if arguments.first == "--open", arguments.count > 1 {
            open = Int(arguments[1])
            arguments.removeFirst(2)
        }
        let sizes = arguments.dropFirst().compactMap { Int($0) }
        guard let folder = arguments.first, !sizes.isEmpty else { return print("usage: scale [--open N] FOLDER CELLS…") }
        for cells in sizes { try await Size(cells: cells, folder: "\(folder)/\(cells)", open: open).run() }
    }
}

private struct Size {
    let cells: Int
    let folder: String
    /// nil takes what a run takes.
    let open: Int?

    static let branches = ["ada", "ben", "cleo", "dan"]
    static let cellsPerShard = 500
    /// Where `bakeoff run` stops making records by itself.
    static let mostRecorded = 200_000
    private var cases: Int { cells / Self.branches.count }

    func run() async throws {
        try? FileManager.default.removeItem(atPath: folder)
        try FileManager.default.createDirectory(atPath: "\(folder)/run", withIntermediateDirectories: true)
        try writeCases()
        let plan = try await phase("plan") { try self.plan() }
        let store = try RunStore(RunFolder(path: "\(folder)/run"))
        try await walk(plan, store)
        let totals = try await phase("report (totals)") { try store.totals() }
        if cells <= Self.mostRecorded {
            let json = try await phase("record") { try RunRecord(of: plan, from: store).resultsJSON() }
            print("results.json has \(json.utf8.count / 1_000_000) MB")
        }
        let group = totals.groups.first
        print("\(group?.cells ?? 0) cells in it; \(group?.lead.map { "\($0.a) leads \($0.b) by \($0.difference)" } ?? "no answer")")
    }

    /// As `bakeoff run` does it: plans of shards, results and merging in turn, for so many cells at a time as may be open.
    private func walk(_ plan: Plan, _ store: RunStore) async throws {
        var site = SiteSettings()
        site.shardCells = Self.cellsPerShard
        site.pollSeconds = 0.2
        if let open { site.openCells = open }
        let engine = Mutex(Duration.zero)
        try await phase("shard and merge (walk)") {
            let backend = BackendSetting.rehearsal(site, overrides: Planner.Overrides()) { time in engine.withLock { $0 += time } }
            try await carryOut(plan, in: store, jobs: 256, backend: backend) { event in
                if case .warning(let text) = event { print(text) }
            }
        }
        say("making the results up, beside it", engine.withLock { $0 })
    }

    // MARK: What is run

    private func writeCases() throws {
        var text = "id,prompt\n"
        text.reserveCapacity(60 * cases)
        for number in 0..<cases { text += "c\(number),A lighthouse in the fog as picture \(number)\n" }
        try text.write(toFile: "\(folder)/cases.csv", atomically: false, encoding: .utf8)
    }

    private func plan() throws -> Plan {
        let steps = Self.branches.map { "      - {id: \($0), type: text_to_image, model: demo, params: {quality: clean}}" }
        let pipeline = """
            cases: cases.csv
            steps:
              - type: parallel_group
                group_id: pictures
                max_workers: 256
                merge_strategy: best_quality
                scoring: image-technical
                parallel_steps:
            \(steps.joined(separator: "\n"))
            """
        try pipeline.write(toFile: "\(folder)/scale.yaml", atomically: true, encoding: .utf8)
        var planner = Planner(try PipelineFile.read("\(folder)/scale.yaml"), data: try ScoringData.load())
        return try planner.plan()
    }

    // MARK: Measuring

    private func phase<T>(_ name: String, _ work: () async throws -> T) async throws -> T {
        Self.forgetPeak()
        let (begun, busy) = (ContinuousClock.now, clock())
        let result = try await work()
        let cpu = String(format: ", cpu %.2f s", Double(clock() - busy) / Double(CLOCKS_PER_SEC))
        say(name, ContinuousClock.now - begun, cpu + (Self.peak.map { String(format: ", peak %.0f MB", $0) } ?? ""))
        return result
    }

    private func say(_ name: String, _ time: Duration, _ more: String = "") {
        print("\(cells) cells, \(name): \(String(format: "%.2f s", time / .seconds(1)))\(more)")
        fflush(nil)
    }

    /// Megabytes that this process had resident at the most since `forgetPeak`; nil where the system does not tell.
    private static var peak: Double? {
        let status = (try? String(contentsOfFile: "/proc/self/status", encoding: .utf8)) ?? ""
        return status.firstMatch(of: /VmHWM:\s+(\d+) kB/).flatMap { Double($0.1) }.map { $0 / 1_000 }
    }

    private static func forgetPeak() { try? "5".write(toFile: "/proc/self/clear_refs", atomically: false, encoding: .utf8) }
}
