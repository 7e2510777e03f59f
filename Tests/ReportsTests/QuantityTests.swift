import Testing

@testable import Reports

@Suite struct QuantityTests {
    @Test(arguments: [(3.72, "+3.7"), (-2.31, "\u{2212}2.3"), (0.04, "0.0"), (-0.04, "0.0"), (0, "0.0")])
    func differencesCarryTheirSign(value: Double, text: String) { #expect(Quantity.signed(value) == text) }

    @Test(
        arguments: [(nil, "unknown"), (0, "$0"), (0.003, "$0.003"), (0.0125, "$0.013"), (0.04, "$0.040"), (3.2, "$3.20")]
            as [(Double?, String)])
    func moneyIsNeverZeroWhenUnknown(value: Double?, text: String) { #expect(Quantity.money(value) == text) }

    @Test(arguments: [
        (0.0042, "4.2 ms"), (0.042, "42 ms"), (0.9, "0.90 s"), (6.84, "6.8 s"), (59.97, "1 min 00 s"), (847.2, "14 min 07 s"),
        (7500, "2 h 05 min"),
    ])
    func durationsReadAsTheyAreSaid(seconds: Double, text: String) { #expect(Quantity.duration(seconds) == text) }

    @Test(arguments: [(0.93, "93%"), (0.074, "7.4%"), (0.1, "10%"), (0, "0%"), (1, "100%"), (0.02, "2%")])
    func sharesArePercentages(share: Double, text: String) { #expect(Quantity.percent(share) == text) }

    @Test func aRowOfReadingsHasOneNumberOfDecimals() {
        #expect(Quantity.decimals(for: [4.1, 5, 3.25]) == 2)
        #expect(Quantity.decimals(for: [920, 184]) == 0)
        #expect(Quantity.decimals(for: [0.0004, 0.2]) == 3)
        #expect(Quantity.decimals(for: []) == 0)
    }
}
