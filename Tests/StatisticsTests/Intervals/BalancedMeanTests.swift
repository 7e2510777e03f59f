import Statistics
import Testing

@Suite struct BalancedMeanTests {
    private static let differences = [1.0, 2.5, 0.5, 3.0, 1.5, 2.0, -1.0, -2.0, -1.5, 0.2, -2.2, 4.0, 5.0, 3.0]
    private static let categories = ["a", "a", "a", "a", "a", "a", "b", "b", "b", "b", "b", "c", "c", "d"]

    /// numpy 2.3.3 and scipy 1.17.1 on the formulas of the doc comment; required 1e-9.
    @Test func agreesWithTheFormulas() throws {
        let balanced = try #require(BalancedMean(Self.differences, categories: Self.categories))
        #expect(balanced.parts.map(\.name) == ["a", "b", "other"])
        #expect(balanced.parts.map(\.count) == [6, 5, 3])
        #expect(abs(balanced.mean - 1.4833333333333334) < 1e-12)
        #expect(abs(balanced.error - 0.2714501523027482) < 1e-12)
        #expect(abs(balanced.degrees - 6.441636501156102) < 1e-9)
        #expect(abs(balanced.interval[0] - 0.8300027380259335) < 1e-9)
        #expect(abs((balanced.pValue ?? 1) - 0.001241220098680967) < 1e-9)
    }

    @Test func aCategoryThatSaysTheOppositeIsAReversal() throws {
        let turned = Self.differences.map { $0 == 0.2 ? -1.2 : $0 }
        let balanced = try #require(BalancedMean(turned, categories: Self.categories))
        #expect(balanced.parts.map(\.isReversal) == [false, true, false])
        #expect(!balanced.isCompositionSensitive)
    }

    @Test func anAccidentOfSizesIsSaid() throws {
        let many = [Double](repeating: 1, count: 30).enumerated().map { $1 + 0.01 * Double($0) }
        let few = [-3.0, -2.9, -3.1, -3.2, -2.8]
        let balanced = try #require(
            BalancedMean(
                many + few + [-2.0, -2.1, -1.9, -2.2, -2.0],
                categories: many.map { _ in "x" } + few.map { _ in "y" } + Array(repeating: "z", count: 5)))
        #expect(balanced.mean < 0)
        #expect(balanced.isCompositionSensitive)
    }

    @Test func aSingleRestJoinsTheSmallestCategory() throws {
        let balanced = try #require(
            BalancedMean(
                [1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 99], categories: Array(repeating: "a", count: 5) + Array(repeating: "b", count: 5) + ["c"]))
        #expect(balanced.parts.map(\.count) == [6, 5])
    }

    @Test func oneCategoryHasNoBalance() {
        #expect(BalancedMean([1, 2, 3, 4, 5], categories: Array(repeating: "a", count: 5)) == nil)
        #expect(BalancedMean([], categories: []) == nil)
    }
}
