import Catalogs
import Media
import Networks

/// How natural listeners would find speech, by Distill-MOS.
struct DistillMOSMetric: Metric {
    static let name = "distill_mos"
    static let summary = "Naturalness of speech as listeners would rate it, by Distill-MOS, 1 to 5."
    static let version = 1
    static let scale = Scale(unit: "MOS", in: (1, 5), better: .higher)
    static let needs = Needs.nothing
    static let source =
        "Stahl and Gamper, Distillation and pruning for scalable self-supervised speech quality assessment, arXiv 2502.05356"

    private let own: String?

    init(options: inout Options) { own = options.text("model") }

    func measure(_ sound: AudioAnalysis, against _: AudioAnalysis?) throws -> Measurement {
        try sound.requireSpeech()
        let network = try SpeechNetworks.distillMOS(own).network
        let speech = sound.speech
        let scores = sound.windowed(speech, DistillMOS.windowStarts(in: speech.count), length: DistillMOS.windowLength) {
            network.score($0)
        }
        return .value(scores.reduce(0, +) / Double(scores.count))
    }

    func flags(of sound: AudioAnalysis, against reference: AudioAnalysis?) -> [String] {
        var flags = sound.flags(against: reference)
        if let identity = try? SpeechNetworks.distillMOS(own).identity { flags.append(identity) }
        flags += sound.windowFlags(of: DistillMOS.windowStarts(in: sound.speech.count).count)
        if sound.clip.seconds < 3 { flags.append("under 3 s: the silence that fills the window lowers the score a little") }
        return flags
    }
}
