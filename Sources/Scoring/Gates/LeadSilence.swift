/// Silence before the first sound; nil where nothing sounds, or the clip is too short to say.
enum LeadSilence: GateFact {
    static let name = "lead_silence"
    static let summary = "Silence before the first sound, in seconds."

    static func value(of sound: AudioAnalysis) -> Double? {
        sound.pauses.silentFrames < sound.pauses.frames ? sound.pauses.lead : nil
    }
}
