/// Silence after the last sound; nil where nothing sounds, or the clip is too short to say.
enum TailSilence: GateFact {
    static let name = "tail_silence"
    static let summary = "Silence after the last sound, in seconds."

    static func value(of sound: AudioAnalysis) -> Double? {
        sound.pauses.silentFrames < sound.pauses.frames ? sound.pauses.tail : nil
    }
}
