import Catalogs
import Foundation
import Media
import Scoring

/// The loudness that sounds are brought to, each by one gain; without it no level changes.
struct LoudnessMatch {
    enum Target: Hashable {
        /// In LUFS.
        case level(Double)
        /// The quieter of −23 LUFS and the loudest level that every sound reaches below the ceiling.
        case common
    }

    let target: Target?
    /// In dBTP.
    let ceiling: Double
    /// Whether peaks may be limited where the ceiling forbids the target.
    let limits: Bool

    /// EBU R 128; AES TD1008 for speech and for music.
    private static let presets = ["broadcast": -23.0, "speech": -18.0, "music": -16.0]

    init(options: inout Options, default fallback: Target? = nil) {
        ceiling = options.number("ceiling", default: -1, in: -20...0)
        limits = options.flag("limit", default: false)
        let wanted = options.value("loudness")
        guard let wanted, let text = wanted.text else {
            if let wanted { options.report("'loudness' must be a number or a name, found \(wanted.inWords)", at: wanted) }
            target = fallback
            refuseLimit(&options, isComparison: fallback != nil)
            return
        }
        if text == "match" {
            target = .common
        } else if text == "none" {
            target = nil
        } else if let level = Self.presets[text] ?? Double(text), (-60...0).contains(level) {
            target = .level(level)
        } else {
            options.report(
                "'loudness' must be LUFS between -60 and 0, or one of \(Self.names.joined(separator: ", ")), found \(wanted.inWords)",
                at: wanted,
                remedy: nearestName(to: text, among: Self.names).map { "did you mean '\($0)'?" })
            target = fallback
        }
        refuseLimit(&options, isComparison: fallback != nil)
    }

    /// A limiter changes sounds that are to be compared, and none would tell a level that all of them reach.
    private func refuseLimit(_ options: inout Options, isComparison: Bool) {
        guard limits, isComparison || target == .common else { return }
        options.report(
            "'limit' is not for sounds that are compared at one level", remedy: "leave it out: all then play as loud as each can")
    }

    private static let names = presets.keys.sorted() + ["match", "none"]

    var parameters: [String: SidecarValue] {
        guard let target else { return [:] }
        let wanted: SidecarValue = if case .level(let level) = target { .number(level) } else { .text("match") }
        return ["loudness": wanted, "ceiling": .number(ceiling), "limit": .flag(limits)]
    }

    /// What one sound is to be changed by.
    struct Setting {
        /// In dB.
        var gain = 0.0
        var loudness: Double?
        var truePeak: Double?
        /// In LU.
        var shortfall: Double?
        var limiter: LimiterCurve?
        var notes: [String] = []

        var ratio: Double { gain == 0 ? 1 : pow(10, gain / 20) }
    }

    /// The gains of sounds that play in a composite of some rate and channels.
    ///
    /// - Throws: `MediaError` where a sound has to be folded to a temporary file and cannot be.
    func settings(for sounds: [(name: String, clip: AudioClip)], _ form: CommonForm, stem: String) throws(MediaError) -> [Setting] {
        guard let target else { return sounds.map { _ in Setting() } }
        var analyses: [AudioAnalysis] = []
        for sound in sounds { analyses.append(AudioAnalysis(try asPlayed(sound.clip, form, stem: stem))) }
        let isStereo = form.channels > 1
        let measured = analyses.map { ListeningLevel.measure($0, besideStereo: isStereo) }
        let wanted: Double? =
            switch target {
            case .level(let level): level
            case .common: common(analyses, measured.map(\.level))
            }
        var settings: [Setting] = []
        for (sound, found) in zip(sounds, zip(analyses, measured)) {
            settings.append(try setting(sound, found.0, level: found.1.level, notes: found.1.notes, wanted: wanted, form, stem: stem))
        }
        return settings
    }

    private func common(_ analyses: [AudioAnalysis], _ levels: [Double?]) -> Double? {
        let reachable = zip(analyses, levels).compactMap { sound, level in level.map { $0 + ceiling - Self.peak(sound) } }
        return reachable.isEmpty ? nil : reachable.reduce(-23, min)
    }

    private static func peak(_ sound: AudioAnalysis) -> Double { PortableMath.decibels(amplitude: Double(sound.truePeak)) }

    private func setting(
        _ sound: (name: String, clip: AudioClip), _ analysis: AudioAnalysis, level: Double?, notes: [String], wanted: Double?,
        _ form: CommonForm, stem: String
    ) throws(MediaError) -> Setting {
        var setting = Setting()
        setting.notes = notes.map { "\(sound.name): \($0)" }
        guard let level, let wanted else { return setting }
        let peak = Self.peak(analysis)
        setting.loudness = level
        setting.truePeak = peak
        setting.gain = wanted - level
        // A hair of room, for the rounding of the samples that are written.
        let room = ceiling - 0.01 - peak
        guard setting.gain > room else { return setting }
        if limits {
            try limit(sound, &setting, wanted: wanted, form, stem: stem)
        } else {
            setting.shortfall = setting.gain - room
            setting.gain = room
            if let shortfall = setting.shortfall, shortfall > 0.05 {
                setting.notes.append(
                    "\(sound.name) stays \(Self.digits(shortfall)) LU below \(Self.digits(wanted)) LUFS: its peaks reach \(Self.digits(ceiling)) dBTP"
                        + " before; 'limit: true' limits them")
            }
        }
        return setting
    }

    /// Raises the gain until the limited sound has the loudness, as far as that goes, and says what is missing.
    private func limit(
        _ sound: (name: String, clip: AudioClip), _ setting: inout Setting, wanted: Double, _ form: CommonForm, stem: String
    ) throws(MediaError) {
        var (missing, previous) = (0.0, Double.infinity)
        let first = setting.gain
        for pass in 1...Self.mostPasses {
            let curve = LimiterCurve(
                sound.clip, sampleRate: form.sampleRate, channels: form.channels, gain: setting.ratio,
                ceiling: pow(10, (ceiling - 0.1) / 20))
            setting.limiter = curve.isActive ? curve : nil
            let played = try asPlayed(sound.clip, form, stem: stem, setting)
            let level = ListeningLevel.measure(AudioAnalysis(played), besideStereo: form.channels > 1).level ?? wanted
            missing = wanted - level
            // What is not closer than before gains no more by more of it.
            let isCloser = abs(missing) < 0.95 * previous && setting.gain + missing < first + Self.mostExtraGain
            guard abs(missing) > 0.03, isCloser, pass < Self.mostPasses else { break }
            previous = abs(missing)
            setting.gain += missing
        }
        if let curve = setting.limiter {
            setting.notes.append("\(sound.name) was limited by up to \(Self.digits(-curve.deepest)) dB, as asked")
        }
        guard missing > 0.05 else { return }
        setting.shortfall = missing
        setting.notes.append("\(sound.name) stays \(Self.digits(missing)) LU below \(Self.digits(wanted)) LUFS, limited as it is")
    }

    private static let mostPasses = 10
    /// Beyond what the sound without a limiter would need, in dB: more lifts its noise rather than its loudness.
    private static let mostExtraGain = 12.0

    static func digits(_ value: Double) -> String { String(format: "%.1f", value) }

    /// The sound as it is measured: in the rate it plays at, folded where it is folded, mono where it is doubled, changed where a setting
    /// says how.
    private func asPlayed(
        _ clip: AudioClip, _ form: CommonForm, stem: String, _ setting: Setting? = nil
    ) throws(MediaError) -> AudioClip {
        let isFolded = ChannelMap(from: clip.channels, to: form.channels) == .folded
        guard isFolded || clip.sampleRate != form.sampleRate || setting != nil else { return clip }
        var timeline = Timeline(sampleRate: form.sampleRate, channels: isFolded ? form.channels : clip.channels)
        let frames = RateConverter.length(of: clip.frames, from: clip.sampleRate, to: form.sampleRate)
        timeline.placements = [.init(clip: clip, start: 0, frames: frames, gain: setting?.ratio ?? 1, limiter: setting?.limiter)]
        return try timeline.rendered(beside: stem)
    }
}

extension Timeline {
    /// The whole of it as a clip that stays in a file without a name: nothing is left when the clip is gone.
    ///
    /// - Parameter stem: of the composite, in whose folder the file lies until it is open.
    func rendered(beside stem: String) throws(MediaError) -> AudioClip {
        let form = SoundForm(sampleRate: sampleRate, channels: channels, encoding: .float32)
        let folder = stem.lastIndex(of: "/").map { String(stem[...$0]) } ?? ""
        // A random name takes the place of no file of the user's.
        let path = "\(folder).bakeoff-\(String(UInt64.random(in: .min ... .max), radix: 16)).sound.partial"
        do throws(MediaError) {
            try writeSound(to: path, as: form, frames: frames) { sink throws(MediaError) in
                try render { samples throws(MediaError) in try sink.append(samples) }
            }
        } catch {
            throw MediaError(error.code, "\(stem).wav", error.message)
        }
        // The open file lives on until it is closed.
        defer { unlink(path) }
        var limits = MediaLimits.standard
        limits.heldSamples = 1 << 22
        return try AudioClip.read(path, limits: limits, streaming: true)
    }
}
