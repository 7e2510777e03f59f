import Foundation
import Media
import TestSupport
import Testing

@testable import Scoring

@Suite struct FourierTransformTests {
    @Test(arguments: [4, 8, 16, 32, 64, 128, 256, 512, 1024, 2048])
    func agreesWithTheDefinition(length: Int) {
        let frame = TestSignal.noise(seconds: Double(length), rate: 1, seed: UInt64(length)).samples.map(Double.init)
        let transform = FourierTransform(length: length)
        let spectrum = transform.spectrum(of: frame)
        var worst = 0.0
        for k in 0...length / 2 {
            var (real, imaginary) = (0.0, 0.0)
            for n in 0..<length {
                let (cosine, sine) = PortableMath.cosineAndSine(turns: -Double(k * n % length) / Double(length))
                real += frame[n] * cosine
                imaginary += frame[n] * sine
            }
            worst = max(worst, hypot(spectrum.real[k] - real, spectrum.imaginary[k] - imaginary))
        }
        // The error of the plain sum itself grows with the length.
        #expect(worst < 1e-15 * Double(length) * 4)
    }

    @Test func powersAreThoseOfTheWindowedSpectrum() {
        let frame = TestSignal.noise(seconds: 256, rate: 1).samples
        let window = (0..<256).map { Double($0) / 256 }
        let transform = FourierTransform(length: 256)
        var powers = [Double](repeating: 0, count: transform.bins)
        transform.powers(of: frame, window: window, into: &powers)
        let spectrum = transform.spectrum(of: zip(frame, window).map { Double($0) * $1 })
        for k in powers.indices {
            let expected = spectrum.real[k] * spectrum.real[k] + spectrum.imaginary[k] * spectrum.imaginary[k]
            #expect(abs(powers[k] - expected) <= 1e-13 * max(1, expected))
        }
    }

    @Test func turnsAreAsExactAsTheCLibrary() {
        for step in -2000...2000 {
            let turns = Double(step) / 777
            let (cosine, sine) = PortableMath.cosineAndSine(turns: turns)
            // The library's argument is rounded, by up to 2e-15 at 16 radians.
            #expect(abs(cosine - cos(2 * .pi * turns)) < 4e-15 && abs(sine - sin(2 * .pi * turns)) < 4e-15)
        }
        #expect(PortableMath.cosineAndSine(turns: 0.25) == (0, 1))
        #expect(PortableMath.cosineAndSine(turns: -7.5) == (-1, 0))
    }
}
