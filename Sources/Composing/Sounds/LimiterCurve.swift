import Media
import Scoring

/// The gain over time that keeps true peaks at a ceiling: it looks 5 ms ahead and back, so that it never cuts a peak off.
///
/// For blocks of 64 frames: the gain that each block needs, the lowest of the blocks around, then their mean; each mean is at most
/// what any block it covers needs.
struct LimiterCurve: Sendable, Hashable {
    private static let block = 64
    private static let seconds = 0.005

    private let gains: [Float]

    /// - Parameters:
    ///   - gain: ratio that the sound is raised by before it is limited.
    ///   - ceiling: ratio of full scale.
    init(_ clip: AudioClip, sampleRate: Int, channels: Int, gain: Double, ceiling: Double) {
        let peaks = Self.peaks(SoundPart(clip, sampleRate: sampleRate, channels: channels), sampleRate: sampleRate, channels: channels)
        let needed = peaks.map { Float(min(1, ceiling / max(1e-12, Double($0) * gain))) }
        let reach = max(1, Int((Self.seconds * Double(sampleRate) / Double(Self.block)).rounded(.up)))
        func around(_ i: Int, _ reach: Int) -> Range<Int> { max(0, i - reach)..<min(needed.count, i + reach + 1) }
        // One block more than the mean covers, because the gain between two blocks is interpolated.
        let lowest = needed.indices.map { i in needed[around(i, reach + 1)].min() ?? 1 }
        gains = lowest.indices.map { i in
            let near = lowest[around(i, reach)]
            return near.reduce(0, +) / Float(near.count)
        }
    }

    /// Whether it does anything.
    var isActive: Bool { gains.contains { $0 < 1 } }

    /// The deepest cut, in dB.
    var deepest: Double { PortableMath.decibels(amplitude: Double(gains.min() ?? 1)) }

    func gain(at frame: Int) -> Double {
        let place = (Double(frame) + 0.5) / Double(Self.block) - 0.5
        let low = min(gains.count - 1, max(0, Int(place.rounded(.down))))
        let high = min(gains.count - 1, low + 1)
        let share = min(1, max(0, place - Double(low)))
        return Double(gains[low]) * (1 - share) + Double(gains[high]) * share
    }

    /// Largest magnitude at and between the samples of each block, over all channels.
    private static func peaks(_ part: SoundPart, sampleRate: Int, channels: Int) -> [Float] {
        let interpolator = PeakInterpolator(sampleRate: sampleRate)
        let margin = interpolator.map { $0.length - 1 } ?? 0
        var history = [[Float]](repeating: Array(repeating: 0, count: margin), count: channels)
        var peaks: [Float] = []
        for _ in stride(from: 0, to: part.frames + margin, by: block) {
            let samples = part.next(block)
            var highest: Float = 0
            for channel in 0..<channels {
                let row = history[channel] + stride(from: channel, to: samples.count, by: channels).map { samples[$0] }
                highest = row.dropFirst(margin).reduce(highest) { max($0, abs($1)) }
                if let interpolator { highest = max(highest, interpolator.peak(row, count: block)) }
                history[channel] = Array(row.suffix(margin))
            }
            peaks.append(highest)
        }
        return peaks.isEmpty ? [0] : peaks
    }
}
