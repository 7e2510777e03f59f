import Media

/// A gate that an artifact hit.
package struct GateHit: Codable, Sendable, Hashable {
    package enum Severity: String, Codable, Sendable {
        /// Quality 0, not eligible to win.
        case fatal
        /// Quality is at most `cap`.
        case cap
        /// Shown, changes nothing.
        case warn
    }

    package let gate: String
    package let severity: Severity
    package let cap: Double?
    /// What was found, in a sentence with the number.
    package let message: String

    package init(gate: String, severity: Severity, cap: Double? = nil, message: String) {
        self.gate = gate
        self.severity = severity
        self.cap = cap
        self.message = message
    }
}

/// Everything known about the quality of one artifact.
package struct Scorecard: Codable, Sendable, Hashable {
    package var profile: String?
    package var readings: [Reading]
    package var missing: [Missing]
    package var gates: [GateHit]
    /// Share of the profile's weight that could be measured, 0…1.
    package var coverage: Double
    /// 0…100; nil below a coverage of 0.6 or without a profile.
    package var quality: Double?
    /// Utility of each aspect, 0…1, in the profile's order.
    package var aspects: [AspectScore]
    /// Size or length of the file; nil when it could not be decoded.
    package var facts: MediaFacts?
    /// Where the picture differs from its reference; nil where no maps were asked for.
    package var maps: [MapFile]?
    /// What was said against what a recogniser heard; nil where nobody listened.
    package var speech: HeardSpeech?

    package init(
        profile: String? = nil, readings: [Reading], missing: [Missing], gates: [GateHit] = [], coverage: Double = 0,
        quality: Double? = nil,
        aspects: [AspectScore] = []
    ) {
        self.profile = profile
        self.readings = readings
        self.missing = missing
        self.gates = gates
        self.coverage = coverage
        self.quality = quality
        self.aspects = aspects
    }

    package var isEligible: Bool { !gates.contains { $0.severity == .fatal } }
}

/// Size of a picture, or length and format of a sound.
package struct MediaFacts: Codable, Sendable, Hashable {
    package var width: Int?
    package var height: Int?
    /// Finds pictures that look alike; nil for sounds.
    package var perceptualHash: PerceptualHash?
    package var seconds: Double?
    /// Frames a second.
    package var sampleRate: Int?
    package var channels: Int?
    /// What the decoder complained about without failing.
    package var warnings: [String]

    package init(of picture: PixelImage) {
        width = picture.width
        height = picture.height
        warnings = picture.facts.warnings
    }

    package init(of clip: AudioClip) {
        seconds = clip.seconds
        sampleRate = clip.sampleRate
        channels = clip.channels
        warnings = clip.facts.warnings
    }
}

/// The utility of one aspect of a profile.
package struct AspectScore: Codable, Sendable, Hashable {
    package let aspect: String
    /// 0…1; nil when none of its metrics could be measured.
    package let utility: Double?
    package let weight: Double

    package init(aspect: String, utility: Double?, weight: Double) {
        self.aspect = aspect
        self.utility = utility
        self.weight = weight
    }
}
