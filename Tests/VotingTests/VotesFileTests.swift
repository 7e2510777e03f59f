import Catalogs
import Foundation
import Pipeline
import Testing

@testable import Voting

@Suite struct VotesFileTests {
    private let sample: VotedSample
    private let paper: VotedSample.Paper

    init() throws {
        sample = try VotedSample()
        paper = try sample.paper()
    }

    private func document(listener: String = "listener1", change: (inout [[String: Any]]) -> Void = { _ in }) throws -> String {
        var answers = VotedSample.answers(to: paper, list: 1, choose: VotedSample.careful)
        change(&answers)
        return try VotedSample.document(paper, listener: listener, answers: answers)
    }

    private func read(_ files: [String], kept: [StoredVote] = []) throws -> [StoredVote] {
        try VotesFile([paper.stored]).read(files, kept: kept)
    }

    private func problems(_ text: String, kept: [StoredVote] = []) throws -> [Problem] {
        let file = try sample.write(text, to: "votes.json")
        do {
            _ = try read([file], kept: kept)
            return []
        } catch let problems as Problems {
            return problems.list
        }
    }

    @Test func whatThePageGivesOutIsTakenIn() throws {
        let text = try document()
        let file = try sample.write(text, to: "votes.json")
        let votes = try read([file])
        #expect(votes.count == paper.ballot.lists[0].count)
        #expect(votes.allSatisfy { $0.listener == "listener1" && $0.origin == "votes.json" && $0.answer.contains("Firefox 146") })
        #expect(try String(contentsOfFile: file, encoding: .utf8) == text)
    }

    @Test func everyFaultIsToldAtOnceWithItsLine() throws {
        let text = try document {
            $0[0]["choice"] = "lefft"
            $0[1]["trial"] = 900
            $0[2]["played"] = [0, 1]
            $0[3]["seconds"] = -1
            $0[4]["left"] = "h:00"
            $0[5]["case"] = "c:other"
            $0[6]["reason"] = String(repeating: "x", count: 3_000)
            $0[7]["list"] = 1.5
        }
        let found = try problems(text)
        #expect(found.count == 8)
        for words in [
            "found 'lefft'", "'trial' must", "'played' must", "'seconds' must", "'left' is not", "'case' is not", "'reason' must",
            "'list' must",
        ] {
            #expect(found.contains { $0.message.contains(words) }, "\(words)")
        }
        #expect(Set(found.compactMap { $0.place?.line }).count == 8 && found.allSatisfy { $0.remedy != nil })
        let lines = text.split(separator: "\n", omittingEmptySubsequences: false)
        for one in found {
            let line = lines[(one.place?.line ?? 1) - 1]
            #expect(line.contains("{"), "\(one)")
        }
    }

    @Test func anotherBallotIsRefused() throws {
        let text = try document().replacing(paper.stored.sha256, with: String(repeating: "0", count: 64))
        #expect(try problems(text).contains { $0.message.contains("another ballot") })
    }

    @Test func theSameAnswersAreTakenInOnce() throws {
        let file = try sample.write(document(), to: "votes.json")
        let votes = try read([file])
        #expect(try problems(document(), kept: votes).count == votes.count)
        #expect { _ = try read([file, file]) } throws: { ($0 as? Problems)?.list.count == votes.count }
        let other = try sample.write(document(listener: "listener2"), to: "other.json")
        #expect(try read([file, other]).count == 2 * votes.count)
    }

    @Test(arguments: [
        "", "{", "null", "[]", "42", "\"text\"", "{\"schema\":\"bakeoff.results\"}", "{\"schema\":\"bakeoff.votes\"}", "\u{FEFF}{}", "{]",
        "{\"schema\":\"bakeoff.votes\",\"schema_version\":\"2.0\",\"answers\":[{}],\"listener\":\"a\"}",
        "{\"schema\":\"bakeoff.votes\",\"schema_version\":1,\"answers\":{},\"listener\":[]}",
        "{\"schema\":\"bakeoff.votes\",\"schema_version\":\"1.0\",\"answers\":[],\"listener\":\"../../etc\",\"ballot_sha256\":\"x\"}",
    ])
    func junkIsExplained(text: String) throws { #expect(!(try problems(text)).isEmpty) }

    @Test func junkAnswersAreExplainedOneByOne() throws {
        let junk: [Any] = [
            NSNull(), 1, "x", [1], [:] as [String: Any], ["list": 1, "trial": 1] as [String: Any],
            ["list": true, "trial": 1] as [String: Any],
        ]
        let text = try VotedSample.document(paper, listener: "listener1", answers: [])
            .replacing(
                "\"answers\" : [\n\n  ]",
                with: "\"answers\" : \(String(decoding: JSONSerialization.data(withJSONObject: junk), as: UTF8.self))")
        let found = try problems(text)
        #expect(found.count >= junk.count, "\(found)")
    }

    @Test func deepNestingAndBytesThatAreNoTextAreNoCrash() throws {
        let deep = String(repeating: "[", count: 100_000)
        #expect(!(try problems(deep)).isEmpty)
        #expect(!(try problems("{\"schema\":\"bakeoff.votes\",\"answers\":\(deep)")).isEmpty)
        let path = sample.folder.path + "/bytes.json"
        try Data((0..<4_096).map { UInt8(truncatingIfNeeded: $0 &* 37) }).write(to: URL(fileURLWithPath: path))
        #expect(throws: Problems.self) { _ = try read([path]) }
        #expect { _ = try read([sample.folder.path]) } throws: { "\($0)".contains("no file at") }
        #expect { _ = try read(["/absent.json"]) } throws: { "\($0)".contains("no file at") }
    }

    @Test func oneFaultyFileTakesNoneIn() throws {
        let good = try sample.write(document(), to: "good.json")
        let bad = try sample.write(document(listener: "listener2") { $0[0]["choice"] = "?" }, to: "bad.json")
        #expect(throws: Problems.self) { _ = try read([good, bad]) }
    }

    @Test func aTableIsToldFromADocument() throws {
        #expect(VotesFile.isJSON(try sample.write("  \n{}", to: "a.json")))
        #expect(!VotesFile.isJSON(try sample.write("case,left,right,winner\n", to: "a.csv")))
        #expect(!VotesFile.isJSON("/absent"))
    }

    @Test func linesAreThoseOfTheAnswers() {
        let text = "{\"a\": {\"answers\": [{}]},\n\"answers\": [\n{\"x\": \"}]\\\"{\"},\n\n{\"y\": [{}]}]}"
        #expect(AnswerLines(text.utf8).lines == [3, 5])
    }

    @Test func scoresAreHeldAgainstTheirScale() throws {
        let mos = try sample.paper { $0.method = .mos }
        let reading = AnswerReading(mos.ballot)
        let trial = mos.ballot.lists[0][0]
        func faults(_ scores: String) throws -> [String] {
            let text = "{\"list\":1,\"trial\":1,\"played\":[1],\"seconds\":1,\"scores\":\(scores)}"
            return try reading.read(JSONValue(text: Data(text.utf8))).faults
        }
        #expect(try faults("{\"\(trial.items[0])\":4}").isEmpty)
        for bad in ["{\"\(trial.items[0])\":6}", "{\"\(trial.items[0])\":\"4\"}", "{}", "{\"h:x\":4}", "[4]", "null"] {
            #expect(try faults(bad).count == 1, "\(bad)")
        }
    }
}
