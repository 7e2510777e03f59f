import Catalogs
import Foundation
import Media
import TestSupport
import Testing

@testable import Pipeline

@Suite struct MappedServiceTests {
    private func provider(_ yaml: String, at address: String) throws -> any ModelProvider {
        let settings = try SettingsFile.parse("provider: http\nbase_url: \"\(address)\"\n" + yaml, file: NSTemporaryDirectory() + "m.yaml")
        var options = Options(settings, of: "model 'm'")
        _ = options.text("provider")
        let made = HTTPProvider<MappedService>(options: &options)
        options.finish()
        try Problems.throwIfAny(options.problems)
        return made
    }

    private func request(_ params: [String: String] = [:]) throws -> GenerationRequest {
        let folder = NSTemporaryDirectory() + "mapped-\(UUID().uuidString)"
        try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
        return GenerationRequest(
            cell: Cell(group: "g", caseID: "c", branch: "b", repeat: 0), type: .textToSpeech, model: "m", params: params,
            input: Case(id: "c", prompt: "say \"hi\"\n"), seed: 5, workFolder: folder)
    }

    @Test func theBodyIsMappedWithTypesAndEscapes() async throws {
        let wav = try ServiceBench.wav()
        let server = try ReplayServer { _, _ in ReplayServer.Reply(headers: [("Content-Type", "audio/wav")], body: wav) }
        defer { server.stop() }
        let yaml = """
            path: /say
            parameters: {speed: {type: number, minimum: 0.5, maximum: 2}, voice: {values: [anna, ben]}}
            body: {text: "{{prompt}}", seed: "{{seed}}", speed: "{{params.speed}}", voice: "v-{{params.voice}}", loud: true, n: 1}
            """
        _ = try await provider(yaml, at: server.baseURL).generate(try request(["speed": "1.5", "voice": "anna"]))
        let sent = try JSONValue(text: Data(try #require(server.requests.first).body))
        #expect(sent == ["text": "say \"hi\"\n", "seed": 5, "speed": .number(1.5), "voice": "v-anna", "loud": true, "n": 1])
    }

    @Test func aJobIsPolledAndItsFactsAreRead() async throws {
        let wav = Data(try ServiceBench.wav()).base64EncodedString()
        let server = try ReplayServer { request, index in
            let texts = [
                #"{"links":{"poll":"/jobs/1"}}"#, #"{"state":"busy"}"#,
                #"{"state":"ready","out":[{"b64":"\#(wav)"}],"seed":9,"usd":0.25,"id":"j1"}"#,
            ]
            return ReplayServer.Reply(headers: [("Content-Type", "application/json")], body: Array(texts[min(index, 2)].utf8))
        }
        defer { server.stop() }
        let yaml = """
            body: {text: "{{prompt}}"}
            poll: {url: links.poll, status: state, done: [ready], failed: [broken]}
            reply: {media: out.0.b64, seed: seed, cost_usd: usd, request_id: id}
            """
        let made = try await provider(yaml, at: server.baseURL).generate(try request())
        #expect(made.costUSD == 0.25)
        #expect(made.returned?.request == "j1")
        #expect(made.returned?.differences == ["seed 5 was asked for, 9 came back"])
        #expect(server.requests.map(\.method) == ["POST", "GET", "GET"])
    }

    @Test func mistakesInTheMappingAreProblems() {
        #expect(throws: Problems.self) { try provider("body: {text: \"{{prompt\"}", at: "http://127.0.0.1:1") }
        #expect(throws: Problems.self) { try provider("reply: {medium: a}", at: "http://127.0.0.1:1") }
        #expect(throws: Problems.self) { try provider("key: sk-secret", at: "http://127.0.0.1:1") }
        #expect(throws: Problems.self) { try provider("path: say", at: "no address") }
    }

    @Test func aWrittenKeyIsNotRepeatedInTheProblem() {
        do {
            _ = try provider("key: sk-secret-123", at: "http://127.0.0.1:1")
            Issue.record("accepted")
        } catch {
            #expect(!"\(error)".contains("sk-secret-123"))
        }
    }

    @Test func barePCMBecomesAWAVThatReads() throws {
        let path = NSTemporaryDirectory() + "\(UUID().uuidString).wav"
        try Data(BarePCM.wav([0, 0, 255, 127, 9], rate: 24_000)).write(to: URL(fileURLWithPath: path))
        let clip = try AudioClip.read(path)
        #expect(clip.sampleRate == 24_000)
        #expect(clip.samples.count == 2)
    }
}
