import Foundation

/// The fundamental frequency of speech every 10 ms, 75 to 600 Hz, the cheapest way through the candidates of all frames.
///
/// Boersma, Accurate short-term analysis of the fundamental frequency and the harmonics-to-noise ratio of a sampled sound, IFA
/// Proceedings 17 (1993), with the costs of Praat's manual: octave 0.01, octave jump 0.35, voiced/unvoiced 0.14, voicing 0.45.
package struct PitchTrack: Sendable {
    /// Hz by frame; 0 where there is no pitch.
    package let frequencies: [Double]
    /// Middles of the frames, in seconds.
    package let times: [Double]

    /// Long sounds are followed in stretches of ten minutes, so that memory stays bounded.
    package init(of samples: [Float], sampleRate: Int) {
        let mean = samples.reduce(0.0) { $0 + Double($1) } / Double(max(1, samples.count))
        let peak = samples.reduce(0.0) { max($0, abs(Double($1) - mean)) }
        guard peak > 0, let frames = PitchFrames(of: samples, sampleRate: sampleRate, peak: peak) else {
            (frequencies, times) = ([], [])
            return
        }
        times = (0..<frames.count).map(frames.time)
        let stretch = 60_000
        frequencies = stride(from: 0, to: frames.count, by: stretch).flatMap { first in
            Self.path((first..<min(frames.count, first + stretch)).map(frames.candidates))
        }
    }

    /// The frequencies of the path with the most strength after the costs of its jumps.
    private static func path(_ frames: [[PitchCandidate]]) -> [Double] {
        guard let first = frames.first else { return [] }
        var scores = first.map(\.strength)
        var origins: [[UInt8]] = []
        for (before, now) in zip(frames, frames.dropFirst()) {
            var (next, origin) = ([Double](), [UInt8]())
            for candidate in now {
                var (best, from) = (-Double.infinity, 0)
                for (index, score) in scores.enumerated() {
                    let value = score - cost(before[index].frequency, candidate.frequency)
                    if value > best { (best, from) = (value, index) }
                }
                next.append(best + candidate.strength)
                origin.append(UInt8(from))
            }
            scores = next
            origins.append(origin)
        }
        var index = scores.indices.reduce(0) { scores[$1] > scores[$0] ? $1 : $0 }
        var path = [frames[frames.count - 1][index].frequency]
        for frame in origins.indices.reversed() {
            index = Int(origins[frame][index])
            path.append(frames[frame][index].frequency)
        }
        return path.reversed()
    }

    private static func cost(_ a: Double, _ b: Double) -> Double {
        if a == 0 && b == 0 { return 0 }
        return a == 0 || b == 0 ? 0.14 : 0.35 * abs(log2(a / b))
    }

    private var voiced: [Double] { frequencies.filter { $0 > 0 } }

    /// Middle frequency of the voiced frames, in Hz; nil without any.
    package var median: Double? {
        let sorted = voiced.sorted()
        guard let last = sorted.last else { return nil }
        let middle = sorted.count / 2
        return sorted.count.isMultiple(of: 2) ? (sorted[middle - 1] + (middle < sorted.count ? sorted[middle] : last)) / 2 : sorted[middle]
    }

    /// Sample standard deviation of the voiced frames around the median, in semitones; nil below two.
    package var spread: Double? {
        guard let median else { return nil }
        let semitones = voiced.map { 12 * log2($0 / median) }
        guard semitones.count > 1 else { return nil }
        let mean = semitones.reduce(0, +) / Double(semitones.count)
        return (semitones.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / Double(semitones.count - 1)).squareRoot()
    }

    /// Share of the frames that have a pitch, 0…1; nil without frames.
    package var voicedFraction: Double? { frequencies.isEmpty ? nil : Double(voiced.count) / Double(frequencies.count) }

    /// Frequency at a time, between the frames around it; 0 where either has no pitch.
    func frequency(at time: Double) -> Double {
        guard let first = times.first else { return 0 }
        let place = (time - first) / PitchFrames.step
        let left = min(max(0, Int(place.rounded(.down))), frequencies.count - 1), right = min(left + 1, frequencies.count - 1)
        guard frequencies[left] > 0, frequencies[right] > 0 else { return max(0, frequencies[min(max(0, Int(place.rounded())), right)]) }
        let share = min(max(0, place - Double(left)), 1)
        return frequencies[left] + share * (frequencies[right] - frequencies[left])
    }
}
