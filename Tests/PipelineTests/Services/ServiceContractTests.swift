import Foundation
import Media
import TestSupport
import Testing

@testable import Pipeline

/// Every provider against every behaviour of the replay server: one contract.
@Suite struct ServiceContractTests {
    struct Meeting: Sendable, CustomTestStringConvertible {
        let provider: String
        let behaviour: ReplayBehaviour
        var testDescription: String { "\(provider) · \(behaviour.rawValue)" }
    }

    static let meetings = ReplayScript.providers.flatMap { provider in
        ReplayBehaviour.allCases.filter { ReplayScript.applies($0, to: provider) }.map { Meeting(provider: provider, behaviour: $0) }
    }

    /// Codes that the failure may have; empty where an output is due.
    static func codes(_ meeting: Meeting) -> Set<String> {
        switch meeting.behaviour {
        case .good, .wrongContentType, .otherSize, .otherSeed, .truncatedMedia, .resultRedirects, .slowBody: []
        case .filtered: ["filtered"]
        case .unauthorized: ["credential_refused"]
        case .forbidden: ["credential_refused", "filtered"]
        // ComfyUI finds an unknown checkpoint while it checks the workflow.
        case .unknownModel: meeting.provider == "comfyui" ? ["invalid_request"] : ["unknown_model", "model_error"]
        case .invalid: ["invalid_request", "model_error"]
        case .tooManySeconds, .tooManyDate, .tooManyMilliseconds, .tooManyVendor, .tooManyBare, .tooManyConcurrent: ["rate_limited"]
        // Gemini answers both with RESOURCE_EXHAUSTED.
        case .quota: meeting.provider == "gemini" ? ["rate_limited"] : ["quota_exhausted"]
        case .serverError, .badGatewayOnce: ["server_error"]
        case .unavailableOnce: ["server_error", "unavailable"]
        case .cutBeforeFirstByte, .cutInHeaders, .cutInBody: ["answer_lost"]
        case .slowFirstByte, .neverFinishes: ["timed_out"]
        case .oversized: ["too_large"]
        // Speech comes as bare bytes; that they are HTML is seen by looking.
        case .notJSON where meeting.provider == "elevenlabs": ["wrong_kind"]
        case .notJSON, .missingFields, .wrongTypes: ["bad_reply", "no_output", "model_error"]
        case .failedJob: ["model_error", "server_error"]
        case .resultLeavesHost: ["result_lost"]
        case .resultGone: ["result_lost"]
        }
    }

    @Test("An answer becomes an output or one failure that says what it was", arguments: meetings)
    func answersAsTheContractSays(_ meeting: Meeting) async throws {
        let stranger = try ReplayServer { _, _ in ReplayServer.Reply(status: 200, body: Array("stolen".utf8)) }
        defer { stranger.stop() }
        let isSlow = [.slowFirstByte, .neverFinishes].contains(meeting.behaviour)
        let make = { try ServiceBench(meeting.provider, meeting.behaviour, foreign: stranger.baseURL) }
        let (bench, end) = isSlow ? try await Self.tooLate(make) { $0.method == "POST" } : try await Self.inTime(make)
        defer { bench.end() }
        let expected = Self.codes(meeting)
        switch end {
        case .produced(let artifact, let source, _, let returned):
            #expect(expected.isEmpty, "an output came where a failure was due: \(artifact)")
            #expect(!(try Data(contentsOf: URL(fileURLWithPath: source)).isEmpty))
            if meeting.behaviour == .otherSeed { #expect(returned?.differences?.contains { $0.contains("seed") } == true) }
            #expect(returned?.firstByteSeconds ?? 0 > 0)
        case .failed(let failure, _):
            #expect(expected.contains(failure.code), "\(failure.code): \(failure.message)")
            #expect(!failure.message.contains(ReplayScript.key))
        case .stopped: Issue.record("stopped")
        }
        // What may cost money is sent once, whatever came back.
        let creations = bench.server.requests.filter {
            $0.method == "POST" && !$0.path.hasSuffix("/cancel") && !$0.path.contains("interrupt") && $0.path != "/queue"
        }
        #expect(creations.count == 1, "\(creations.map(\.path))")
        #expect(stranger.requests.allSatisfy { !$0.headers.values.joined().contains(ReplayScript.key) })
    }

    private static func inTime(_ make: () throws -> ServiceBench) async throws -> (ServiceBench, Attempt.End) {
        let bench = try make()
        return (bench, await bench.attempt())
    }

    /// A call that its deadline ends after the server has seen what matters. On a busy machine a short deadline passes before
    /// anything was sent, which says nothing about the answer; then it is made again with a longer one.
    private static func tooLate(
        _ make: () throws -> ServiceBench, seeing isSeen: (ReplayServer.Request) -> Bool
    ) async throws -> (ServiceBench, Attempt.End) {
        for timeout in [0.8, 4] {
            let bench = try make()
            let end = await bench.attempt(timeout: timeout)
            if bench.server.requests.contains(where: isSeen) { return (bench, end) }
            bench.end()
        }
        let bench = try make()
        return (bench, await bench.attempt(timeout: 20))
    }

    @Test("A cancelled call tells the service", arguments: ["fal", "replicate", "comfyui"])
    func cancellationReachesTheService(_ name: String) async throws {
        let (bench, _) = try await Self.tooLate({ try ServiceBench(name, .neverFinishes) }) { $0.method == "GET" }
        defer { bench.end() }
        #expect(bench.server.requests.contains { $0.path.contains("cancel") || ($0.method == "POST" && $0.path == "/queue") })
    }

    @Test("The answer's facts are kept", arguments: ["fal", "replicate", "stability", "automatic1111"])
    func factsAreKept(_ name: String) async throws {
        let bench = try ServiceBench(name, .good)
        defer { bench.end() }
        guard case .produced(_, _, _, let returned) = await bench.attempt() else { return try #require(Bool(false)) }
        #expect(returned?.request?.isEmpty == false || name == "automatic1111")
        #expect(returned?.differences == nil)
        if name != "replicate" { #expect(returned?.seed == 7) }
    }

    @Test("Every wait that a service asks for is read", arguments: ReplayScript.providers)
    func waitsAreRead(_ name: String) async throws {
        for behaviour in [ReplayBehaviour.tooManySeconds, .tooManyDate, .tooManyMilliseconds] {
            let bench = try ServiceBench(name, behaviour)
            defer { bench.end() }
            guard case .failed(let failure, _) = await bench.attempt() else { return try #require(Bool(false)) }
            let wait = try #require(failure.retryAfter, "\(behaviour)")
            #expect(wait <= 2)
            #expect(failure.http == 429)
        }
    }

    struct Variant: Sendable, CustomTestStringConvertible {
        let provider: String
        let model: String
        let type: StepType
        var params: [String: String] = [:]
        var testDescription: String { "\(provider) \(model) \(params)" }
    }

    static let variants = [
        Variant(provider: "openai", model: "gpt-image-1", type: .textToImage, params: ["size": "64x64", "quality": "low"]),
        Variant(provider: "openai", model: "gpt-4o-mini-tts", type: .textToSpeech, params: ["voice": "alloy", "response_format": "wav"]),
        Variant(provider: "openai", model: "tts-1", type: .textToSpeech, params: ["voice": "alloy", "response_format": "pcm"]),
        Variant(
            provider: "elevenlabs", model: "eleven_v3", type: .textToSpeech,
            params: ["voice": "21m00Tcm4TlvDq8ikWAM", "output_format": "wav_44100"]),
        Variant(
            provider: "elevenlabs", model: "eleven_v3", type: .textToSpeech,
            params: ["voice": "21m00Tcm4TlvDq8ikWAM", "output_format": "pcm_24000"]),
        Variant(provider: "gemini", model: "gemini-3-pro-image-preview", type: .textToImage, params: ["aspect_ratio": "1:1"]),
        Variant(provider: "gemini", model: "gemini-2.5-flash-preview-tts", type: .textToSpeech, params: ["voice": "Kore"]),
        Variant(provider: "fal", model: "fal-ai/kokoro", type: .textToSpeech, params: ["voice": "af_heart"]),
        Variant(
            provider: "stability", model: "sd3.5-large", type: .textToImage, params: ["aspect_ratio": "1:1", "negative_prompt": "text"]),
        Variant(provider: "replicate", model: "owner/name:0123abcd", type: .textToImage),
    ]

    @Test("Every kind of answer becomes a file that decodes", arguments: variants)
    func everyKindOfAnswerDecodes(_ variant: Variant) async throws {
        let bench = try ServiceBench(variant.provider, .good, model: variant.model, type: variant.type, params: variant.params)
        defer { bench.end() }
        switch await bench.attempt() {
        case .produced(_, let source, _, _):
            if variant.type == .textToSpeech {
                #expect(try AudioClip.read(source).samples.count > 10_000)
            } else {
                #expect(try PixelImage.read(source).width == ServiceBench.sizes.asked)
            }
        case .failed(let failure, _): Issue.record("\(failure.code): \(failure.message)")
        case .stopped: Issue.record("stopped")
        }
    }

    @Test(
        "A refusal of Gemini's is a refusal, in pictures and in speech",
        arguments: ["gemini-3-pro-image-preview", "gemini-2.5-flash-preview-tts"])
    func geminiRefusals(_ model: String) async throws {
        let isSpeech = model.hasSuffix("tts")
        let bench = try ServiceBench(
            "gemini", .filtered, model: model, type: isSpeech ? .textToSpeech : .textToImage, params: isSpeech ? ["voice": "Kore"] : [:])
        defer { bench.end() }
        guard case .failed(let failure, _) = await bench.attempt() else { return try #require(Bool(false)) }
        #expect(failure.code == "filtered")
    }

    /// What the documents say of each meeting: the same that is tested above.
    static var table: String {
        var rows = ["| the service answers | " + ReplayScript.providers.joined(separator: " | ") + " |"]
        rows.append("|" + String(repeating: " --- |", count: ReplayScript.providers.count + 1))
        for behaviour in ReplayBehaviour.allCases {
            let cells = ReplayScript.providers.map { provider -> String in
                guard ReplayScript.applies(behaviour, to: provider) else { return "–" }
                let codes = codes(Meeting(provider: provider, behaviour: behaviour)).sorted()
                return codes.isEmpty ? "output" : codes.joined(separator: " or ")
            }
            rows.append("| `\(behaviour.rawValue)` | " + cells.joined(separator: " | ") + " |")
        }
        return rows.joined(separator: "\n")
    }

    @Test func theDocumentsShowTheTableThatIsTested() throws {
        let root = URL(fileURLWithPath: #filePath).pathComponents.dropLast(4).joined(separator: "/").dropFirst()
        let text = try String(contentsOfFile: "\(root)/docs/providers.md", encoding: .utf8)
        #expect(text.contains(Self.table), "put this into docs/providers.md:\n\(Self.table)")
    }
}
