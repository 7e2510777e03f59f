import Foundation

/// A sampled function between its samples, by a sinc under a raised cosine (Boersma 1993, equation 22).
struct SincInterpolation {
    let values: UnsafePointer<Double>
    let count: Int

    /// The value at `place`, in samples; places outside are clamped.
    ///
    /// - Parameter depth: samples on either side, as many as there are at most.
    func value(at place: Double, depth: Int) -> Double {
        let left = Int(place.rounded(.down))
        guard left >= 0 else { return values[0] }
        guard left + 1 < count else { return values[count - 1] }
        let phase = place - Double(left)
        if phase < 1e-12 { return values[left] }
        let depth = min(depth, left + 1, count - 1 - left)
        if depth < 2 { return values[left] + phase * (values[left + 1] - values[left]) }
        let sine = sin(.pi * phase) / .pi
        return side(left, -1, phase, depth, sine) + side(left + 1, 1, 1 - phase, depth, sine)
    }

    private func side(_ first: Int, _ step: Int, _ phase: Double, _ depth: Int, _ sine: Double) -> Double {
        // The cosine of the window goes round by a fixed angle, so one rotation a sample replaces a call.
        let width = phase + Double(depth)
        let (turnCosine, turnSine) = (cos(.pi / width), sin(.pi / width))
        var (cosine, angleSine) = (cos(.pi * phase / width), sin(.pi * phase / width))
        var (sum, sign) = (0.0, sine)
        for tap in 0..<depth {
            sum += values[first + step * tap] * sign / (phase + Double(tap)) * (0.5 + 0.5 * cosine)
            sign = -sign
            (cosine, angleSine) = (cosine * turnCosine - angleSine * turnSine, angleSine * turnCosine + cosine * turnSine)
        }
        return sum
    }

    private func parabola(at index: Int) -> Double {
        guard index > 0, index + 1 < count else { return Double(index) }
        let (before, here, after) = (values[index - 1], values[index], values[index + 1])
        let curvature = 2 * here - before - after
        return curvature > 0 ? Double(index) + 0.5 * (after - before) / curvature : Double(index)
    }

    /// Place and height of the maximum near `place`, by golden sections.
    func maximum(near place: Double, depth: Int) -> (place: Double, height: Double) {
        let ratio = 0.381966011250105
        // A parabola through the samples comes close, and leaves little to search.
        let centre = parabola(at: Int(place.rounded()))
        var (low, high) = (centre - 0.12, centre + 0.12)
        var (a, b) = (low + ratio * (high - low), high - ratio * (high - low))
        var (heightA, heightB) = (value(at: a, depth: depth), value(at: b, depth: depth))
        for _ in 0..<14 {
            if heightA > heightB {
                (high, b, heightB) = (b, a, heightA)
                a = low + ratio * (high - low)
                heightA = value(at: a, depth: depth)
            } else {
                (low, a, heightA) = (a, b, heightB)
                b = high - ratio * (high - low)
                heightB = value(at: b, depth: depth)
            }
        }
        let middle = (low + high) / 2
        return (middle, value(at: middle, depth: depth))
    }
}
