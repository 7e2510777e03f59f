import Catalogs
import Foundation
import Pipeline

/// Reads `votes.json` files of listeners and holds them against the ballots of a run. Files are only read.
package struct VotesFile: Sendable {
    private static let mostBytes = 64 << 20

    private let ballots: [String: (stored: StoredBallot, reading: AnswerReading)]

    /// - Throws: a ballot in the store that cannot be read.
    package init(_ ballots: [StoredBallot]) throws {
        self.ballots = try ballots.reduce(into: [:]) { known, stored in
            let ballot = try JSONDecoder().decode(Ballot.self, from: Data(stored.ballot.utf8))
            known[stored.sha256] = (stored, AnswerReading(ballot))
        }
    }

    /// Whether a file is of JSON, by its first character; a table of votes begins with the name of a column.
    package static func isJSON(_ path: String) -> Bool {
        guard let handle = FileHandle(forReadingAtPath: path) else { return false }
        defer { handle.closeFile() }
        let head = handle.readData(ofLength: 64).drop { [0x20, 0x09, 0x0A, 0x0D, 0xEF, 0xBB, 0xBF].contains($0) }
        return head.first == UInt8(ascii: "{")
    }

    /// - Parameter kept: votes that the store has; the same listener's answer to the same trial is refused.
    /// - Throws: every problem of every file, with its line; then none of the files counts.
    package func read(_ files: [String], kept: [StoredVote]) throws(Problems) -> [StoredVote] {
        var seen: [String: String] = [:]
        for vote in kept { seen[Self.identity(vote)] = "is in the run already" }
        var votes: [StoredVote] = []
        var problems: [Problem] = []
        for file in files {
            do {
                let own = try read(file, &problems)
                for (vote, place) in own {
                    if let where_ = seen[Self.identity(vote)] {
                        problems.append(
                            Problem(
                                "trial \(vote.trial) of listener '\(vote.listener)' \(where_)", at: place,
                                remedy: "leave out what was imported before"))
                    }
                    seen[Self.identity(vote)] = "was answered before in \(file)"
                    votes.append(vote)
                }
            } catch {
                problems += error.list
            }
        }
        try Problems.throwIfAny(problems)
        return votes
    }

    private static func identity(_ vote: StoredVote) -> String { "\(vote.ballot) \(vote.listener) \(vote.trial)" }

    private func read(_ file: String, _ problems: inout [Problem]) throws(Problems) -> [(StoredVote, SourcePlace)] {
        let start = SourcePlace(file: file, line: 1, column: 1)
        let data = try Self.bytes(file)
        let document: JSONValue
        do {
            document = try JSONValue(text: data)
        } catch {
            throw Problems([Problem("not JSON: \(Self.words(error))", at: start, remedy: "export the votes again from the page")])
        }
        let listener = document["listener"]?.text ?? ""
        let known = document["ballot_sha256"]?.text.flatMap { ballots[$0] }
        let faults = head(document, listener: listener, isKnown: known != nil, method: known?.stored.method)
        guard faults.isEmpty, let known, let answers = document["answers"]?.array else {
            throw Problems(faults.map { Problem($0.message, at: start, remedy: $0.remedy) })
        }
        let lines = AnswerLines(data).lines
        let origin = (file as NSString).lastPathComponent
        return answers.enumerated().compactMap { index, value in
            let place = SourcePlace(file: file, line: lines.indices.contains(index) ? lines[index] : 1, column: 1)
            let (answer, faults) = known.reading.read(value)
            problems += faults.map { Problem("answer \(index + 1): \($0)", at: place, remedy: "correct it, or take the answer out") }
            guard var answer else { return nil }
            answer.browser = ListenerName.browser(document["browser"]?.text)
            answer.headphones = document["headphones"]?.flag
            guard let text = try? VoteAnswer.encoded(answer) else { return nil }
            return (StoredVote(ballot: known.stored.sha256, listener: listener, trial: answer.trial, answer: text, origin: origin), place)
        }
    }

    /// What is wrong with the document before its answers are looked at.
    private func head(_ document: JSONValue, listener: String, isKnown: Bool, method: String?) -> [(message: String, remedy: String?)] {
        var faults: [(String, String?)] = []
        let schema = document["schema"]?.text ?? ""
        guard schema == "bakeoff.votes" else {
            return [("'schema' is '\(schema.prefix(60))' and not 'bakeoff.votes'", "name a file that a voting page gave out")]
        }
        if document["schema_version"]?.text?.hasPrefix("1.") != true {
            faults.append(("'schema_version' must begin with 1.", "use the bakeoff that reads it"))
        }
        if !isKnown {
            let own =
                ballots.isEmpty
                ? "the run has no ballot yet" : "the run has \(ballots.count == 1 ? "another ballot" : "\(ballots.count) other ballots")"
            faults.append(("these are answers to another ballot: \(own)", "name the run that the page was exported from"))
        }
        if let method, let said = document["method"]?.text, said != method {
            faults.append(("'method' must be \(method), found '\(said.prefix(40))'", nil))
        }
        if !ListenerName.isValid(listener) { faults.append(("'listener' must be 8 to 40 lower-case letters and digits", nil)) }
        if document["answers"]?.array?.isEmpty ?? true {
            faults.append(
                ("'answers' must be a list with one answer or more", "the listener stopped before the first answer: leave the file out"))
        }
        return faults
    }

    private static func bytes(_ file: String) throws(Problems) -> Data {
        let path = Paths.absolute(file, from: FileManager.default.currentDirectoryPath)
        guard Paths.isRegularFile(path, following: true) else { throw Problems([Problem("no file at \(file)")]) }
        let size = (try? FileManager.default.attributesOfItem(atPath: path)[.size] as? Int) ?? 0
        guard size <= mostBytes, let data = FileManager.default.contents(atPath: path) else {
            throw Problems([Problem("\(file) is no readable file of at most \(mostBytes >> 20) MB")])
        }
        return data
    }

    private static func words(_ error: any Error) -> String {
        guard case DecodingError.dataCorrupted(let context) = error else { return "the text cannot be read" }
        let detail = (context.underlyingError as NSError?)?.userInfo[NSDebugDescriptionErrorKey] as? String
        return detail ?? context.debugDescription
    }
}

extension VoteAnswer {
    /// As the store keeps it.
    static func encoded(_ answer: VoteAnswer) throws -> String {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        return String(decoding: try encoder.encode(answer), as: UTF8.self)
    }
}
