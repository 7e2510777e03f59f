import Media

/// The highest frequency that the sample rate can carry.
enum NyquistFrequency: GateFact {
    static let name = "nyquist_frequency"
    static let summary = "Half the sample rate, in Hz."

    static func value(of sound: AudioAnalysis) -> Double? { Double(sound.clip.sampleRate) / 2 }
}
