import Testing

@testable import Scoring

@Suite struct KWeightingTests {
    @Test func designForOtherRatesGivesTheStandardsNumbersAt48Kilohertz() {
        let standard = KWeighting(sampleRate: 48_000)
        let pairs = [
            (KWeighting.shelf(sampleRate: 48_000), standard.shelf), (KWeighting.highPass(sampleRate: 48_000), standard.highPass),
        ]
        for (designed, printed) in pairs {
            for coefficient in [\Biquad.b0, \.b1, \.b2, \.a1, \.a2] {
                // The Recommendation prints 14 decimals of a design that was itself rounded.
                #expect(abs(designed[keyPath: coefficient] - printed[keyPath: coefficient]) < 1e-11)
            }
        }
    }

    @Test func aFilterThatHasFallenSilentStaysAtZero() {
        var filter = KWeighting(sampleRate: 48_000)
        let impulse: [Float] = [1], silence = [Float](repeating: 0, count: 48_000)
        _ = filter.energy(impulse, impulse, count: 1)
        for _ in 0..<5 { _ = filter.energy(silence, silence, count: silence.count) }
        #expect(filter.energy(silence, silence, count: silence.count) == .zero)
    }
}
