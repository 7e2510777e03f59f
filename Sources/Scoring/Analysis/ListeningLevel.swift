import Media

/// The one static gain that brings a sound to the level of those it is compared with; originals are never changed.
package struct ListeningGain: Sendable, Hashable {
    /// To apply to every sample, in dB; 0 for a sound without a level.
    package let decibels: Double
    /// What is out of the ordinary about it; nil where nothing is.
    package let note: String?
}

/// A level that every sound of a comparison can be played at without clipping.
package struct ListeningLevel: Sendable, Hashable {
    /// The common level in LUFS; nil when nothing can be heard.
    package let level: Double?
    /// In the order of the sounds.
    package let gains: [ListeningGain]

    /// The quieter of `target` (LUFS) and the loudest level that all sounds reach with true peaks at `ceiling` (dBTP).
    ///
    /// Sounds under 400 ms are measured by their RMS, and mono beside stereo as it plays, from both loudspeakers.
    package init(for sounds: [AudioAnalysis], target: Double = -23, ceiling: Double = -1) {
        let hasStereo = sounds.contains { $0.clip.channels > 1 }
        let measured = sounds.map { Self.measure($0, besideStereo: hasStereo) }
        let reachable = zip(sounds, measured).map { sound, measured in
            measured.level.map { $0 + ceiling - PortableMath.decibels(amplitude: Double(sound.truePeak)) } ?? .infinity
        }
        guard measured.contains(where: { $0.level != nil }) else {
            level = nil
            gains = measured.map { ListeningGain(decibels: 0, note: $0.notes.joined(separator: "; ")) }
            return
        }
        let common = reachable.reduce(target, min)
        level = common
        gains = zip(measured, reachable).map { measured, reachable in
            let limits = reachable == common && common < target ? ["sets the common level by its peaks"] : []
            let notes = (measured.notes + limits).joined(separator: "; ")
            return ListeningGain(decibels: measured.level.map { common - $0 } ?? 0, note: notes.isEmpty ? nil : notes)
        }
    }

    /// Loudness in LUFS, or by RMS below 400 ms; nil for silence. Mono counts as it plays from two loudspeakers where it stands beside stereo.
    package static func measure(_ sound: AudioAnalysis, besideStereo: Bool) -> (level: Double?, notes: [String]) {
        guard sound.samplePeak > 0 else { return (nil, ["silent: left as it is"]) }
        let doubled = besideStereo && sound.clip.channels == 1
        let notes = doubled ? ["mono, measured as it plays from two loudspeakers"] : []
        let gain = doubled ? PortableMath.decibels(power: 2) : 0
        do {
            return (try sound.loudness.integrated() + gain, notes)
        } catch {
            let weights = Loudness.weights(channels: sound.clip.channels)
            let power = zip(weights, sound.levels.powers).reduce(0) { $0 + $1.0 * $1.1 }
            let level = Loudness.level(of: power)
            let reason = (error as? Missing)?.reason ?? "no loudness"
            guard level >= Loudness.absoluteGate, level.isFinite else { return (nil, ["\(reason): left as it is"]) }
            return (level + gain, notes + ["\(reason): matched by RMS"])
        }
    }
}
