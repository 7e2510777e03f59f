import Foundation
import Media
import Scoring

/// Listening copies of the sounds of one case at one common level, drawn on one time axis.
struct SoundExhibits {
    /// Seconds of a listening copy; what is longer is cut, and the page says so.
    static let longestCopy = 60.0

    private let paths: [String]

    init(_ paths: [String]) { self.paths = paths }

    func exhibits(for keys: [Exhibits.Key], into draft: inout MediaDraft) -> [Exhibits.Key: Exhibits.Exhibit] {
        var exhibits: [Exhibits.Key: Exhibits.Exhibit] = [:]
        var readable: [(key: Exhibits.Key, sound: AudioAnalysis, isCut: Bool)] = []
        for (key, path) in zip(keys, paths) {
            do throws(MediaError) {
                let clip = try AudioClip.read(path, streaming: true)
                let start = clip.beginning(seconds: Self.longestCopy)
                readable.append((key, AudioAnalysis(start), start.frames < clip.frames))
            } catch {
                exhibits[key] = .unreadable(ExhibitMaker.words(error))
            }
        }
        let level = ListeningLevel(for: readable.map(\.sound))
        let span = readable.map(\.sound.clip.seconds).max() ?? 0
        let top = Double(readable.map(\.sound.clip.sampleRate).max() ?? 0) / 2
        let peak = zip(readable, level.gains).map { Double($0.0.sound.samplePeak) * amplitude($0.1.decibels) }.max() ?? 1
        for ((key, sound, isCut), gain) in zip(readable, level.gains) {
            do {
                exhibits[key] = .sound(
                    try exhibit(sound, gain, isCut: isCut, axes: Axes(seconds: span, frequency: top, peak: peak), into: &draft))
            } catch {
                exhibits[key] = .unreadable(ExhibitMaker.words(error))
            }
        }
        return exhibits
    }

    /// What the drawings of one case have in common.
    private struct Axes {
        let seconds: Double
        /// Hz.
        let frequency: Double
        let peak: Double
    }

    private func exhibit(_ sound: AudioAnalysis, _ gain: ListeningGain, isCut: Bool, axes: Axes, into draft: inout MediaDraft) throws
        -> SoundExhibit
    {
        let factor = amplitude(gain.decibels)
        let copy = AudioClip(
            sampleRate: sound.clip.sampleRate, channels: sound.clip.channels, samples: sound.clip.samples.map { $0 * Float(factor) })
        let picture = SpectrogramPicture(seconds: axes.seconds, frequency: axes.frequency)
        let notes = [gain.note, isCut ? "first \(Quantity.fixed(Self.longestCopy, 0)) s" : nil].compactMap { $0 }.filter { !$0.isEmpty }
        let bytes = try copy.encodedWAV()
        let source = draft.add(bytes, as: .wave)
        if draft.shape == .folder { draft.keep(SoundScript.of(bytes, source), as: SoundScript.name(source)) }
        let drawn = draft.add(try picture.image(of: sound, gain: gain.decibels).encodedPNG(level: 9), as: .png)
        return SoundExhibit(
            source: source, duration: sound.clip.seconds,
            waveform: draft.add(Array(Waveform(seconds: axes.seconds, peak: axes.peak).svg(sound, gain: factor).utf8), as: .svg),
            spectrogram: drawn, gain: gain.decibels, note: notes.joined(separator: "; "))
    }

    private func amplitude(_ decibels: Double) -> Double { pow(10, decibels / 20) }
}

/// A sound as a script beside it: the only form in which a page opened from a file may read its samples.
enum SoundScript {
    static func name(_ sound: String) -> String { "\(sound.prefix { $0 != "." }).js" }

    static func of(_ bytes: [UInt8], _ source: String) -> [UInt8] {
        Array("bakeoffSound(\"\(source)\",\"\(Data(bytes).base64EncodedString())\")\n".utf8)
    }
}
