import Catalogs
import Foundation
import Media

/// Built-in toy models with a known order of quality: no key, no network.
struct DemoProvider: ModelProvider {
    static let name = "demo"
    static let summary = "Built-in toy models: seeded scenes (clean, soft, noisy, blocky) and voices (bright, muffled, hissing, clipped)."
    static let serves: Set<StepType> = [
        .textToImage, .textToSpeech, .imageToImage, .upscaleImage, .imageUnderstanding, .promptGeneration,
    ]
    static let isFree = true
    static let isCacheable = false

    private static let scenes = DemoQuality.allCases.map(\.rawValue)
    private static let voices = DemoVoiceQuality.allCases.map(\.rawValue)

    /// The quality where the branch names none.
    let quality: String?
    /// Seconds each call waits first, to stand in for a slow model.
    let delay: Double
    /// Pixels of a scene's longer side; the other is three quarters of it.
    let size: Int
    /// Share of calls that fail, to stand in for an unreliable model.
    let failing: Double

    init(options: inout Options) {
        quality = options.choice("quality", of: Self.scenes + Self.voices)
        delay = options.number("delay", default: 0, in: 0...3_600)
        size = options.whole("size", in: 24...1_024) ?? 512
        failing = options.number("fail", default: 0, in: 0...1)
    }

    func problems(for use: ProviderUse) -> [Problem] {
        var problems: [Problem] = []
        for key in use.params.keys.sorted() where !["quality", "output_file", "prompt", "text_override"].contains(key) {
            problems.append(
                Problem("the demo model has no parameter '\(key)'", at: use.place, remedy: "it knows 'quality' and 'prompt'"))
        }
        if let quality = use.params["quality"], !(Self.scenes + Self.voices).contains(quality) {
            problems.append(
                Problem(
                    "no demo quality called '\(quality)'", at: use.place, remedy: suggestion(for: quality, among: Self.scenes + Self.voices)
                ))
        }
        if use.type.input == .text, !TemplateNames.hasPrompt(use) {
            problems.append(Problem("branch '\(use.branch)' needs a prompt in every case", at: use.place))
        }
        return problems
    }

    func generate(_ request: GenerationRequest) async throws -> Generation {
        if delay > 0 { try await Task.sleep(for: .seconds(delay)) }
        if fails(request) { throw CellFailure("unavailable", "the toy model was told to fail now and then ('fail: \(failing)')") }
        let wanted = request.params["quality"] ?? quality
        let prompt = request.input.prompt ?? ""
        switch request.type {
        case .textToSpeech:
            let clip = DemoVoice.speak(text: prompt, seed: request.seed, quality: wanted.flatMap(DemoVoiceQuality.init) ?? .bright)
            return try write("wav", request) { try clip.write(to: $0) }
        case .imageToImage, .upscaleImage:
            let image = try PixelImage.read(try input(request))
            let factor = request.type == .upscaleImage ? 2 : 1
            let made = factor == 1 ? image : try image.resized(width: image.width * factor, height: image.height * factor)
            return try write("png", request) { try made.writePNG(to: $0, level: 2) }
        case .imageUnderstanding, .promptGeneration:
            let image = try PixelImage.read(try input(request))
            let words = "a picture of \(image.width) by \(image.height) pixels" + (prompt.isEmpty ? "" : ": \(prompt)")
            return try write("txt", request) { try words.write(toFile: $0, atomically: false, encoding: .utf8) }
        default:
            let scene = DemoScene.render(
                prompt: prompt, seed: request.seed, width: size, height: max(6, size * 3 / 4),
                quality: wanted.flatMap(DemoQuality.init) ?? .clean)
            return try write("png", request) { try scene.writePNG(to: $0, level: 2) }
        }
    }

    private func input(_ request: GenerationRequest) throws -> String {
        guard let path = request.input.input else { throw CellFailure("no_input", "no picture flows into the step") }
        return path
    }

    private func write(_ type: String, _ request: GenerationRequest, _ write: (String) throws -> Void) throws -> Generation {
        let path = "\(request.workFolder)/output.\(type)"
        try write(path)
        return Generation(path: path, costUSD: 0)
    }

    /// By a hash, so that the same call fails again in every run, and another try of it may succeed.
    private func fails(_ request: GenerationRequest) -> Bool {
        guard failing > 0 else { return false }
        let digest = sha256Hex(Array("\(request.cell) \(request.seed) \(request.attempt)".utf8))
        return Double(UInt32(digest.prefix(8), radix: 16) ?? 0) / Double(UInt32.max) < failing
    }
}
