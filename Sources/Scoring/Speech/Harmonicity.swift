import Foundation

/// Harmonics-to-noise ratio of a voice, by the likeness of one period to the next.
///
/// Boersma 1993; window of one period of 75 Hz, every 10 ms, frames below a tenth of the peak left out.
package enum Harmonicity {
    /// Mean over the periodic frames, in dB; nil where there is none.
    package static func mean(of samples: [Float], sampleRate: Int) -> Double? {
        let rate = Double(sampleRate)
        let length = Int(rate / PitchFrames.floor)
        let duration = Double(samples.count) / rate
        let mean = samples.reduce(0.0) { $0 + Double($1) } / Double(max(1, samples.count))
        let peak = samples.reduce(0.0) { max($0, abs(Double($1) - mean)) }
        guard length >= 8, peak > 0, samples.count >= 2 * length + 4 else { return nil }
        let span = 2 / PitchFrames.floor
        let frames = Int((duration - span) / PitchFrames.step) + 1
        let first = duration / 2 - Double(frames - 1) * PitchFrames.step / 2
        var (sum, count) = (0.0, 0.0)
        var frame = LikenessFrame(length: length)
        for index in 0..<max(0, frames) {
            let centre = Int((first + Double(index) * PitchFrames.step) * rate)
            guard let likeness = frame.strongest(samples, centre: centre, peak: peak) else { continue }
            sum += 10 * log10(likeness / (1 - likeness))
            count += 1
        }
        return count > 0 ? sum / count : nil
    }
}

private struct LikenessFrame {
    private let length: Int
    private var values: [Double]
    private var likeness: [Double]

    init(length: Int) {
        self.length = length
        values = [Double](repeating: 0, count: 2 * length + 2)
        likeness = [Double](repeating: 0, count: 2 * (length + 1) + 1)
    }

    /// The highest normalised cross-correlation at any lag, 0…1; nil for a frame that is silent or not periodic.
    mutating func strongest(_ samples: [Float], centre: Int, peak: Double) -> Double? {
        let start = centre - length
        guard start >= 0, start + values.count <= samples.count else { return nil }
        var mean = 0.0
        for index in values.indices { mean += Double(samples[start + index]) }
        mean /= Double(values.count)
        var local = 0.0
        for index in values.indices {
            values[index] = Double(samples[start + index]) - mean
            if abs(index - length) <= length / 2 { local = max(local, abs(values[index])) }
        }
        let silence = max(0, 2 - min(1, local / peak) / 0.1)
        let middle = length + 1
        correlate(middle)
        let best = likeness.withUnsafeBufferPointer { buffer -> Double in
            guard let pointer = buffer.baseAddress else { return 0 }
            let curve = SincInterpolation(values: pointer, count: buffer.count)
            var best = 0.0
            for lag in 2..<length where pointer[middle + lag] > 0 {
                let here = pointer[middle + lag]
                guard here > pointer[middle + lag - 1], here >= pointer[middle + lag + 1], here > 0.8 * best else { continue }
                let height = curve.maximum(near: Double(middle + lag), depth: 70).height
                best = max(best, height > 1 ? 1 / height : height)
            }
            return best
        }
        return best > silence && best > 0 ? min(best, 1 - 1e-12) : nil
    }

    private mutating func correlate(_ middle: Int) {
        var own = 0.0
        for index in 0..<length { own += values[index] * values[index] }
        var their = own
        likeness[middle] = 1
        let (length, own0) = (length, own)
        values.withUnsafeBufferPointer { values in
            for lag in 1...length + 1 {
                their += values[lag + length - 1] * values[lag + length - 1] - values[lag - 1] * values[lag - 1]
                var cross = 0.0
                for index in 0..<length { cross += values[index] * values[index + lag] }
                let value = own0 > 0 && their > 0 ? cross / (own0 * their).squareRoot() : 0
                (likeness[middle + lag], likeness[middle - lag]) = (value, value)
            }
        }
    }
}
