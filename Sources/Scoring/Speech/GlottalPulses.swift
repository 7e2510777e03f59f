import Foundation

/// Where the periods of a voice begin, found by likeness of the waveform from one period to the next.
package struct GlottalPulses: Sendable {
    /// In seconds, in order, by voiced stretch.
    package let stretches: [[Double]]
    /// Largest magnitude around each pulse, in the same order.
    package let peaks: [[Double]]

    package init(in samples: [Float], sampleRate: Int, pitch: PitchTrack) {
        let finder = PulseFinder(samples: samples, rate: Double(sampleRate), pitch: pitch)
        stretches = finder.stretches()
        peaks = stretches.map { pulses in pulses.indices.map { finder.amplitude(pulses, $0) } }
    }
}

private struct PulseFinder {
    let samples: [Float]
    let rate: Double
    let pitch: PitchTrack
    private let loudest: Double

    init(samples: [Float], rate: Double, pitch: PitchTrack) {
        self.samples = samples
        self.rate = rate
        self.pitch = pitch
        loudest = samples.reduce(0.0) { max($0, abs(Double($1))) }
    }

    func stretches() -> [[Double]] {
        var (stretches, start) = ([[Double]](), -1)
        for frame in 0...pitch.frequencies.count {
            let isVoiced = frame < pitch.frequencies.count && pitch.frequencies[frame] > 0
            if isVoiced, start < 0 { start = frame }
            guard !isVoiced, start >= 0 else { continue }
            stretches.append(pulses(from: pitch.times[start] - PitchFrames.step / 2, to: pitch.times[frame - 1] + PitchFrames.step / 2))
            start = -1
        }
        return stretches.filter { !$0.isEmpty }
    }

    private func pulses(from left: Double, to right: Double) -> [Double] {
        let middle = (left + right) / 2
        let frequency = pitch.frequency(at: middle)
        guard frequency > 0 else { return [] }
        let first = extremum(middle - 0.5 / frequency, middle + 0.5 / frequency)
        return follow(from: first, by: -1, until: left).reversed() + [first] + follow(from: first, by: 1, until: right)
    }

    /// The sample of the largest magnitude, refined by a parabola.
    private func extremum(_ from: Double, _ to: Double) -> Double {
        let range = max(1, Int(from * rate))..<max(2, min(samples.count - 1, Int(to * rate) + 1))
        guard let best = range.max(by: { abs(samples[$0]) < abs(samples[$1]) }) else { return from }
        return Double(best) / rate
    }

    private func follow(from start: Double, by direction: Double, until end: Double) -> [Double] {
        var (pulses, time) = ([Double](), start)
        while true {
            let frequency = pitch.frequency(at: time)
            guard frequency > 0 else { break }
            let period = 1 / frequency
            let match = bestMatch(time, period, direction)
            let next = match?.time ?? time + direction * period
            let (likeness, peak) = (match?.likeness ?? 0, match?.peak ?? 0)
            guard abs(next - time) > 0.5 * period else { break }
            // Beyond the stretch one more is taken if it is surely a period.
            let isBeyond = direction < 0 ? next < end : next > end
            if likeness > (isBeyond ? 0.7 : 0.3), peak > (isBeyond ? 0.0233 : 0.01) * loudest { pulses.append(next) }
            if isBeyond { break }
            time = next
        }
        return pulses
    }

    /// Where the period around `time` comes again, 0.8 to 1.25 periods on.
    private func bestMatch(_ time: Double, _ period: Double, _ direction: Double) -> (time: Double, likeness: Double, peak: Double)? {
        let length = Int(period * rate)
        let from = Int(((time - period / 2) * rate).rounded())
        let lags = Int((0.8 * period * rate).rounded(.down))...Int((1.25 * period * rate).rounded(.up))
        guard length > 1, from >= 0, from + length < samples.count else { return nil }
        var likeness: [Double] = []
        for lag in lags {
            let other = from + Int(direction) * lag
            guard other >= 0, other + length < samples.count else {
                likeness.append(-1)
                continue
            }
            var (cross, own, their) = (0.0, 0.0, 0.0)
            for index in 0..<length {
                let (a, b) = (Double(samples[from + index]), Double(samples[other + index]))
                cross += a * b
                own += a * a
                their += b * b
            }
            likeness.append(own > 0 && their > 0 ? cross / (own * their).squareRoot() : 0)
        }
        guard let best = likeness.indices.max(by: { likeness[$0] < likeness[$1] }), likeness[best] > -1 else { return nil }
        var (place, height) = (Double(best), likeness[best])
        if best > 0, best + 1 < likeness.count {
            let (a, b, c) = (likeness[best - 1], likeness[best], likeness[best + 1])
            let curvature = 2 * b - a - c
            if curvature > 0 {
                place += 0.5 * (c - a) / curvature
                height += 0.125 * (c - a) * (c - a) / curvature
            }
        }
        let next = time + direction * (Double(lags.lowerBound) + place) / rate
        let around = max(0, Int((next - period / 2) * rate))..<max(1, min(samples.count, Int((next + period / 2) * rate)))
        return (next, height, around.isEmpty ? 0 : around.reduce(0.0) { max($0, abs(Double(samples[$1]))) })
    }

    /// Root mean square under a Hann window that reaches from the pulse before to the one after.
    func amplitude(_ pulses: [Double], _ index: Int) -> Double {
        let before = index > 0 ? pulses[index] - pulses[index - 1] : nil
        let after = index + 1 < pulses.count ? pulses[index + 1] - pulses[index] : nil
        guard let left = before ?? after, let right = after ?? before else { return 0 }
        let (from, to) = ((pulses[index] - left / 2) * rate, (pulses[index] + right / 2) * rate)
        var (sum, weight) = (0.0, 0.0)
        for sample in max(0, Int(from.rounded(.up)))..<max(1, min(samples.count, Int(to))) {
            let phase = (Double(sample) - from) / (to - from)
            let hann = 0.5 - 0.5 * cos(2 * .pi * phase)
            let value = Double(samples[sample]) * hann
            sum += value * value
            weight += hann * hann
        }
        return weight > 0 ? (sum / weight).squareRoot() : 0
    }
}
