import Foundation
import Pipeline
import Testing

@testable import Voting

@Suite struct VoteRoutesTests {
    private let sample: VotedSample
    private let paper: VotedSample.Paper
    private let routes: VoteRoutes
    private let desk: VoteDesk

    init() throws {
        sample = try VotedSample()
        paper = try sample.paper()
        desk = try VoteDesk(paper.ballot, stored: paper.stored, store: sample.store) { _, _ in }
        let file = try sample.write("picture", to: "one.png")
        routes = VoteRoutes(desk: desk, token: "secret", page: Data("page".utf8), media: ["one.png": file])
    }

    private func reply(
        _ method: String, _ path: String, _ body: String? = nil, type: String? = "application/json", length: Int? = nil,
        isChunked: Bool = false
    ) async -> VoteRoutes.Reply {
        let data = Data((body ?? "").utf8)
        return await routes.reply(
            to: VoteRoutes.Request(
                method: method, path: path, contentType: type, length: length ?? body.map { $0.utf8.count }, isChunked: isChunked,
                body: { data }))
    }

    private func post(_ answer: [String: Any], listener: String = "listener1") async throws -> VoteRoutes.Reply {
        let body = try JSONSerialization.data(withJSONObject: ["listener": listener, "browser": "x", "answer": answer] as [String: Any])
        return await reply("POST", "/secret/answers", String(decoding: body, as: UTF8.self))
    }

    @Test func thePageAndItsMediaAreServed() async {
        #expect(await reply("GET", "/secret/").body == Data("page".utf8))
        #expect(await reply("GET", "/secret/index.html").status == 200)
        #expect(await reply("GET", "/secret").location == "/secret/")
        let picture = await reply("GET", "/secret/media/one.png")
        #expect(picture.status == 200 && picture.type == "image/png" && picture.body == Data("picture".utf8))
    }

    @Test(arguments: [
        "/", "", "/wrong/", "/secre/", "/secretx/", "/Secret/", "//secret/", "/%73ecret/", "/wrong/media/one.png", "/../secret/", "secret",
    ])
    func withoutTheSecretNothingIsSaid(path: String) async {
        let reply = await reply("GET", path)
        #expect(reply.status == 403, "\(path)")
    }

    @Test(arguments: [
        "/secret/media/../one.png", "/secret/media/..%2Frun.sqlite", "/secret/media/%2e%2e/%2e%2e/etc/passwd", "/secret/media//etc/passwd",
        "/secret/media/run.sqlite", "/secret/run.sqlite", "/secret/media/", "/secret/media", "/secret/media/one.png/",
        "/secret/../../etc/passwd",
        "/secret/media/one.png%00.js",
    ])
    func pathsLeadNowhere(path: String) async { #expect(await reply("GET", path).status == 404, "\(path)") }

    @Test func everyRefusalHasItsStatus() async {
        #expect(await reply("POST", "/secret/").allow == "GET, HEAD")
        #expect(await reply("GET", "/secret/answers").status == 405)
        #expect(await reply("PUT", "/secret/answers", "{}").allow == "POST")
        #expect(await reply("POST", "/secret/answers", "{}", type: "text/plain").status == 415)
        #expect(await reply("POST", "/secret/answers", nil).status == 411)
        #expect(await reply("POST", "/secret/answers", "{}", isChunked: true).status == 411)
        let large = await reply("POST", "/secret/answers", "{}", length: 70_000)
        #expect(large.status == 413 && large.closes)
        for junk in ["", "{", "[]", "null", "\u{0}", String(repeating: "[", count: 60_000)] {
            #expect(await reply("POST", "/secret/answers", junk, length: max(1, junk.utf8.count)).status == 400, "\(junk.prefix(5))")
        }
        #expect(await reply("POST", "/secret/answers", "{}").status == 422)
        #expect(await reply("POST", "/secret/begin", "{\"listener\":\"../../../../x\"}").status == 422)
    }

    @Test func everyAnswerIsInTheStoreAtOnce() async throws {
        let answers = VotedSample.answers(to: paper, list: 1, choose: VotedSample.careful)
        for (number, answer) in answers.enumerated() {
            #expect(try await post(answer).status == 204)
            #expect(try sample.store.votes(on: paper.stored.sha256).count == number + 1)
        }
        #expect(await desk.answers == answers.count)
    }

    @Test func whoGoesBackReplacesAnAnswer() async throws {
        var answer = VotedSample.answers(to: paper, list: 1, choose: VotedSample.careful)[0]
        answer["choice"] = "left"
        _ = try await post(answer)
        answer["choice"] = "right"
        #expect(try await post(answer).status == 204)
        let kept = try sample.store.votes(on: paper.stored.sha256)
        #expect(kept.count == 1 && kept[0].answer.contains("\"right\""))
    }

    @Test func wrongAnswersAreSaidAndNotKept() async throws {
        var answer = VotedSample.answers(to: paper, list: 1, choose: VotedSample.careful)[0]
        answer["choice"] = "x"
        answer["seconds"] = "y"
        let refused = try await post(answer)
        #expect(refused.status == 422 && String(decoding: refused.body, as: UTF8.self).split(separator: "\n").count == 2)
        #expect(try sample.store.votes(on: paper.stored.sha256).isEmpty)
    }

    @Test func listsAreDealtOutEvenlyAndKept() async throws {
        for number in 1...8 { #expect(await desk.begin("listener\(number)", wishes: nil) == (number - 1) % 4 + 1) }
        #expect(await desk.begin("listener3", wishes: 1) == 3)
        #expect(await desk.begin("newcomer9", wishes: 4) == 4)
        let other = VotedSample.answers(to: paper, list: 2, choose: VotedSample.careful)[0]
        #expect(try await post(other).status == 422)
        let own = VotedSample.answers(to: paper, list: 1, choose: VotedSample.careful)[0]
        #expect(try await post(own).status == 204)
        // A new sitting goes on with the lists of the old one.
        let again = try VoteDesk(paper.ballot, stored: paper.stored, store: sample.store) { _, _ in }
        #expect(await again.begin("listener1", wishes: nil) == 1)
        #expect(await again.begin("somebody7", wishes: nil) == 2)
    }
}
