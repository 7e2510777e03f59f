import Foundation
import Media
import Pipeline

/// One event as one JSON object on one line; null is unknown.
enum ProgressEvent {
    static func json(_ event: RunEvent, at date: Date) -> String {
        var object = fields(of: event)
        object["t"] = date.formatted(.iso8601)
        guard let data = try? JSONSerialization.data(withJSONObject: object, options: [.sortedKeys, .withoutEscapingSlashes]) else {
            return #"{"ev":"unknown"}"#
        }
        return String(decoding: data, as: UTF8.self)
    }

    private static func fields(of event: RunEvent) -> [String: Any] {
        switch event {
        case .groupStarted(let group, let branches, let cells):
            return ["ev": "group_started", "group": group, "branches": branches, "cells": cells ?? NSNull()]
        case .cellStarted(let cell): return names(cell, event: "cell_started")
        case .cellWaiting(let cell, let seconds, let reason, let tries):
            return names(cell, event: "waiting").merging(["seconds": number(seconds), "reason": reason, "tries": tries]) { $1 }
        case .cellFinished(let result, let isStored): return output(result, isStored: isStored)
        case .groupFinished(let group): return ["ev": "group_finished", "group": group]
        case .warning(let message): return ["ev": "warning", "message": message]
        case .backend(let status): return ["ev": "backend", "status": status]
        }
    }

    private static func output(_ result: CellResult, isStored: Bool) -> [String: Any] {
        var object = names(result.cell, event: "output")
        object["seconds"] = number(result.seconds)
        object["tries"] = result.tries
        object["cost_usd"] = result.costUSD.map(number) ?? NSNull()
        object["cached"] = result.isCached ?? false
        object["stored"] = isStored
        if let waited = result.waited { object["waited"] = number(waited) }
        switch result.outcome {
        case .produced(let artifact): object.merge(["status": "ok", "path": artifact.path]) { $1 }
        case .failed(let failure): object.merge(["status": "failed", "code": failure.code, "message": failure.message]) { $1 }
        case .cancelled(let reason): object.merge(["status": "cancelled", "message": reason]) { $1 }
        }
        return object
    }

    private static func names(_ cell: Cell, event: String) -> [String: Any] {
        ["ev": event, "group": cell.group, "branch": cell.branch, "case": cell.caseID, "repeat": cell.repeat]
    }

    /// JSON has no infinity, and the serializer stops the program at one.
    private static func number(_ value: Double) -> Any { value.isFinite ? value : NSNull() }
}
