import Networks

/// The mean of what DNSMOS says about the windows of a clip.
struct DNSMOSRating: Sendable {
    let scores: DNSMOSScores
    /// How many windows there are.
    let windows: Int
    let identity: String

    /// - Throws: `Missing` where there is no speech, or no network.
    init(of sound: AudioAnalysis) throws {
        try sound.requireSpeech()
        let loaded = try SpeechNetworks.dnsmos()
        let samples = DNSMOS.filled(sound.speech)
        let starts = DNSMOS.windowStarts(in: samples.count)
        let all = sound.windowed(samples, starts, length: DNSMOS.windowLength) { loaded.network.scores($0) }
        let mean = { (part: (DNSMOSScores) -> Double) in all.reduce(0) { $0 + part($1) } / Double(all.count) }
        scores = DNSMOSScores(
            signal: mean(\.signal), background: mean(\.background), overall: mean(\.overall), p808: mean(\.p808))
        windows = starts.count
        identity = loaded.identity
    }
}
