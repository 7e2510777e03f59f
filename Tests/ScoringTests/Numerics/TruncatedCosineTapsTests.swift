import Foundation
import Testing

@testable import Scoring

@Suite struct TruncatedCosineTapsTests {
    /// The recursion of the paper in double precision, with the amplitudes that libjxl's `CreateRecursiveGaussian(1.5)` arrives at,
    /// fed with one 1.
    @Test func areTheImpulseResponseOfTheRecursion() {
        let radius = 5, amplitudes = [0.178_939_14, 0.072_726_14, 0.012_955_82]
        var response = [Double](repeating: 0, count: 2 * radius + 1)
        for (amplitude, order) in zip(amplitudes, [1.0, 3, 5]) {
            let frequency = order * .pi / Double(2 * radius)
            let gain = -amplitude * cos(frequency * Double(radius + 1)), feedback = 2 * cos(frequency)
            var last = 0.0, beforeLast = 0.0
            for n in -radius...radius {
                let input = (n - radius - 1 == 0 ? 1.0 : 0) + (n + radius - 1 == 0 ? 1 : 0)
                let output = gain * input + feedback * last - beforeLast
                response[n + radius] += output
                (beforeLast, last) = (last, output)
            }
        }
        let taps = truncatedCosineTaps(sigma: 1.5)
        #expect(taps.count == radius)
        for n in 0..<radius {
            #expect(abs(Double(taps[n]) - response[radius + n]) < 1e-7)
            #expect(abs(Double(taps[n]) - response[radius - n]) < 1e-7)
        }
        #expect(abs(response[0]) < 1e-7 && abs(response[2 * radius]) < 1e-7)
    }

    @Test(arguments: [0.8, 1.5, 3, 7.1])
    func sumToOneAndHaveTheVarianceOfTheGaussian(sigma: Double) {
        let taps = truncatedCosineTaps(sigma: sigma).map(Double.init)
        #expect(abs(taps[0] + 2 * taps.dropFirst().reduce(0, +) - 1) < 1e-8)
        let variance = taps.indices.reduce(0.0) { $0 + 2 * Double($1 * $1) * taps[$1] }
        // Float taps far out weigh their rounding with the square of the distance.
        #expect(abs(variance - sigma * sigma) < 1e-5 * sigma * sigma)
    }
}
