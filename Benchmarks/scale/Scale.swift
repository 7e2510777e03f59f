import Foundation
import Pipeline
import Scoring
import Synchronization

/// Runs the coordinator on made-up results and prints a line for each phase of each size: seconds and the most memory in it.
///
/// `scale FOLDER CELLS…`; each size should have a process of its own, since memory is that of the whole process.
@main struct Scale {
    static func main() async throws {
        let arguments = CommandLine.arguments.dropFirst()
        guard let folder = arguments.first, arguments.count > 1 else { return print("usage: scale FOLDER CELLS…") }
        for size in arguments.dropFirst().compactMap(Int.init) { try await Rehearsal(cells: size, folder: folder).run() }
    }
}

private struct Rehearsal {
    let cells: Int
    let folder: String

    static let branches = ["ada", "ben", "cleo", "dan"]
    private var cases: Int { cells / Self.branches.count }

    func run() async throws {
        let place = "\(folder)/\(cells)"
        try? FileManager.default.removeItem(atPath: place)
        try FileManager.default.createDirectory(atPath: "\(place)/run", withIntermediateDirectories: true)
        try write(in: place)
        let plan = try await phase("plan") { try self.plan(at: "\(place)/scale.yaml") }
        let store = try RunStore(RunFolder(path: "\(place)/run"))
        let engine = Mutex(Duration.zero)
        try await phase("walk") {
            let backend = BackendSetting.rehearsal(site, overrides: Planner.Overrides()) { time in engine.withLock { $0 += time } }
            try await carryOut(plan, in: store, jobs: 256, backend: backend) { event in
                if case .warning(let text) = event { print(text) }
            }
        }
        say("of it the workers' part", engine.withLock { $0 })
        let totals = try await phase("totals") { try store.totals() }
        let group = totals.groups.first
        print("answer  \(group?.cells ?? 0) cells, \(group?.lead.map { "\($0.a) over \($0.b) by \($0.difference)" } ?? "nothing")")
    }

    private var site: SiteSettings {
        var site = SiteSettings()
        site.shardCells = 500
        site.openCells = 20_000
        site.pollSeconds = 0.2
        return site
    }

    private func write(in place: String) throws {
        var text = "id,prompt\n"
        text.reserveCapacity(60 * cases)
        for number in 0..<cases { text += "c\(number),A lighthouse in the fog as picture \(number)\n" }
        try text.write(toFile: "\(place)/cases.csv", atomically: false, encoding: .utf8)
        let steps = Self.branches.map { "      - {id: \($0), type: text_to_image, model: demo, params: {quality: clean}}\n" }.joined()
        try """
        name: scale
        cases: cases.csv
        steps:
          - type: parallel_group
            group_id: pictures
            max_workers: 256
            merge_strategy: best_quality
            scoring: image-technical
            parallel_steps:
        \(steps)
        """.write(toFile: "\(place)/scale.yaml", atomically: true, encoding: .utf8)
    }

    private func plan(at path: String) throws -> Plan {
        var planner = Planner(try PipelineFile.read(path), data: try ScoringData.load())
        return try planner.plan()
    }

    // MARK: Measuring

    private func phase<T>(_ name: String, _ work: () async throws -> T) async throws -> T {
        Self.forgetPeak()
        let begun = ContinuousClock.now
        let result = try await work()
        say(name, ContinuousClock.now - begun, peak: Self.peak)
        return result
    }

    private func say(_ name: String, _ time: Duration, peak: Double? = nil) {
        let seconds = String(format: "%.2f s", time / .seconds(1))
        print("\(cells) cells, \(name): \(seconds)" + (peak.map { String(format: ", peak %.0f MB", $0) } ?? ""))
        fflush(nil)
    }

    /// Megabytes that this process had resident at the most since `forgetPeak`; nil where the system does not tell.
    private static var peak: Double? {
        let status = (try? String(contentsOfFile: "/proc/self/status", encoding: .utf8)) ?? ""
        return status.firstMatch(of: /VmHWM:\s+(\d+) kB/).flatMap { Double($0.1) }.map { $0 / 1_000 }
    }

    private static func forgetPeak() { try? "5".write(toFile: "/proc/self/clear_refs", atomically: false, encoding: .utf8) }
}
