import Media

/// Length of the clip.
enum ClipSeconds: GateFact {
    static let name = "clip_seconds"
    static let summary = "Length of the clip, in seconds."

    static func value(of sound: AudioAnalysis) -> Double? { sound.clip.seconds }
}
