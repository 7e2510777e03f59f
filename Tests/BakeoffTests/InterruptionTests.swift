import Foundation
import Glibc
import Pipeline
import Testing

/// Kills and interruptions of the real program.
@Suite(.serialized) struct InterruptionTests {
    /// Each call writes its cell into a log, then makes a picture that depends on the case.
    private func pipeline(_ folder: Folder, pause: String) throws {
        try folder.write(
            """
            cases: [one, two, three, four, five, six, seven, eight]
            models:
              tool:
                provider: command
                run: [sh, -c, "echo \\"$1\\" >> log; \(pause) cp \\"$2\\" \\"$3\\"", sh, "{{case.id}}-{{params.name}}", "{{params.file}}", "{{output}}"]
                output: png
            steps:
              - type: parallel_group
                max_workers: 2
                merge_strategy: best_quality
                scoring: image-technical
                parallel_steps:
                  - {id: a, type: text_to_image, model: tool, params: {name: a, file: new.png}}
                  - {id: b, type: text_to_image, model: tool, params: {name: b, file: old.png}}

            """, to: "p.yaml")
        for (from, to) in [("original", "new.png"), ("old", "old.png")] {
            try FileManager.default.copyItem(
                atPath: Repository.root + "/examples/ab_folders/\(from)/coast.png", toPath: "\(folder.path)/\(to)")
        }
    }

    private func lines(_ folder: Folder) -> [String] { (try? folder.read("log"))?.split(separator: "\n").map(String.init) ?? [] }

    @Test(.timeLimit(.minutes(3))) func killedInTheMiddleThenResumedEndsWithTheSameVerdict() throws {
        let calm = try Folder()
        try pipeline(calm, pause: "")
        #expect(try Program.run("run", "p.yaml", in: calm.path).status == 0)
        let expected = try comparisons(of: try calm.onlyRun())[0]

        let folder = try Folder()
        try pipeline(folder, pause: "sleep 0.1;")
        let call = try Program.Call(["run", "p.yaml"], in: folder.path)
        while lines(folder).count < 7 { usleep(2_000) }
        kill(call.process.processIdentifier, SIGKILL)
        _ = call.wait()
        let run = try folder.onlyRun()
        let finished = try storedCells(run)
        #expect(finished.count >= 3 && finished.count < 16)
        let before = lines(folder)
        let result = try Program.run("run", "p.yaml", "--resume", in: folder.path)
        #expect(result.status == 0, "\(result.errors)")
        let again = lines(folder).dropFirst(before.count)
        #expect(Set(again).isDisjoint(with: finished), "a finished cell was run twice")
        #expect(Set(again).count == again.count && Set(lines(folder)).count == 16)
        let resumed = try comparisons(of: run)[0]
        #expect(NSDictionary(dictionary: verdict(resumed)) == NSDictionary(dictionary: verdict(expected)))
        #expect(
            (resumed["ranking"] as? [[String: Any]])?.map { $0["mean"] as? Double }
                == (expected["ranking"] as? [[String: Any]])?.map { $0["mean"] as? Double })
    }

    /// Cells whose result was committed, by the names the log uses.
    private func storedCells(_ run: String) throws -> Set<String> {
        let store = try RunStore(RunFolder(path: run))
        var names: Set<String> = []
        for number in 1...8 {
            for branch in ["a", "b"] {
                let cell = Cell(group: "group_1", caseID: "case-0\(number)", branch: branch, repeat: 0)
                if try store.stored(cell)?.result.artifact != nil { names.insert("\(cell.caseID)-\(branch)") }
            }
        }
        return names
    }

    /// A killed orphan may wait for init to reap it; it runs no more.
    private func isAlive(_ process: pid_t) -> Bool {
        guard kill(process, 0) == 0, let state = try? String(contentsOfFile: "/proc/\(process)/stat", encoding: .utf8) else { return false }
        return !state.contains(") Z")
    }

    @Test(.timeLimit(.minutes(2)), arguments: [(SIGINT, Int32(130)), (SIGTERM, Int32(143))])
    func interruptingLeavesNoProcessAndCanBeResumed(signal: Int32, status: Int32) throws {
        let folder = try Folder()
        // The grandchild ignores SIGTERM and would outlive everything but a kill of its group.
        try folder.write(
            """
            cases: [one, two]
            models:
              tool: {provider: command, run: [sh, -c, "sh -c 'trap \\"\\" TERM; echo $$ >> pids; while :; do sleep 1; done' & wait"], output: png}
            steps:
              - type: parallel_group
                max_workers: 2
                parallel_steps: [{id: a, type: text_to_image, model: tool}, {id: b, type: text_to_image, model: tool}]

            """, to: "p.yaml")
        let call = try Program.Call(["run", "p.yaml"], in: folder.path)
        func processes() -> [pid_t] { (try? folder.read("pids"))?.split(separator: "\n").compactMap { pid_t($0) } ?? [] }
        while processes().count < 2 { usleep(5_000) }
        kill(call.process.processIdentifier, signal)
        let result = call.wait()
        #expect(result.status == status)
        #expect(result.errors.contains("--resume"))
        // A killed process takes a moment to end; one that was not killed never does, and the time limit fails the test.
        while processes().contains(where: isAlive) { usleep(5_000) }
    }
}
