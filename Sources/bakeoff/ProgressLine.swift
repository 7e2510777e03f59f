import Catalogs
import Foundation
import Media
import Pipeline

/// The words and bars of one line of progress.
enum ProgressLine {
    static var clock: String {
        var seconds = time(nil)
        var parts = tm()
        localtime_r(&seconds, &parts)
        return String(format: "%02d:%02d:%02d", parts.tm_hour, parts.tm_min, parts.tm_sec)
    }

    static func oneLine(_ text: String) -> String {
        visible(text.split(whereSeparator: \.isNewline).first.map(String.init) ?? "")
    }

    static func cut(_ text: String, to width: Int) -> String {
        text.count < width ? text : String(text.prefix(max(1, width - 2))) + "…"
    }

    static func bar(
        _ name: String, nameWidth: Int, done: Int, of total: Int, running: Int, failed: Int, seconds: Double, width: Int
    ) -> String {
        let shown = name.count > nameWidth ? String(name.prefix(max(1, nameWidth - 1))) + "…" : name
        let barWidth = max(6, min(26, width - nameWidth - 40))
        let filled = total == 0 ? 0 : min(barWidth, barWidth * done / total)
        let bar = String(repeating: "━", count: filled) + String(repeating: "─", count: barWidth - filled)
        let tail = done >= total && running == 0 ? "done" : "\(running) running"
        let each = done > 0 && seconds > 0 ? String(format: "  %.1f s each", seconds / Double(done)) : ""
        let failures = failed > 0 ? "  \(failed) failed" : ""
        let padded = shown + String(repeating: " ", count: max(0, nameWidth - shown.count))
        return cut("  \(padded)  \(bar)  \(done)/\(total)  \(tail)\(each)\(failures)", to: width)
    }

    /// One event as one JSON object.
    static func json(_ event: RunEvent) -> String {
        var object: [String: Any] = ["t": Date().formatted(.iso8601)]
        switch event {
        case .groupStarted(let group, let branches, let cells, let reused):
            object.merge(["ev": "group_started", "group": group, "branches": branches, "cells": cells, "reused": reused]) { $1 }
        case .cellStarted(let cell): object.merge(names(cell, event: "cell_started")) { $1 }
        case .cellFinished(let result):
            object.merge(names(result.cell, event: "output")) { $1 }
            object["seconds"] = result.seconds
            object["tries"] = result.tries
            switch result.outcome {
            case .produced(let artifact): object.merge(["status": "ok", "path": artifact.path]) { $1 }
            case .failed(let failure): object.merge(["status": "failed", "code": failure.code, "message": failure.message]) { $1 }
            case .cancelled(let reason): object.merge(["status": "cancelled", "message": reason]) { $1 }
            }
        case .groupFinished(let group): object.merge(["ev": "group_finished", "group": group]) { $1 }
        }
        guard let data = try? JSONSerialization.data(withJSONObject: object, options: [.sortedKeys, .withoutEscapingSlashes]) else {
            return "{}"
        }
        return String(decoding: data, as: UTF8.self)
    }

    private static func names(_ cell: Cell, event: String) -> [String: Any] {
        ["ev": event, "group": cell.group, "branch": cell.branch, "case": cell.caseID, "repeat": cell.repeat]
    }
}
