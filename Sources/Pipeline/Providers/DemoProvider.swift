import Catalogs
import Media

/// Built-in toy models with a known order of quality: no key, no network.
struct DemoProvider: ModelProvider {
    static let name = "demo"
    static let summary = "Built-in toy models: seeded scenes (clean, soft, noisy, blocky) and voices (bright, muffled, hissing, clipped)."
    static let serves: Set<StepType> = [.textToImage, .textToSpeech]

    private static let scenes = DemoQuality.allCases.map(\.rawValue)
    private static let voices = DemoVoiceQuality.allCases.map(\.rawValue)

    /// The quality where the branch names none.
    let quality: String?
    /// Seconds each call waits first, to stand in for a slow model.
    let delay: Double

    init(options: inout Options) {
        quality = options.choice("quality", of: Self.scenes + Self.voices)
        delay = options.number("delay", default: 0, in: 0...3_600)
    }

    func problems(for use: ProviderUse) -> [Problem] {
        var problems: [Problem] = []
        for key in use.params.keys.sorted() where !["quality", "output_file"].contains(key) {
            problems.append(Problem("the demo model has no parameter '\(key)'", at: use.place, remedy: "it knows 'quality'"))
        }
        if let quality = use.params["quality"], !(Self.scenes + Self.voices).contains(quality) {
            problems.append(
                Problem(
                    "no demo quality called '\(quality)'", at: use.place, remedy: suggestion(for: quality, among: Self.scenes + Self.voices)
                ))
        }
        if use.cases.contains(where: { $0.prompt == nil }) {
            problems.append(Problem("branch '\(use.branch)' needs a prompt in every case", at: use.place))
        }
        return problems
    }

    func generate(_ request: GenerationRequest) async throws -> Generation {
        if delay > 0 { try await Task.sleep(for: .seconds(delay)) }
        let wanted = request.params["quality"] ?? quality
        let prompt = request.input.prompt ?? ""
        switch request.type {
        case .textToSpeech:
            let clip = DemoVoice.speak(text: prompt, seed: request.seed, quality: wanted.flatMap(DemoVoiceQuality.init) ?? .bright)
            try clip.write(to: "\(request.workFolder)/output.wav")
            return Generation(path: "\(request.workFolder)/output.wav", costUSD: 0)
        default:
            let scene = DemoScene.render(
                prompt: prompt, seed: request.seed, width: 512, height: 384, quality: wanted.flatMap(DemoQuality.init) ?? .clean)
            try scene.writePNG(to: "\(request.workFolder)/output.png", level: 2)
            return Generation(path: "\(request.workFolder)/output.png", costUSD: 0)
        }
    }
}
