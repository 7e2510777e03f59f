import Foundation
import Testing

@testable import Media

@Suite struct ResamplingTests {
    /// A tone of 3 kHz at 8 kHz keeps its shape at 16 kHz, and its mirror at 5 kHz stays 110 dB below: quality HQ, not the LQ that a
    /// conversion at one go takes by itself.
    @Test func theMirrorIsGone() {
        let tone = (0..<16_000).map { Float(0.5 * sin(2 * .pi * 3000 * Double($0) / 8000)) }
        let found = resampled(tone, from: 8000, to: 16_000)
        #expect(found.count == 32_000)
        func level(_ frequency: Double) -> Double {
            var (real, imaginary) = (0.0, 0.0)
            for index in 8000..<24_000 {
                let window = 0.5 - 0.5 * cos(2 * .pi * Double(index - 8000) / 16_000)
                real += window * Double(found[index]) * cos(2 * .pi * frequency * Double(index) / 16_000)
                imaginary += window * Double(found[index]) * sin(2 * .pi * frequency * Double(index) / 16_000)
            }
            return 10 * log10(real * real + imaginary * imaginary)
        }
        #expect(level(3000) - level(5000) > 110)
    }

    @Test func equalRatesAndEmptySoundsStayAsTheyAre() {
        #expect(resampled([0.1, 0.2], from: 44_100, to: 44_100) == [0.1, 0.2])
        #expect(resampled([], from: 8000, to: 16_000).isEmpty)
        #expect(resampled([1, 1, 1], from: 3, to: 2).count == 2)
    }
}
