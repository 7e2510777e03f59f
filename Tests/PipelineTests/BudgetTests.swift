import Testing

@testable import Pipeline

@Conductor @Suite struct BudgetTests {
    @Test func aCallBeginsOnlyWhenItsPriceStillFits() {
        let budget = Budget(limit: 0.30, spent: 0)
        // In binary, 0.1 + 0.1 + 0.1 is more than 0.3.
        #expect((0..<4).map { _ in budget.reserve(0.1, key: "m") } == [true, true, true, false])
        #expect(budget.hasRefused && budget.spent == 0)
    }

    @Test func earlierSittingsCount() {
        let budget = Budget(limit: 1, spent: 0.95)
        #expect(!budget.reserve(0.1, key: "m") && budget.reserve(0.05, key: "m"))
    }

    @Test func whatACallDidNotCostIsFreeAgain() {
        let budget = Budget(limit: 1, spent: 0)
        #expect(budget.reserve(0.9, key: "m") && !budget.reserve(0.9, key: "m"))
        budget.settle(reserved: 0.9, key: "m", actual: 0)
        #expect(budget.spent == 0 && budget.reserve(0.9, key: "m"))
        budget.settle(reserved: 0.9, key: "m", actual: 1)
        #expect(budget.spent == 1 && budget.isExhausted && budget.reserved == 0)
    }

    @Test func anUnknownPriceCountsAsTheDearestSoFarOfTheSameModel() {
        let budget = Budget(limit: 1, spent: 0)
        for actual in [0.1, 0.4, 0.2] {
            #expect(budget.reserve(nil, key: "m"))
            budget.settle(reserved: nil, key: "m", actual: actual)
        }
        #expect(abs(budget.spent - 0.7) < 1e-12)
        #expect(!budget.reserve(nil, key: "m"), "0.7 + 0.4 passes 1")
        #expect(budget.reserve(nil, key: "other"), "nothing is known of it")
    }

    @Test func guessesOfCallsUnderWayAreSetFreeWhateverEndsFirst() {
        let budget = Budget(limit: 10, spent: 0)
        #expect(budget.reserve(nil, key: "m"))
        #expect(budget.reserve(nil, key: "m"))
        budget.settle(reserved: nil, key: "m", actual: 2)
        #expect(budget.reserve(nil, key: "m") && budget.reserved == 2)
        budget.settle(reserved: nil, key: "m", actual: 1)
        budget.settle(reserved: nil, key: "m", actual: 1)
        #expect(budget.reserved == 0 && budget.spent == 4)
    }

    @Test func aCostThatStaysUnknownStaysSetAside() {
        let budget = Budget(limit: 1, spent: 0)
        #expect(budget.reserve(0.6, key: "m"))
        budget.settle(reserved: 0.6, key: "m", actual: nil)
        #expect(budget.spent == 0 && budget.assumed == 0.6 && budget.unknownCalls == 1)
        #expect(!budget.reserve(0.6, key: "m"))
    }

    @Test func onceExhaustedOnlyWhatIsFreeBegins() {
        let budget = Budget(limit: 1, spent: 1.2)
        #expect(budget.isExhausted)
        #expect(!budget.reserve(nil, key: "m") && !budget.reserve(0.01, key: "m"))
        #expect(budget.reserve(0, key: "local"))
    }

    @Test func aLimitOfNothingStillLetsFreeCallsBegin() {
        let budget = Budget(limit: 0, spent: 0)
        #expect(budget.reserve(0, key: "local") && !budget.reserve(nil, key: "m") && !budget.reserve(0.001, key: "m"))
    }

    @Test func withoutALimitEverythingBegins() {
        let budget = Budget(limit: nil, spent: 1e6)
        #expect(budget.reserve(1e6, key: "m") && budget.reserve(nil, key: "m") && !budget.isExhausted)
    }
}
