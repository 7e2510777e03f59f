import Statistics
import Testing

@Suite struct SignificantDigitsTests {
    @Test(arguments: [
        (82.71449, 82.71), (0.0078125, 0.007813), (-3.14159, -3.142), (99.996, 100), (12345.6, 12350), (0, 0), (1e-30, 1e-30),
        (0.05000049, 0.05), (1, 1), (0.1 + 0.2, 0.3),
    ])
    func fourDigitsRemain(value: Double, expected: Double) {
        #expect(value.rounded(digits: 4) == expected)
        #expect((-value).rounded(digits: 4) == -expected)
    }

    @Test func extremesStayFinite() {
        #expect(Double.leastNonzeroMagnitude.rounded(digits: 4).isFinite)
        #expect(Double.greatestFiniteMagnitude.rounded(digits: 4).isFinite)
        #expect(Double.infinity.rounded(digits: 4) == .infinity)
    }
}
