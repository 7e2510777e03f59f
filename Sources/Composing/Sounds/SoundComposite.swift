import Foundation
import Media
import Scoring

/// What all modes for sound have in common: reading, the form, levels, and the writing of file and sidecar.
struct SoundComposite {
    let checked: [CheckedInput]
    let sounds: [InputSound]
    let unread: [Int: MediaError]
    let form: CommonForm
    let stem: String
    let limits: MediaLimits

    /// - Throws: `MediaError`, `CompositionError`.
    init(
        _ inputs: [CompositionInput], for mode: any Composition.Type, sampleRate: Int? = nil, limits: MediaLimits, stem: String
    ) throws {
        checked = try CheckedInput.all(inputs, for: mode)
        (sounds, unread) = try InputSound.read(checked, limits: limits)
        form = try CommonForm(sounds, sampleRate: sampleRate)
        (self.limits, self.stem) = (limits, stem)
    }

    /// Sounds that were read before.
    init(_ checked: [CheckedInput], _ sounds: [InputSound], _ unread: [Int: MediaError], stem: String, limits: MediaLimits) {
        (self.checked, self.sounds, self.unread, self.stem, self.limits) = (checked, sounds, unread, stem, limits)
        form = CommonForm(uniform: sounds)
    }

    var path: String { "\(stem).wav" }

    func frames(seconds: Double) -> Int { Int((seconds * Double(form.sampleRate)).rounded()) }

    func length(of clip: AudioClip) -> Int { RateConverter.length(of: clip.frames, from: clip.sampleRate, to: form.sampleRate) }

    /// - Throws: `too_large` before anything is written.
    func check(frames: Int, channels: Int? = nil) throws(CompositionError) {
        let channels = channels ?? form.channels
        guard frames <= limits.samples / channels else {
            throw CompositionError(
                "too_large", "the sounds would have \(frames) frames of \(channels) channels; at most \(limits.samples) samples in all")
        }
    }

    /// Half a cosine at each end that does not already begin or end at zero, as the encoding sees zero.
    func edges(of clip: AudioClip, frames: Int, silence: Float? = nil) -> (in: Timeline.Fade, out: Timeline.Fade) {
        let length = min(self.frames(seconds: Concatenation.fadeSeconds), frames / 2)
        let silence = silence ?? form.encoding.halfStep
        func isLoud(_ frame: Int) -> Bool {
            clip.withFrames(frame..<frame + 1) { samples in (0..<clip.channels).contains { abs(samples[$0]) > silence } }
        }
        guard length > 0 else { return (.none, .none) }
        return (isLoud(0) ? .edge(length) : .none, isLoud(clip.frames - 1) ? .edge(length) : .none)
    }

    /// Writes the sum of a timeline; where whole numbers would clip it, as floating point, and says so.
    ///
    /// - Parameter measures: whether levels are of interest: not where no sample was changed.
    /// - Returns: the warning, where there is one, and what the written file measures.
    func write(
        _ timeline: Timeline, cues: [(frame: Int, label: String)] = [], isExtensible: Bool = false, measures: Bool = true
    ) throws(MediaError) -> (warnings: [String], measurements: [String: Double]) {
        var form = SoundForm(
            sampleRate: timeline.sampleRate, channels: timeline.channels, encoding: self.form.encoding, isExtensible: isExtensible)
        var warnings: [String] = []
        func write() throws(MediaError) -> (clipped: Int, peak: Float) {
            try writeSound(to: path, as: form, frames: timeline.frames, trailer: CuePoints(points: cues).chunks) {
                sink throws(MediaError) in
                try timeline.render { samples throws(MediaError) in try sink.append(samples) }
                return (sink.clipped, sink.peak)
            }
        }
        let first = try write()
        if first.clipped > 0 {
            let excess = LoudnessMatch.digits(PortableMath.decibels(amplitude: Double(first.peak)))
            warnings.append(
                "the sum reaches \(excess) dB over full scale: it is stored as 32-bit floating point, so that nothing is clipped")
            form.encoding = .float32
            _ = try write()
        }
        return (warnings, measures ? try measured() : [:])
    }

    private func measured() throws(MediaError) -> [String: Double] {
        var limits = limits
        limits.heldSamples = 1 << 22
        let whole = AudioAnalysis(try AudioClip.read(path, limits: limits, streaming: true))
        var measurements: [String: Double] = [:]
        if whole.samplePeak > 0 { measurements["true_peak"] = PortableMath.decibels(amplitude: Double(whole.truePeak)) }
        if let loudness = try? whole.loudness.integrated() { measurements["integrated_loudness"] = loudness }
        return measurements
    }

    var parameters: [String: SidecarValue] {
        ["sample_rate": .number(Double(form.sampleRate)), "channels": .number(Double(form.channels))]
    }

    /// The sidecar with a record for every input, and with what was left out.
    ///
    /// - Parameter places: of the sounds, in their order; nil where they are not to be told.
    func sidecar(
        _ mode: String, parameters: [String: SidecarValue], places: [SoundPlace]?, warnings: [String], measurements: [String: Double]
    ) throws(MediaError) -> CompositionSidecar {
        var sidecar = CompositionSidecar(mode: mode, parameters: parameters)
        sidecar.files = [fileName(of: path)]
        sidecar.warnings = form.warnings + warnings
        sidecar.measurements = measurements
        for (index, input) in checked.enumerated() {
            let seen = CheckedInput(input: input.input, path: unread[index] == nil ? input.path : nil, error: unread[index])
            var record = try SidecarInput(seen, stem: stem)
            if let sound = sounds.firstIndex(where: { $0.index == index }) {
                record.file = sidecar.files[0]
                record.sound = places?[sound]
            } else {
                record.note = seen.reason
                sidecar.warnings.append("\(input.input.branch) is left out: \(seen.reason)")
            }
            sidecar.inputs.append(record)
        }
        return sidecar
    }

    /// Where a sound went.
    func place(_ placement: Timeline.Placement, _ setting: LoudnessMatch.Setting, isAlone: Bool = true) -> SoundPlace {
        let clip = placement.clip
        let isUnchanged =
            clip.sampleRate == form.sampleRate && clip.channels == (placement.lane?.count ?? form.channels)
            && placement.fadeIn.frames == 0 && placement.fadeOut.frames == 0 && placement.gain == 1 && placement.limiter == nil
        return SoundPlace(
            startFrame: placement.start, frames: placement.frames, startSeconds: Double(placement.start) / Double(form.sampleRate),
            inputSampleRate: clip.sampleRate, inputChannels: clip.channels, inputFrames: clip.frames, isExact: isUnchanged && isAlone,
            fadeInFrames: placement.fadeIn.frames, fadeOutFrames: placement.fadeOut.frames, gain: setting.gain, loudness: setting.loudness,
            truePeak: setting.truePeak, shortfall: setting.shortfall)
    }
}
