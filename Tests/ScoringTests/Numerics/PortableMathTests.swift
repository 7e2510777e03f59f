import Foundation
import Testing

@testable import Scoring

@Suite struct PortableMathTests {
    /// Over the whole range, and closely about 1, where logarithms lose digits first.
    private let arguments: [Double] = {
        let wide: [Double] = (-300...300).map { (step: Int) -> Double in Foundation.pow(10, Double(step) / 1.37) }
        let nearOne: [Double] = (-200...200).map { (step: Int) -> Double in 1 + Double(step) / 1000 }
        return wide + nearOne
    }()

    /// Against the C library, whose own error is below one unit in the last place; ours adds two.
    @Test func logarithmsAgreeWithTheCLibrary() {
        for x in arguments {
            #expect(abs(PortableMath.log(x) - Foundation.log(x)) <= 3 * Foundation.log(x).ulp, "ln \(x)")
            #expect(abs(PortableMath.log2(x) - Foundation.log2(x)) <= 3 * Foundation.log2(x).ulp, "log2 \(x)")
            #expect(abs(PortableMath.log10(x) - Foundation.log10(x)) <= 3 * Foundation.log10(x).ulp, "log10 \(x)")
        }
    }

    @Test func exponentialAgreesWithTheCLibrary() {
        for step in -700...700 {
            let x = Double(step) * 1.01
            guard x < 709 else { continue }
            #expect(abs(PortableMath.exp(x) - Foundation.exp(x)) <= 3 * Foundation.exp(x).ulp, "e^\(x)")
        }
    }

    @Test func exactCasesAreExact() {
        #expect(PortableMath.log(1) == 0 && PortableMath.exp(0) == 1 && PortableMath.pow(1, 0.3) == 1 && PortableMath.pow(0, 0.3) == 0)
        for exponent in -1074...1023 {
            #expect(PortableMath.log2(Double(sign: .plus, exponent: exponent, significand: 1)) == Double(exponent))
        }
    }

    @Test func endsOfTheRangeAreDefined() {
        #expect(PortableMath.log(0) == -.infinity && PortableMath.log(-1).isNaN && PortableMath.log(.infinity) == .infinity)
        #expect(PortableMath.log(.nan).isNaN && PortableMath.exp(.nan).isNaN)
        #expect(PortableMath.exp(-800) == 0 && PortableMath.exp(-.infinity) == 0 && PortableMath.exp(710) == .infinity)
        #expect(PortableMath.exp(.infinity) == .infinity && PortableMath.exp(709.7).isFinite)
    }
}
