import Foundation
import Media
import Testing

struct RateConverterTests {
    /// The whole conversion, fed in uneven stretches, as a composite feeds it.
    private func converted(_ samples: [Float], from: Int, to: Int, channels: Int = 1) -> [Float] {
        let converter = RateConverter(from: from, to: to, channels: channels)
        var result: [Float] = []
        var place = 0
        for step in stride(from: 1, through: .max, by: 777) {
            guard place < samples.count else { break }
            let end = min(samples.count, place + step * channels)
            result += converter.convert(Array(samples[place..<end]))
            place = end
        }
        result += converter.convert(nil)
        return Array(result.prefix(RateConverter.length(of: samples.count / channels, from: from, to: to) * channels))
    }

    private func tone(_ hertz: Double, _ rate: Int, _ frames: Int) -> [Double] {
        (0..<frames).map { 0.5 * sin(2 * .pi * hertz * Double($0) / Double(rate)) }
    }

    /// Level in dB of full scale of one frequency, by a sum under a Blackman–Harris window (−92 dB side lobes, −140 dB far away).
    private func level(_ samples: ArraySlice<Float>, at hertz: Double, rate: Int) -> Double {
        let values = samples.map(Double.init)
        var (real, imaginary, total) = (0.0, 0.0, 0.0)
        for (i, value) in values.enumerated() {
            let phase = 2 * .pi * Double(i) / Double(values.count)
            let window = 0.35875 - 0.48829 * cos(phase) + 0.14128 * cos(2 * phase) - 0.01168 * cos(3 * phase)
            real += window * value * cos(2 * .pi * hertz * Double(i) / Double(rate))
            imaginary += window * value * sin(2 * .pi * hertz * Double(i) / Double(rate))
            total += window
        }
        return 20 * log10(2 * hypot(real, imaginary) / total + 1e-12)
    }

    @Test(arguments: [(16_000, 48_000), (22_050, 48_000), (44_100, 48_000), (24_000, 44_100), (48_000, 16_000), (44_099, 48_000)])
    func aToneComesThroughUnchanged(_ from: Int, _ to: Int) {
        let frames = from / 2
        let result = converted(tone(1_000, from, frames).map(Float.init), from: from, to: to)
        #expect(result.count == Int((Double(frames) * Double(to) / Double(from)).rounded()))
        let expected = tone(1_000, to, result.count)
        let error = (to / 20..<result.count - to / 20).map { abs(Double(result[$0]) - expected[$0]) }.max() ?? 1
        #expect(20 * log10(error / 0.5) < -90)
    }

    @Test func imagesLieBelowTheStopBand() {
        let samples = tone(7_000, 16_000, 16_000).map(Float.init)
        let result = converted(samples, from: 16_000, to: 48_000)
        let middle = result[8_000..<40_000]
        #expect(abs(level(middle, at: 7_000, rate: 48_000) - 20 * log10(0.5)) < 0.001)
        // −120 dB below the tone of −6 dB; the images of 7 kHz at 16 kHz are 9 and 23 kHz.
        #expect(level(middle, at: 9_000, rate: 48_000) < -126)
        #expect(level(middle, at: 23_000, rate: 48_000) < -126)
    }

    @Test func theFilterIsSymmetric() {
        var samples = [Float](repeating: 0, count: 401)
        samples[200] = 1
        let result = converted(samples, from: 16_000, to: 48_000)
        for offset in 1...590 { #expect(abs(result[600 + offset] - result[600 - offset]) < 1e-7) }
    }

    @Test func aConstantStaysItself() {
        let result = converted([Float](repeating: 0.25, count: 4_000), from: 44_100, to: 48_000)
        #expect(result[400..<3_900].allSatisfy { abs($0 - 0.25) < 1e-6 })
    }

    @Test func channelsStayApart() {
        let left = tone(500, 16_000, 2_000).map(Float.init)
        let both = converted(left.flatMap { [$0, 0] }, from: 16_000, to: 24_000, channels: 2)
        #expect(stride(from: 1, to: both.count, by: 2).allSatisfy { both[$0] == 0 })
        #expect(stride(from: 0, to: both.count, by: 2).map { both[$0] } == converted(left, from: 16_000, to: 24_000))
    }
}
