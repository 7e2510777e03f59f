import Catalogs
import Foundation
import Media
import TestSupport

@testable import Pipeline

/// One provider against the replay server: what a test asks and gets.
struct ServiceBench {
    let server: ReplayServer
    let provider: any ModelProvider
    let folder: String
    let type: StepType
    let params: [String: String]

    static let sizes = (asked: 64, other: 48)

    /// - Parameters:
    ///   - foreign: where a result address leads away to.
    ///   - model: the vendor's name of another model than the usual one, for another kind of answer.
    init(
        _ name: String, _ behaviour: ReplayBehaviour, foreign: String = "", model: String? = nil, type: StepType? = nil,
        params: [String: String]? = nil
    ) throws {
        let box = Address()
        let script = ReplayScript(
            provider: name, behaviour: behaviour, image: try Self.png(Self.sizes.asked), otherImage: try Self.png(Self.sizes.other),
            sound: try Self.wav(), pcm: [UInt8](repeating: 0, count: 48_000), base: { box.value }, foreign: foreign)
        server = try ReplayServer { script.reply(to: $0, index: $1) }
        box.value = server.baseURL
        folder = NSTemporaryDirectory() + "service-\(UUID().uuidString)"
        try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
        try ReplayScript.key.write(toFile: folder + "/key", atomically: true, encoding: .utf8)
        try Self.workflow.write(toFile: folder + "/workflow.json", atomically: true, encoding: .utf8)
        self.type = type ?? (name == "elevenlabs" ? .textToSpeech : .textToImage)
        self.params = params ?? Self.params[name] ?? [:]
        provider = try Self.provider(name, at: server.baseURL, folder: folder, model: model)
    }

    /// The provider as a pipeline file names it.
    static func provider(_ name: String, at address: String, folder: String, model: String? = nil) throws -> any ModelProvider {
        let yaml =
            "{provider: \(name), base_url: \"\(address)\", \(model.map { "model: \($0)" } ?? settings[name] ?? ""), key: {file: key}}"
        let settings = try SettingsFile.parse(yaml, file: folder + "/pipeline.yaml")
        var options = Options(settings, of: "model 'm'")
        _ = options.text("provider")
        guard let entry = providerCatalog.entry(name) else { throw Problem("no provider '\(name)'") }
        let provider = entry.make(&options)
        options.finish()
        try Problems.throwIfAny(options.problems)
        return provider
    }

    private static let settings = [
        "openai": "model: dall-e-3", "elevenlabs": "model: eleven_flash_v2_5", "fal": "model: fal-ai/flux/dev",
        "replicate": "model: black-forest-labs/flux-dev", "gemini": "model: imagen-4.0-generate-001", "stability": "model: core",
        "automatic1111": "model: sdxl", "comfyui": "workflow: workflow.json, inputs: {prompt: 6.text, seed: 3.seed, width: 5.width}",
    ]
    private static let params = [
        "openai": ["response_format": "url"], "elevenlabs": ["voice": "21m00Tcm4TlvDq8ikWAM"],
        "automatic1111": ["width": "64", "height": "64"],
    ]
    private static let workflow = """
        {"3": {"class_type": "KSampler", "inputs": {"seed": 1}}, "5": {"class_type": "EmptyLatentImage", "inputs": {"width": 64}},
         "6": {"class_type": "CLIPTextEncode", "inputs": {"text": ""}}}
        """

    /// One call, as a run makes it, with a deadline in seconds.
    func attempt(timeout: Double = 300) async -> Attempt.End {
        let cell = Cell(group: "g", caseID: "c", branch: "b", repeat: 0)
        let input = Case(id: "c", prompt: "a red fox \"quoted\"", columns: [:])
        let request = GenerationRequest(
            cell: cell, type: type, model: "m", params: params, input: input, seed: 7, workFolder: folder + "/work")
        return await Attempt(
            provider: provider, request: request, expected: type == .textToSpeech ? .audio : .image, timeout: timeout, stops: []
        ).run()
    }

    func end() {
        server.stop()
        try? FileManager.default.removeItem(atPath: folder)
    }

    static func png(_ size: Int) throws -> [UInt8] {
        let picture = PixelImage(
            width: size, height: size, channels: 3, samples: .eight([UInt8](repeating: 90, count: size * size * 3)))
        return try picture.encodedPNG()
    }

    static func wav() throws -> [UInt8] { BarePCM.wav([UInt8](repeating: 7, count: 32_000), rate: 16_000) }

    private final class Address: @unchecked Sendable {
        // Written once, before the first request.
        var value = ""
    }
}
