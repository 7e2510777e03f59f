import Media

/// A sound and the one it should equal, brought to one rate and one length.
final class SpeechPair {
    let candidate: AudioAnalysis
    let reference: AudioAnalysis
    /// What was done to make them comparable.
    private(set) var notes: [String] = []
    /// Of one channel, as long as the shorter one, at `rate`.
    let (clean, copy): ([Float], [Float])
    let rate: Int
    /// nil at a rate too low for speech.
    let correspondence: Correspondence?

    /// - Parameter aligned: whether a copy that comes later or earlier is moved to where it fits.
    init(_ candidate: AudioAnalysis, _ reference: AudioAnalysis, aligned: Bool) {
        self.candidate = candidate
        self.reference = reference
        let rates = (candidate.clip.sampleRate, reference.clip.sampleRate)
        rate = min(rates.0, rates.1)
        var copy = resampled(candidate.mono, from: rates.0, to: rate)
        var clean = resampled(reference.mono, from: rates.1, to: rate)
        correspondence = rate < 1000 ? nil : Correspondence(clean: clean, copy: copy, rate: rate)
        if let lag = correspondence?.lag, abs(lag) * 1000 >= rate, correspondence?.isPlausible == true {
            let milliseconds = (Double(abs(lag)) * 1000 / Double(rate)).brief
            notes.append("\(milliseconds) ms \(lag > 0 ? "late" : "early")" + (aligned ? ", moved to fit" : ", not moved"))
            if aligned, lag > 0 { copy.removeFirst(min(lag, copy.count)) }
            if aligned, lag < 0 { clean.removeFirst(min(-lag, clean.count)) }
        }
        let count = min(copy.count, clean.count)
        self.copy = count == copy.count ? copy : Array(copy[..<count])
        self.clean = count == clean.count ? clean : Array(clean[..<count])
        if rates.0 != rates.1 { notes.append("compared at \(rate) Hz: the rates are \(rates.0) and \(rates.1) Hz") }
        let cut = max(copy.count, clean.count) - count
        if cut > 0 {
            let share = Double(cut) / Double(max(copy.count, clean.count))
            notes.append("cut by \((Double(cut) / Double(rate)).brief) s to the shorter one" + (share > 0.2 ? ": lengths differ" : ""))
        }
    }

    /// Equal to the last sample.
    private(set) lazy var isIdentical = candidate.clip.frames == reference.clip.frames && copy == clean

    /// Both at 16 kHz.
    private(set) lazy var speech: (clean: [Float], copy: [Float]) = {
        (resampled(clean, from: rate, to: AudioAnalysis.speechRate), resampled(copy, from: rate, to: AudioAnalysis.speechRate))
    }()

    /// What STOI and ESTOI compare.
    private(set) lazy var intelligibility = IntelligibilityBands(clean: clean, copy: copy, rate: rate)

    /// - Throws: `Missing` where the reference is silent, there is too little to compare, or the two are not the same recording.
    func require() throws {
        try candidate.requireSamples()
        try reference.requireSamples()
        guard candidate.clip.isStreamed == reference.clip.isStreamed,
            !candidate.clip.isStreamed || candidate.clip.frames == reference.clip.frames
        else { throw Missing(.failed, "too long to be compared with a file of another length") }
        guard reference.samplePeak > 0 else { throw Missing(.failed, "the reference is silent") }
        guard candidate.samplePeak > 0 else { throw Missing(.failed, "silent") }
        guard let correspondence else { throw Missing(.failed, "a sample rate of \(rate) Hz is too low for speech") }
        guard correspondence.isPlausible || isIdentical else {
            throw Missing(
                .failed,
                "the files do not correspond (waveforms correlate by \(correspondence.waveform.brief), levels by \(correspondence.envelope.brief)): this metric compares a recording with its own copy"
            )
        }
    }
}

extension AudioAnalysis {
    /// - Throws: `Missing` without a reference, and where the pair cannot be compared.
    func speechPair(_ reference: AudioAnalysis?, aligned: Bool = false) throws -> SpeechPair {
        guard let reference else { throw Missing(.unavailable, "needs a reference: name the file that this one should equal") }
        let pair = beside(reference, aligned: aligned)
        try pair.require()
        return pair
    }

    /// What stands beside a reading of the pair.
    func pairFlags(against reference: AudioAnalysis?, aligned: Bool = false) -> [String] {
        flags(against: reference) + (reference.map { beside($0, aligned: aligned).notes } ?? [])
    }
}
