import Catalogs
import Foundation
import Media

/// What tells a listener which sound comes next: beeps that count, or recordings.
struct Announcer {
    /// One beep before the first sound, two before the second.
    let beeps: Bool
    /// Recordings, one for each input.
    let announcements: [String]?

    private static let mostBeeps = 12
    /// −26 dB of full scale.
    private static let amplitude = 0.050_118_723
    private static let hertz = 1000.0

    init(options: inout Options) {
        beeps = options.flag("beeps", default: false)
        announcements = options.texts("announcements")
        if beeps, announcements != nil { options.report("'beeps' and 'announcements' exclude each other") }
    }

    var parameters: [String: SidecarValue] {
        var parameters: [String: SidecarValue] = beeps ? ["beeps": .flag(true)] : [:]
        if let announcements { parameters["announcements"] = .text(announcements.map(fileName).joined(separator: ", ")) }
        return parameters
    }

    /// What is heard before each of the inputs; nil for nothing.
    ///
    /// - Throws: `announcements` where there is not one for each input, `too_many` for beeps that nobody counts, `MediaError` of a file.
    func clips(for indices: [Int], of inputs: Int, _ composite: SoundComposite) throws -> [AudioClip?] {
        if let announcements {
            guard announcements.count == inputs else {
                throw CompositionError(
                    "announcements", "\(announcements.count) announcements for \(inputs) sounds; give one for each, in order")
            }
            return try indices.map { index in
                let clip = try AudioClip.read(announcements[index], limits: composite.limits)
                guard ChannelMap(from: clip.channels, to: composite.form.channels) != nil else {
                    throw CompositionError(
                        "layouts_differ", "\(announcements[index]) has \(clip.channels) channels, the sounds \(composite.form.channels)")
                }
                return clip
            }
        }
        guard beeps else { return indices.map { _ in nil } }
        guard inputs <= Self.mostBeeps else {
            throw CompositionError("too_many", "beeps count to \(Self.mostBeeps), and there are \(inputs) sounds; use 'announcements'")
        }
        return indices.map { Self.beeps($0 + 1, sampleRate: composite.form.sampleRate) }
    }

    /// Tones of 80 ms with rounded edges, 120 ms apart.
    private static func beeps(_ count: Int, sampleRate: Int) -> AudioClip {
        let (tone, pause) = (sampleRate * 80 / 1000, sampleRate * 120 / 1000)
        let edge = sampleRate * 5 / 1000
        let one = (0..<tone).map { i -> Float in
            let nearest = min(i, tone - 1 - i)
            let window = nearest < edge ? 0.5 - 0.5 * cos(.pi * Double(nearest) / Double(edge)) : 1
            return Float(amplitude * window * sin(2 * .pi * hertz * Double(i) / Double(sampleRate)))
        }
        let samples = (0..<count).flatMap { $0 == 0 ? one : Array(repeating: 0, count: pause) + one }
        return AudioClip(sampleRate: sampleRate, channels: 1, samples: samples)
    }
}
