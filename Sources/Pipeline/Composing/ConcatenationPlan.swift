import Foundation
import Media

/// The common form of sounds that are to be joined, and what each of them must be changed by.
struct ConcatenationPlan {
    let sampleRate: Int
    let channels: Int
    let encoding: AudioEncoding
    /// What changed and was not asked for, in words.
    let warnings: [String]
    private let gapFrames: Int
    private let lengths: [Int]

    /// The highest rate, the larger channel count, the deepest encoding.
    ///
    /// - Throws: `layouts_differ`, or `too_large` before memory is taken.
    init(_ sounds: [(branch: String, clip: AudioClip)], gap: Double, limits: MediaLimits) throws(CompositionError) {
        let rate = sounds.map(\.clip.sampleRate).max() ?? 1
        let layout = sounds.map(\.clip.channels).max() ?? 1
        if let other = sounds.first(where: { $0.clip.channels != layout && ($0.clip.channels != 1 || layout != 2) }) {
            throw CompositionError(
                "layouts_differ",
                "\(other.branch) has \(other.clip.channels) channels, another sound \(layout); only mono joins stereo; convert one first")
        }
        sampleRate = rate
        channels = layout
        encoding = sounds.map { AudioEncoding(holding: $0.clip) }.max { $0.rank < $1.rank } ?? .pcm16
        gapFrames = Int((gap * Double(rate)).rounded())
        lengths = sounds.map { RateConversion(from: $0.clip.sampleRate, to: rate).length(of: $0.clip.frames) }
        warnings = sounds.flatMap { Self.changes($0.branch, $0.clip, to: rate, layout) }
        let frames = lengths.reduce(gapFrames * max(0, sounds.count - 1), +)
        guard frames <= limits.samples / layout else {
            throw CompositionError(
                "too_large", "the sounds would have \(frames) frames of \(layout) channels; at most \(limits.samples) samples in all")
        }
    }

    private static func changes(_ branch: String, _ clip: AudioClip, to rate: Int, _ channels: Int) -> [String] {
        var changes: [String] = []
        if clip.sampleRate != rate { changes.append("\(branch) was converted from \(clip.sampleRate) Hz to \(rate) Hz") }
        if clip.channels != channels { changes.append("\(branch) is mono and was copied to both channels") }
        return changes
    }

    func joined(_ clips: [AudioClip]) -> (clip: AudioClip, places: [SoundPlace]) {
        var samples: [Float] = []
        samples.reserveCapacity((lengths.reduce(0, +) + gapFrames * max(0, clips.count - 1)) * channels)
        var places: [SoundPlace] = []
        for (index, clip) in clips.enumerated() {
            if index > 0 { samples += repeatElement(0, count: gapFrames * channels) }
            let start = samples.count / channels
            let (segment, fadeIn, fadeOut) = faded(widened(clip))
            samples += segment
            let isExact = clip.sampleRate == sampleRate && clip.channels == channels && fadeIn == 0 && fadeOut == 0
            places.append(
                SoundPlace(
                    startFrame: start, frames: lengths[index], startSeconds: Double(start) / Double(sampleRate),
                    inputSampleRate: clip.sampleRate, inputChannels: clip.channels, inputFrames: clip.frames, isExact: isExact,
                    fadeInFrames: fadeIn, fadeOutFrames: fadeOut))
        }
        return (AudioClip(sampleRate: sampleRate, channels: channels, samples: samples), places)
    }

    private func widened(_ clip: AudioClip) -> [Float] {
        let converted = RateConversion(from: clip.sampleRate, to: sampleRate).converted(clip.samples, channels: clip.channels)
        return clip.channels == channels ? converted : converted.flatMap { [$0, $0] }
    }

    /// Half a cosine at each end that does not already begin or end at zero, as the encoding sees zero.
    private func faded(_ segment: [Float]) -> (segment: [Float], fadeIn: Int, fadeOut: Int) {
        let frames = segment.count / channels
        let length = min(Int((Concatenation.fadeSeconds * Double(sampleRate)).rounded()), frames / 2)
        func isLoud(_ frame: Int) -> Bool { (0..<channels).contains { abs(segment[frame * channels + $0]) > encoding.halfStep } }
        let fadeIn = frames > 0 && isLoud(0) ? length : 0
        let fadeOut = frames > 0 && isLoud(frames - 1) ? length : 0
        var result = segment
        for i in 0..<max(fadeIn, fadeOut) {
            let gain = Float(0.5 - 0.5 * cos(.pi * Double(i) / Double(length)))
            for channel in 0..<channels {
                if i < fadeIn { result[i * channels + channel] *= gain }
                if i < fadeOut { result[(frames - 1 - i) * channels + channel] *= gain }
            }
        }
        return (result, fadeIn, fadeOut)
    }
}

extension AudioEncoding {
    /// The least that keeps a decoded clip: float stays float, 24 bits stay 24, all else is 16.
    fileprivate init(holding clip: AudioClip) {
        let format = clip.facts.format.lowercased()
        self = format.contains("float") || format.contains("32 bit pcm") ? .float32 : format.contains("24 bit") ? .pcm24 : .pcm16
    }

    fileprivate var rank: Int {
        switch self {
        case .pcm16: 0
        case .pcm24: 1
        case .float32: 2
        }
    }

    /// Below this a sample is stored as zero.
    fileprivate var halfStep: Float {
        switch self {
        case .pcm16: 0x1p-16
        case .pcm24: 0x1p-24
        case .float32: 0
        }
    }
}
