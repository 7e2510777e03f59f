import Testing

@testable import Pipeline

@Suite struct UnitPriceTests {
    private static let facts = BilledFacts(characters: 1500, pixels: 2_000_000, seconds: 90)

    @Test(
        arguments: [
            (.output, 0.04), (.image, 0.04), (.megapixel, 0.08), (.thousandCharacters, 0.06), (.second, 3.6), (.minute, 0.06),
        ] as [(UnitPrice.Unit, Double)])
    func theCostIsThePriceTimesWhatWasReturned(unit: UnitPrice.Unit, cost: Double) throws {
        let found = try #require(UnitPrice(amount: 0.04, unit: unit).cost(of: Self.facts))
        #expect(abs(found - cost) < 1e-12)
    }

    @Test(arguments: [UnitPrice.Unit.megapixel, .second, .minute])
    func whatCannotBeToldIsUnknownAndNeverZero(unit: UnitPrice.Unit) {
        #expect(UnitPrice(amount: 0.04, unit: unit).cost(of: BilledFacts(characters: 3)) == nil)
    }

    @Test(arguments: UnitPrice.Unit.allCases)
    func whatIsFreeIsZeroWhateverIsKnown(unit: UnitPrice.Unit) {
        let free = UnitPrice(amount: 0, unit: unit)
        #expect(free.cost(of: BilledFacts(characters: 3)) == 0 && free.estimate(characters: 3, pixels: nil) == 0)
    }

    @Test func anEstimateIsGivenOnlyWhereItIsCertain() {
        #expect(UnitPrice(amount: 2).estimate(characters: 9, pixels: nil) == 2)
        #expect(UnitPrice(amount: 2, unit: .image).estimate(characters: 9, pixels: nil) == 2)
        #expect(UnitPrice(amount: 2, unit: .thousandCharacters).estimate(characters: 500, pixels: nil) == 1)
        #expect(UnitPrice(amount: 2, unit: .megapixel).estimate(characters: 9, pixels: nil) == nil)
        #expect(UnitPrice(amount: 2, unit: .megapixel).estimate(characters: 9, pixels: 500_000) == 1)
        #expect(UnitPrice(amount: 2, unit: .second).estimate(characters: 9, pixels: 1) == nil)
        #expect(UnitPrice(amount: 2, unit: .minute).estimate(characters: 9, pixels: 1) == nil)
    }

    @Test func aPriceSaysWhoSaysSo() {
        let price = UnitPrice(amount: 0.04, unit: .image, source: "https://www.vendor.com/pricing?x=1", date: "2026-11-01")
        #expect(price.words == "$0.04 an image (vendor.com, 2026-11-01)")
        #expect(UnitPrice(amount: 0.04, source: "contract 7").words == "$0.04 an output (contract 7)")
        #expect(UnitPrice.free.words == "free")
    }

    @Test(arguments: [(12, "$12.00"), (0.5, "$0.50"), (0.0025, "$0.0025"), (0.000015, "$0.000015"), (0.1 + 0.2, "$0.30")])
    func centsAreAlwaysShownAndNothingSmallIsLost(amount: Double, words: String) {
        #expect(UnitPrice(amount: amount, unit: .second).words == "\(words) a second")
    }

    @Test func everyUnitReadsAsASentence() {
        #expect(
            UnitPrice.Unit.allCases.map(\.words) == [
                "an output", "an image", "a megapixel", "per 1,000 characters", "a second", "a minute", "per million tokens",
            ])
    }
}
