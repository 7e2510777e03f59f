import Foundation
import Synchronization

/// One vendor's documented routes.
protocol ReplayVendor: SendableMetatype {
    /// The header that must hold the test key; none for local servers.
    static var key: (String, String)? { get }
    static var idHeader: String { get }
    static var polls: Bool { get }
    static var resultURLs: Bool { get }
    /// Whether a filtered request is refused at once, and not with a 200 or by its job.
    static var refusesFiltered: Bool { get }
    static func creates(_ call: ReplayCall) -> Bool
    /// What is wrong with a request that creates.
    static func mistake(_ call: ReplayCall) -> String?
    static func good(_ call: ReplayCall, _ script: ReplayScript) -> ReplayServer.Reply
    static func error(_ problem: ReplayProblem) -> (Int, [String: Any])
}

extension ReplayVendor {
    static var polls: Bool { false }
    static var resultURLs: Bool { false }
    static var refusesFiltered: Bool { false }
}

struct ReplayCall {
    let request: ReplayServer.Request
    let parts: [String]
    let query: [String: String]
    let json: [String: Any]?

    init(_ request: ReplayServer.Request) {
        self.request = request
        let halves = request.path.split(separator: "?", maxSplits: 1).map(String.init)
        parts = (halves.first ?? "").split(separator: "/").map { $0.removingPercentEncoding ?? String($0) }
        var query: [String: String] = [:]
        for pair in (halves.count > 1 ? halves[1] : "").split(separator: "&") {
            let sides = pair.split(separator: "=", maxSplits: 1).map { $0.removingPercentEncoding ?? String($0) }
            query[sides[0]] = sides.count > 1 ? sides[1] : ""
        }
        self.query = query
        json = (try? JSONSerialization.jsonObject(with: Data(request.body))) as? [String: Any]
    }

    func text(_ name: String) -> String? { Self.text(json?[name]) }

    static func text(_ value: Any?) -> String? {
        guard let text = value as? String, !text.isEmpty else { return nil }
        return text
    }

    /// The first thing wrong with a JSON body: its type, its fields' names, or what must be there.
    func mistake(needs: [String], allows: Set<String>? = nil) -> String? {
        guard request.headers["content-type"]?.lowercased().hasPrefix("application/json") == true else {
            return "content-type: application/json is needed"
        }
        guard let json else { return "We could not parse the JSON body of your request" }
        if let missing = needs.first(where: { text($0) == nil }) { return "Missing required parameter: '\(missing)'" }
        if let allows, let unknown = json.keys.sorted().first(where: { !allows.contains($0) && !needs.contains($0) }) {
            return "Unknown parameter: '\(unknown)'"
        }
        return nil
    }
}

final class ReplayState: Sendable {
    struct Job {
        var body: [UInt8]
        var path: [String]
        var polls = 0
        var cancelled = false
        var gone = false

        var json: [String: Any] { ((try? JSONSerialization.jsonObject(with: Data(body))) as? [String: Any]) ?? [:] }
    }

    private struct Contents {
        var creations = 0
        var jobs: [String: Job] = [:]
    }

    private let contents = Mutex(Contents())

    /// How many requests that create came before.
    func countCreation() -> Int {
        contents.withLock { contents in
            contents.creations += 1
            return contents.creations - 1
        }
    }

    func start(_ call: ReplayCall) -> String {
        let job = Job(body: call.request.body, path: call.parts)
        return contents.withLock { contents in
            let id = "7f3a0000-0000-4000-8000-" + String(String(1_000_000_000_001 + contents.jobs.count).suffix(12))
            contents.jobs[id] = job
            return id
        }
    }

    func job(_ id: String) -> Job? { contents.withLock { $0.jobs[id] } }

    func poll(_ id: String) -> Job? {
        contents.withLock { contents in
            contents.jobs[id]?.polls += 1
            return contents.jobs[id]
        }
    }

    func change(_ id: String, _ body: @Sendable (inout Job) -> Void) {
        contents.withLock { contents in
            guard var job = contents.jobs[id] else { return }
            body(&job)
            contents.jobs[id] = job
        }
    }

    var ids: [String] { contents.withLock { $0.jobs.keys.sorted() } }
}

enum ReplayMedia {
    /// Width and height of a PNG's header.
    static func size(_ png: [UInt8]) -> (Int, Int) {
        guard png.count >= 24 else { return (0, 0) }
        func number(_ at: Int) -> Int { png[at..<(at + 4)].reduce(0) { $0 << 8 | Int($1) } }
        return (number(16), number(20))
    }

    /// A WAV as a streaming server writes it: it does not know its sizes yet.
    static func placeholders(_ wav: [UInt8], _ size: UInt32) -> [UInt8] {
        var wav = wav
        let bytes = (0..<4).map { UInt8(truncatingIfNeeded: size >> (8 * UInt32($0))) }
        guard wav.count > 44 else { return wav }
        wav.replaceSubrange(4..<8, with: bytes)
        var at = 12
        while at + 8 <= wav.count {
            if Array(wav[at..<(at + 4)]) == Array("data".utf8) {
                wav.replaceSubrange((at + 4)..<(at + 8), with: bytes)
                break
            }
            let length = (0..<4).reduce(0) { $0 | Int(wav[at + 4 + $1]) << (8 * $1) }
            at += 8 + length + length % 2
        }
        return wav
    }

    static func base64(_ bytes: [UInt8]) -> String { Data(bytes).base64EncodedString() }
}
