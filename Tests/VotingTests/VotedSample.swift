import Foundation
import Media
import Pipeline
import Scoring
import TestSupport

@testable import Voting

/// A run that never happened, whose files say in their metadata which model made them from which prompt.
final class VotedSample {
    static let branches = ["aurora-xl", "lumen-two", "sketchlite"]
    static let prompts = ["a zebra in wellington boots", "harbour at daybreak, woodcut", "nineteen umbrellas in a row"]

    let folder: RunFolder
    let store: RunStore
    let comparison: Comparison

    init(_ kind: MediaKind = .image, cases: Int = 3, withReference: Bool = false) throws {
        let path = FileManager.default.temporaryDirectory.path + "/bakeoff-voting-\(UUID().uuidString)"
        try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
        folder = RunFolder(path: path)
        store = try RunStore(folder)
        var records: [CaseRecord] = []
        for number in 0..<cases {
            let prompt = Self.prompts[number % Self.prompts.count]
            var results: [ResultRecord] = []
            for (index, branch) in Self.branches.enumerated() {
                var result = ResultRecord(branch: branch, repeat: 0, status: .ok, latency: 1, tries: 1, seed: 1)
                let name = "outputs/voted/case-\(number)/\(branch).\(kind == .audio ? "wav" : "png")"
                let bytes = kind == .audio ? try Self.sound(number, index, branch, prompt) : Self.picture(number, index, branch, prompt)
                try Self.write(bytes, to: folder.absolute(name))
                (result.path, result.sha256) = (name, sha256Hex(bytes))
                result.scorecard = Scorecard(
                    readings: [Reading(metric: "sharpness", version: 1, value: Double(90 - 10 * index + number))], missing: [],
                    quality: 80 - 10 * Double(index) + Double(number % 3))
                results.append(result)
            }
            let reference = withReference ? "reference-\(number).wav" : nil
            if let reference { try Self.write(Self.sound(number, 9, "studio", prompt), to: folder.absolute(reference)) }
            records.append(
                CaseRecord(
                    id: "case-\(number)", prompt: prompt, reference: reference, transcript: nil, tags: [], columns: [:], results: results,
                    verdicts: []))
        }
        comparison = Self.comparison(kind, records)
    }

    deinit { try? FileManager.default.removeItem(atPath: folder.path) }

    private static func comparison(_ kind: MediaKind, _ cases: [CaseRecord]) -> Comparison {
        let verdict = OverallRecord(
            label: "too_close", winners: branches, over: nil, diff: nil, ci95: nil, wins: 0, losses: 0, ties: 0, cases: cases.count,
            casesNeeded: nil, minEffect: 2, warnings: [], heading: "", text: "")
        return Comparison(
            groupId: "voted", kind: kind, mergeStrategy: "best_quality", scoring: "own", scoringVersion: "", restsOn: "",
            successfulCount: 3 * cases.count, failedCount: 0, cancelledCount: 0, totalTime: 0, totalCost: nil,
            branches: branches.enumerated().map {
                BranchRecord(id: $1, label: "\($0)", provider: "http", model: "\($1)-2026-10", params: [:])
            },
            metrics: [
                MetricRecord(metric: "sharpness", version: "1", summary: "", unit: "", better: "higher", aspect: nil, weight: nil)
            ], cases: cases, ranking: [], pairwise: [], verdict: verdict, statistics: StatisticsRecord(resamples: 999, seed: 0),
            identicalBranches: [])
    }

    // MARK: Files

    /// Of another size for every branch, with text chunks.
    private static func picture(_ number: Int, _ index: Int, _ branch: String, _ prompt: String) -> [UInt8] {
        let (width, height) = (48 + 8 * index, 40 + 4 * index)
        let samples = (0..<width * height * 3).map { ($0 * (3 + index) / 7 + number * 40) % 256 }
        let text = PNGBytes.chunk("tEXt", Array("parameters".utf8) + [0] + Array("\(prompt), Model: \(branch)-2026-10".utf8))
        return PNGBytes(width: width, height: height, depth: 8, color: .rgb, samples: samples, extra: [text]).bytes
    }

    /// At another level for every branch, with a LIST chunk.
    private static func sound(_ number: Int, _ index: Int, _ branch: String, _ prompt: String) throws -> [UInt8] {
        let clip = SyntheticMedia.sine(hertz: 220 + 40 * Double(number), seconds: 0.8, amplitude: 0.1 + 0.1 * Double(index % 4))
        let path = FileManager.default.temporaryDirectory.path + "/bakeoff-\(UUID().uuidString).wav"
        try clip.write(to: path)
        defer { try? FileManager.default.removeItem(atPath: path) }
        var bytes = [UInt8](FileManager.default.contents(atPath: path) ?? Data())
        func field(_ value: Int) -> [UInt8] { (0..<4).map { UInt8(value >> (8 * $0) & 255) } }
        var words = Array("\(branch)-2026-10: \(prompt)".utf8) + [0]
        if words.count % 2 == 1 { words.append(0) }
        let info = Array("INFO".utf8) + Array("ICMT".utf8) + field(words.count) + words
        bytes += Array("LIST".utf8) + field(info.count) + info
        bytes.replaceSubrange(4..<8, with: field(bytes.count - 8))
        return bytes
    }

    private static func write(_ bytes: [UInt8], to path: String) throws {
        try FileManager.default.createDirectory(
            atPath: (path as NSString).deletingLastPathComponent, withIntermediateDirectories: true)
        try Data(bytes).write(to: URL(fileURLWithPath: path))
    }

    // MARK: Ballots

    struct Paper {
        let ballot: Ballot
        let key: BallotKey
        let stored: StoredBallot
    }

    func paper(_ change: (inout BallotSettings) -> Void = { _ in }) throws -> Paper {
        var settings = BallotSettings()
        settings.listeners = 4
        change(&settings)
        let (ballot, key) = try BallotMaker(comparison, settings: settings, secret: store.ballotSecret()).make()
        let text = try ballot.encoded()
        let encoder = JSONEncoder()
        encoder.outputFormatting = .sortedKeys
        let stored = StoredBallot(
            sha256: ballotHash(text), group: "voted", method: ballot.method.rawValue, ballot: text,
            key: String(decoding: try encoder.encode(key), as: UTF8.self))
        return Paper(ballot: ballot, key: key, stored: stored)
    }

    /// Answers of one listener to one list; `choose` says what to a trial whose items are known to it.
    static func answers(
        to paper: Paper, list: Int, choose: (Ballot.Trial, [BallotKey.Item], BallotKey.Fact) -> [String: Any]
    ) -> [[String: Any]] {
        paper.ballot.lists[list - 1].enumerated().map { place, trial in
            let items = trial.items.compactMap { paper.key.items[$0] }
            var answer = choose(trial, items, paper.key.facts[list - 1][place])
            answer["list"] = list
            answer["trial"] = place + 1
            answer["case"] = trial.caseHash
            answer["played"] = [Int](repeating: 1, count: items.count + (trial.reference == nil ? 0 : 1))
            answer["seconds"] = 4.5
            return answer
        }
    }

    /// Prefers the branch that stands first in the file, and is careful.
    static func careful(_ trial: Ballot.Trial, _ items: [BallotKey.Item], _ fact: BallotKey.Fact) -> [String: Any] {
        if fact.kind == .same { return ["choice": "tie"] }
        if fact.kind == .broken { return ["choice": items[0].role == .broken ? "right" : "left"] }
        let places = items.map { item in branches.firstIndex { $0 == item.branch } ?? 9 }
        return ["choice": places[0] < places[1] ? "left" : "right"]
    }

    static func document(_ paper: Paper, listener: String, answers: [[String: Any]]) throws -> String {
        let document: [String: Any] = [
            "schema": "bakeoff.votes", "schema_version": "1.0", "ballot_sha256": paper.stored.sha256, "method": paper.stored.method,
            "listener": listener, "browser": "Firefox 146", "headphones": true, "answers": answers,
        ]
        return String(
            decoding: try JSONSerialization.data(withJSONObject: document, options: [.prettyPrinted, .sortedKeys]), as: UTF8.self)
    }

    func write(_ text: String, to name: String) throws -> String {
        let path = "\(folder.path)/\(name)"
        try text.write(toFile: path, atomically: true, encoding: .utf8)
        return path
    }
}
