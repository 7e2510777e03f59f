import Foundation
import Media
import Testing

@testable import Scoring

/// Programs in plain Python that keep the protocol, or break it in every way there is.
@Suite struct CommandScorerTests {
    private static let start = """
        import json, os, sys, time
        def say(m): print(m if isinstance(m, str) else json.dumps(m), flush=True)
        def hello(): say({"bakeoff_scorer": 1, "name": "test", "version": "2"})
        def questions():
            for line in sys.stdin:
                if line.strip(): yield json.loads(line)

        """

    private func scorer(
        _ script: String, timeout: Double = 20, startTimeout: Double = 20, batch: Int = 8, text: Bool = false,
        lowest: Double? = nil, highest: Double? = nil
    ) -> ConfiguredScorer {
        let metric =
            text
            ? MetricDescription.slot("text_accuracy")!
            : MetricDescription(
                scorer: "mine", kind: .image, summary: "", unit: "", better: .higher, lowest: lowest, highest: highest)
        return ConfiguredScorer(
            name: "mine", metric: metric, identity: script,
            command: ScorerCommand(
                ["python3", "-c", Self.start + script], in: "/tmp", answersText: text, timeout: timeout, startTimeout: startTimeout,
                batch: batch))
    }

    private func question(_ name: String, prompt: String? = nil) -> ScorerQuestion { ScorerQuestion(path: "/\(name)", prompt: prompt) }

    private func reason(_ result: Result<Reading, Missing>) -> String? {
        if case .failure(let missing) = result { return missing.reason }
        return nil
    }

    private static let lengths = "hello()\nfor q in questions(): say({'id': q['id'], 'value': len(q['path']) / 10})"

    @Test func aValueComesBackWithWhoGaveIt() throws {
        let reading = try scorer(Self.lengths).reading(of: question("abcd")).get()
        #expect(reading.value == 0.5 && reading.metric == "mine" && reading.flags == ["by test 2"])
    }

    @Test func oneProgramServesManyTasksAndEachGetsItsOwnAnswer() async {
        let one = scorer("hello()\nfor q in questions(): say({'id': q['id'], 'value': len(q['path']) + os.getpid() * 1000})")
        let values = await withTaskGroup(of: Double?.self) { tasks in
            for length in 1...40 {
                tasks.addTask {
                    let value = try? one.reading(of: ScorerQuestion(path: String(repeating: "x", count: length))).get().value
                    return value.flatMap { Int($0) % 1000 == length ? $0 : nil }
                }
            }
            return await tasks.reduce(into: [Double?]()) { $0.append($1) }
        }
        #expect(values.count == 40 && !values.contains(nil))
        #expect(Set(values.compactMap { $0 }.map { Int($0) / 1000 }).count == 1, "started once")
    }

    /// The second process answers: the first one ends on the file that it cannot take.
    @Test func aProgramThatCrashesIsStartedAgain() throws {
        let one = scorer(
            "hello()\nfor q in questions():\n    if q['path'] == '/bad': sys.exit('no such thing')\n    say({'id': q['id'], 'value': 1})")
        #expect(try one.reading(of: question("good")).get().value == 1)
        let why = try #require(reason(one.reading(of: question("bad"))))
        #expect(why.contains("ended with status 1") && why.contains("it wrote: no such thing"))
        #expect(try one.reading(of: question("good")).get().value == 1)
    }

    @Test func aBadFileDoesNotTakeItsBatchWithIt() {
        var talk = ScorerTalk(
            ScorerCommand(
                [
                    "python3", "-c",
                    Self.start
                        + "hello()\nfor q in questions():\n    if q['path'] == '/bad': os.abort()\n    say({'id': q['id'], 'value': 1})",
                ],
                in: "/tmp"))
        let results = talk.ask([question("a"), question("bad"), question("b")])
        #expect(results.map { try? $0.get() } == [.value(1), nil, .value(1)])
        talk.end()
    }

    @Test func restartsAreBounded() throws {
        let folder = FileManager.default.temporaryDirectory.path + "/scorer-" + UUID().uuidString
        try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(atPath: folder) }
        let one = scorer("open('\(folder)/' + str(os.getpid()), 'w')\nhello()\nfor q in questions(): os._exit(3)")
        let reasons = (0..<6).map { reason(one.reading(of: question("\($0)"))) }
        #expect(reasons.allSatisfy { $0?.contains("ended with status 3") == true })
        #expect(reasons.last??.contains("given up after 3 times") == true)
        #expect(try FileManager.default.contentsOfDirectory(atPath: folder).count == 3)
    }

    @Test(arguments: [
        ("say('Loading model…')\nhello()", "wrote \"Loading model…\" where its first line should be"),
        ("say({'bakeoff_scorer': 2, 'name': 'x', 'version': '1'})", "speaks protocol 2, this program speaks 1"),
        ("sys.exit('cannot import torch: pip install torch')", "ended with status 1; it wrote: cannot import torch: pip install torch"),
        ("hello()\nfor q in questions(): say('{\"id\": %d, \"value\": NaN}' % q['id'])", "wrote a line that is no answer"),
        ("hello()\nfor q in questions(): say({'id': q['id'], 'value': '0.5'})", "wrote a line that is no answer"),
        ("hello()\nfor q in questions(): say('{\"id\": %d, \"value\": 1e999}' % q['id'])", "no "),
        ("hello()\nfor q in questions(): say({'id': q['id'] + 7, 'value': 1})", "answered with id 8, which was not asked for"),
        ("hello()\nfor q in questions(): say({'id': q['id']})", "answered without 'value'"),
        ("hello()\nfor q in questions(): say({'id': q['id'], 'error': 'cannot decode'})", "the scorer says: cannot decode"),
        ("hello()\nfor q in questions(): say('x' * 3000000)", "wrote a line of more than 1048576 bytes"),
        ("hello()\nfor q in questions(): sys.stdout.close(); os.close(1); time.sleep(60)", "closed its output"),
        ("hello()\nfor q in questions(): os.kill(os.getpid(), 9)", "was ended by signal 9"),
    ])
    func whatBreaksTheProtocolIsAReasonAndNeverANumber(script: String, expected: String) throws {
        let why = try #require(reason(scorer(script).reading(of: question("a"))))
        #expect(why.contains(expected), "\(why)")
    }

    @Test func aProgramThatIsSilentIsGivenUp() throws {
        let silent = try #require(reason(scorer("hello()\ntime.sleep(600)", timeout: 0.3).reading(of: question("a"))))
        #expect(silent.contains("gave no answer within 0.3 s"))
        let unready = try #require(reason(scorer("time.sleep(600)", startTimeout: 0.3).reading(of: question("a"))))
        #expect(unready.contains("gave no answer within 0.3 s"))
    }

    @Test func aProgramThatFloodsBothOutputsBlocksNobody() throws {
        let script =
            "sys.stderr.write('e' * 500000)\nhello()\nfor q in questions():\n    sys.stderr.write('f' * 500000)\n    say({'id': q['id'], 'value': 1})"
        #expect(try scorer(script).reading(of: question(String(repeating: "long", count: 100_000))).get().value == 1)
    }

    @Test func aProgramThatDoesNotExistSaysSo() throws {
        let one = ConfiguredScorer(
            name: "x", metric: .slot("aesthetics")!, identity: "", command: ScorerCommand(["no-such-program-here"], in: "/tmp"))
        #expect(reason(one.reading(of: question("a")))?.contains("cannot be started: No such file or directory") == true)
    }

    @Test func aValueOutsideOfTheRangeIsNoReading() throws {
        let one = scorer("hello()\nfor q in questions(): say({'id': q['id'], 'value': 1.7})", lowest: 0, highest: 1)
        #expect(reason(one.reading(of: question("a"))) == "the scorer 'mine' answered 1.7, outside of 0 to 1")
    }

    @Test func textThatWasReadBecomesAccuracy() throws {
        let one = scorer("hello()\nfor q in questions(): say({'id': q['id'], 'text': 'OPEN\\nTODAV'})", text: true)
        let reading = try one.reading(of: question("a", prompt: "a sign “Open today”")).get()
        #expect(abs((reading.value ?? 0) - 8.0 / 9) < 1e-12 && reading.flags == ["by test 2", "read: \"OPEN TODAV\""])
        #expect(reason(one.reading(of: question("a", prompt: "a sign")))?.contains("no text was asked for") == true)
    }

    @Test func whatTheProgramStartedEndsWithIt() throws {
        let file = FileManager.default.temporaryDirectory.path + "/scorer-" + UUID().uuidString
        defer { try? FileManager.default.removeItem(atPath: file) }
        let one = scorer(
            """
            import subprocess
            child = subprocess.Popen(['sleep', '600'])
            hello()
            for q in questions(): say({'id': q['id'], 'value': child.pid})
            """)
        let child = pid_t(try #require(one.reading(of: question("a")).get().value))
        #expect(kill(child, 0) == 0)
        one.end()
        func isGone() -> Bool {
            let status = (try? String(contentsOfFile: "/proc/\(child)/stat", encoding: .utf8)) ?? ""
            return status.isEmpty || status.contains(") Z ")
        }
        // The system takes a moment to carry out a signal.
        for _ in 0..<5_000 where !isGone() { usleep(1_000) }
        #expect(isGone())
    }
}
