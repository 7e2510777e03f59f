import Foundation

/// What Slurm's commands print. Only text formats that all releases share are read: its JSON changes shape between them.
enum SlurmText {
    /// Array job, task, state, reason, node, name; a reason may hold anything, so that it stands last.
    static let format = "%F|%K|%T|%N|%j|%r"

    /// The lines of `squeue -h -r -o` with that format.
    static func tasks(_ text: String) -> [(job: String, task: EngineTask)] {
        text.split(whereSeparator: \.isNewline).flatMap { line -> [(job: String, task: EngineTask)] in
            let parts = line.split(separator: "|", maxSplits: 5, omittingEmptySubsequences: false).map {
                $0.trimmingCharacters(in: .whitespaces)
            }
            guard parts.count == 6 else { return [] }
            let phase = phase(parts[2], node: parts[3], reason: parts[5])
            return indices(parts[1]).map { (parts[0], EngineTask(array: parts[4], index: $0, phase: phase)) }
        }
    }

    /// `7`; `2-5,9%3` where `-r` did not expand what never began; `N/A` for an array that was cancelled before any of it began.
    private static func indices(_ text: String) -> [Int] {
        if text == "N/A" { return [EngineTask.allOthers] }
        return text.prefix { $0 != "%" }.trimmingCharacters(in: ["[", "]"]).split(separator: ",").flatMap { part -> [Int] in
            let ends = part.split(separator: "-").compactMap { Int($0) }
            guard let first = ends.first, let last = ends.last, first <= last, last - first < 5_000_000 else { return [] }
            return Array(first...last)
        }
    }

    static func phase(_ state: String, node: String, reason: String) -> EngineTask.Phase {
        switch state {
        case "PENDING", "REQUEUED", "REQUEUE_HOLD", "REQUEUE_FED", "RESV_DEL_HOLD", "SPECIAL_EXIT": .waiting(reason)
        case "RUNNING", "CONFIGURING", "COMPLETING", "STAGE_OUT", "SIGNALING", "STOPPED", "SUSPENDED", "RESIZING": .running(node: node)
        case "CANCELLED": .cancelled
        case "COMPLETED", "FAILED", "TIMEOUT", "NODE_FAIL", "PREEMPTED", "BOOT_FAIL", "DEADLINE", "OUT_OF_MEMORY", "REVOKED",
            "LAUNCH_FAILED",
            "RECONFIG_FAIL":
            .over(state)
        default: .unknown(state)
        }
    }

    /// `sbatch --parsable` prints the job, and the cluster after it where there are several.
    static func job(_ text: String) -> String? {
        let id = text.split(whereSeparator: { $0 == ";" || $0.isNewline }).first.map(String.init) ?? ""
        return id.isEmpty || !id.allSatisfy(\.isNumber) ? nil : id
    }

    /// A value of `scontrol show config`.
    static func value(_ key: String, in config: String) -> String? {
        for line in config.split(whereSeparator: \.isNewline) {
            let parts = line.split(separator: "=", maxSplits: 1).map { $0.trimmingCharacters(in: .whitespaces) }
            if parts.count == 2, parts[0] == key { return parts[1] }
        }
        return nil
    }

    static func kind(of message: String) -> EngineFailure.Kind {
        func says(_ phrases: String...) -> Bool { phrases.contains { message.localizedCaseInsensitiveContains($0) } }
        // The last line of such a refusal names the limits of the queue whichever of them it was; the line before says which.
        if says("MaxWall", "MaxTRES", "MaxCpu", "MaxNode", "MaxMem", "MinGRES", "MinCpus", "MaxGRES") { return .refused }
        if says(
            "MaxSubmitJob", "QOSMaxSubmit", "job submit limit", "MaxJobCount", "Resource temporarily unavailable",
            "Slurm temporarily unable")
        {
            return .full
        }
        if says(
            "Unable to contact", "timed out", "Connection refused", "Zero Bytes", "Connection reset", "Communication connection failure")
        {
            return .away
        }
        return .refused
    }

    /// The last line says what was wrong; what stands before it is usually how far the command came.
    static func gist(of message: String) -> String {
        let lines = message.split(whereSeparator: \.isNewline).map(String.init)
        let last = lines.last { !$0.isEmpty } ?? "it failed without a word"
        return last.replacing("sbatch: error: ", with: "").replacing("squeue: error: ", with: "").replacing(
            "slurm_load_jobs error: ", with: "")
    }
}
