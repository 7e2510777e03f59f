import Catalogs
import Foundation
import Glibc
import Pipeline
import Reports

/// What GitHub Actions shows of a run: the summary on the job's page, and an annotation for every gate that failed.
enum JobSummary {
    /// GitHub drops a summary of 1 MiB, and silently some that are just below it.
    static let mostBytes = 900_000

    /// Adds `summary.md` to the file that `GITHUB_STEP_SUMMARY` names; what goes wrong is a warning, since the run is done.
    static func add(_ record: RunRecord, in folder: RunFolder, environment: [String: String] = ProcessInfo.processInfo.environment) {
        guard let path = environment["GITHUB_STEP_SUMMARY"], !path.isEmpty else { return }
        do {
            let there = (try? FileManager.default.attributesOfItem(atPath: path)[.size] as? Int) ?? 0
            let text = try JobSummary.text(of: record, in: folder)
            guard let fitting = cut(text, to: mostBytes - there) else {
                return Console.warning("the job summary is full; this run's is not added to it")
            }
            try append(fitting, to: path)
        } catch {
            Console.warning("the job summary is not written: \(error)")
        }
    }

    /// Rules that must not hold and did, for the page of the change.
    static func annotate(_ gates: [ReleaseGateResult]) {
        for gate in gates where gate.result == .fail {
            let group = gate.groupId.map { " in \($0)" } ?? ""
            Console.annotate("error", title: "release gate", "'\(gate.rule)' holds\(group): \(gate.detail)")
        }
    }

    private static func text(of record: RunRecord, in folder: RunFolder) throws -> String {
        var options = Options(of: "report 'summary'")
        return try SummaryReport(options: &options).render(record, in: ReportContext(runFolder: folder.path))
    }

    /// Whole lines that fit; nil when not even the verdict does.
    static func cut(_ text: String, to bytes: Int) -> String? {
        guard text.utf8.count > bytes else { return text }
        let note = "\n\nCut here: job summaries end at 900 kB.\n"
        guard bytes > note.utf8.count + 1000 else { return nil }
        let room = String(decoding: text.utf8.prefix(bytes - note.utf8.count), as: UTF8.self)
        return room.lastIndex(of: "\n").map { room[..<$0] + note }
    }

    /// At the end, since other steps of the job write there too.
    private static func append(_ text: String, to path: String) throws {
        let descriptor = open(path, O_WRONLY | O_APPEND | O_CREAT | O_CLOEXEC, 0o644)
        guard descriptor >= 0 else { throw Unwritable(reason: String(cString: strerror(errno))) }
        let file = FileHandle(fileDescriptor: descriptor, closeOnDealloc: true)
        try file.write(contentsOf: Data(text.utf8))
    }

    private struct Unwritable: Error, CustomStringConvertible {
        let reason: String
        var description: String { reason }
    }
}
