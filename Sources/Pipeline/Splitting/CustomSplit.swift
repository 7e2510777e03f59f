import Catalogs
import Foundation
import Media
import Subprocess

/// The pipeline says which items a branch gets, or asks a program.
struct CustomSplit: SplitStrategy {
    static let name = "custom"
    static let summary = "'assign:' says which items a branch gets, by number, range or tag; or 'command:' names a program that does."

    /// By branch; empty when a program decides.
    let assignments: [Assignment]
    /// The program and its arguments; nil when `assign` decides.
    let command: [String]?
    let folder: String
    private let place: SourcePlace

    struct Assignment: Sendable {
        let branch: String
        let place: SourcePlace
        let choices: [Choice]
    }

    /// What `assign` can say of a branch.
    enum Choice: Sendable, Hashable {
        /// From 1, both ends included.
        case range(ClosedRange<Int>)
        case tag(String)
    }

    init(options: inout Options) {
        place = options.place
        folder = Paths.folder(of: options.place.file)
        command = options.texts("command")
        let assign = options.value("assign")
        assignments = (assign?.entries ?? []).map { Self.assignment($0, &options) }
        if let assign, assign.entries == nil {
            options.report(
                "'assign' maps branches to items, found \(assign.inWords)", at: assign,
                remedy: "assign: {gb: [1, \"3-5\"], us: \"tag:short\"}")
        }
        if (assign == nil) == (command == nil) {
            options.report(
                "a custom split needs either 'assign' or 'command'", at: assign, remedy: "assign: {gb: [1, \"3-5\"], us: \"tag:short\"}")
        }
        if command?.isEmpty == true { options.report("'command' names no program", at: options.settings["command"]) }
    }

    private static func assignment(_ entry: Settings.Entry, _ options: inout Options) -> Assignment {
        let values = entry.value.items ?? [entry.value]
        let choices = values.compactMap { value -> Choice? in
            guard let choice = value.text.flatMap(choice) else {
                options.report(
                    "'assign' takes numbers from 1, ranges and tags, found \(value.inWords)", at: value,
                    remedy: "2, \"3-5\" or \"tag:short\"")
                return nil
            }
            return choice
        }
        return Assignment(branch: entry.key, place: entry.keyPlace, choices: choices)
    }

    private static func choice(_ text: String) -> Choice? {
        if text.hasPrefix("tag:"), text.count > 4 { return .tag(String(text.dropFirst(4))) }
        guard let match = text.wholeMatch(of: /(\d{1,7})(?:\s*-\s*(\d{1,7}))?/), let first = Int(match.1) else { return nil }
        let last = match.2.flatMap { Int($0) } ?? first
        return first >= 1 && last >= first ? .range(first...last) : nil
    }

    var sharesItems: Bool { false }

    func problems(branches: [String], itemCount: Int?) -> [Problem] {
        var problems: [Problem] = []
        for assignment in assignments {
            if !branches.contains(assignment.branch) {
                problems.append(
                    Problem(
                        "'assign' names no branch: '\(assignment.branch)'", at: assignment.place, length: assignment.branch.count,
                        remedy: suggestion(for: assignment.branch, among: branches)))
            }
            for case .range(let range) in assignment.choices {
                if let itemCount, range.upperBound > itemCount {
                    problems.append(
                        Problem(
                            "there is no item \(range.upperBound); the list has \(itemCount)", at: assignment.place,
                            length: assignment.branch.count))
                }
            }
        }
        if let program = command?.first, Paths.executable(program, from: folder) == nil {
            problems.append(Problem("program '\(program)' is not on this machine", at: place, remedy: "install it, or write its path"))
        }
        return problems
    }

    func deal(_ items: [DealtItem], to branches: [String]) async throws -> [String: [Int]] {
        let numbers = command == nil ? chosen(items) : try await answer(items, branches)
        var deal = Dictionary(uniqueKeysWithValues: branches.map { ($0, [Int]()) })
        for (branch, wanted) in numbers {
            guard deal[branch] != nil else {
                throw CellFailure("bad_split", "the split names no branch of the group: '\(branch.prefix(60))'")
            }
            guard wanted.allSatisfy({ (1...max(1, items.count)).contains($0) }), Set(wanted).count == wanted.count else {
                throw CellFailure(
                    "bad_split", "branch '\(branch)' gets items that are not in the list of \(items.count), or one of them twice")
            }
            deal[branch] = wanted.sorted().map { $0 - 1 }
        }
        guard deal.values.contains(where: { !$0.isEmpty }) else { throw CellFailure("bad_split", "the split gives no item to any branch") }
        return deal
    }

    private func chosen(_ items: [DealtItem]) -> [String: [Int]] {
        var numbers: [String: [Int]] = [:]
        for assignment in assignments {
            numbers[assignment.branch] = items.map(\.index).filter { index in
                assignment.choices.contains { choice in
                    switch choice {
                    case .range(let range): range.contains(index)
                    case .tag(let tag): items[index - 1].tags.contains(tag)
                    }
                }
            }
        }
        return numbers
    }

    private struct Question: Encodable { let items: [DealtItem]; let branches: [String] }

    /// The program reads the items as JSON and answers with numbers from 1 by branch.
    private func answer(_ items: [DealtItem], _ branches: [String]) async throws -> [String: [Int]] {
        guard let words = command, let name = words.first, let program = Paths.executable(name, from: folder) else {
            throw CellFailure("cannot_start", "the split's program is not on this machine")
        }
        let work = FileManager.default.temporaryDirectory.path + "/bakeoff-split-" + UUID().uuidString
        try RunFolder.create(work)
        defer { try? FileManager.default.removeItem(atPath: work) }
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        try encoder.encode(Question(items: items, branches: branches)).write(to: URL(fileURLWithPath: work + "/question"))
        let child = ChildProcess(
            executable: program, arguments: Array(words.dropFirst()), environment: [:], folder: folder, inputPath: work + "/question",
            outputPath: work + "/answer", errorPath: work + "/errors")
        let status = try await child.run()
        guard case .exited(0) = status else {
            throw CellFailure(
                "exit_status", "the split's program \(name) ended with \(status)", stderrTail: ChildProcess.tail(of: work + "/errors"))
        }
        let data = FileManager.default.contents(atPath: work + "/answer") ?? Data()
        guard data.count < 16 << 20, let answer = try? JSONDecoder().decode([String: [Int]].self, from: data) else {
            throw CellFailure("bad_split", "the split's program \(name) must answer {\"branch\": [1, 2], …}")
        }
        return answer
    }
}
