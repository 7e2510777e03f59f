import Testing

@testable import Scoring

/// Expected numbers: the same formulas written independently in Python 3.11, in double precision; 1e-12 leaves room for the
/// last bits of exp and log.
@Suite struct CardCurveTests {
    @Test func logisticAgreesWithItsFormula() throws {
        let plain = UtilityCurve(.logistic(b1: 1, b2: 0, b3: 24.06, b4: 10.548523))
        #expect(abs(try #require(plain.utility(of: 30)) - 0.6371722933688103) < 1e-12)
        let spread = UtilityCurve(.logistic(b1: 1, b2: 0, b3: 1.224276, b4: 0.509915), after: .negativeLogOfRest)
        #expect(abs(try #require(spread.utility(of: 0.9)) - 0.3917814376174572) < 1e-12)
        let falling = UtilityCurve(.logistic(b1: 0, b2: 1, b3: 2.28, b4: 0.67), after: .ln)
        #expect(abs(try #require(falling.utility(of: 5)) - 0.7312234916126958) < 1e-12)
        let root = UtilityCurve(.logistic(b1: 0.9, b2: 0.1, b3: 1, b4: 0.25), after: .sqrt)
        #expect(abs(try #require(root.utility(of: 2)) - 0.7718522171026815) < 1e-12)
    }

    @Test func endsOfTransformsGiveTheEndsOfTheCurve() {
        let rising = UtilityCurve(.logistic(b1: 0.9, b2: 0.1, b3: 1, b4: 0.5), after: .negativeLogOfRest)
        #expect(rising.utility(of: 1) == 0.9)
        let overLogarithm = UtilityCurve(.logistic(b1: 0.9, b2: 0.1, b3: 1, b4: 0.5), after: .ln)
        #expect(overLogarithm.utility(of: 0) == 0.1)
        #expect(overLogarithm.utility(of: -5) == 0.1)
        #expect(UtilityCurve(.target(lo: 0, tl: 1, th: 2, hi: 3), after: .ln).utility(of: 0) == 0)
    }

    @Test func targetIsFullInsideEmptyOutsideAndStraightBetween() {
        let curve = UtilityCurve(.target(lo: -50, tl: -27, th: -12, hi: -3))
        #expect([-60, -50, -38.5, -27, -20, -12, -7.5, -3, 0].map { curve.utility(of: $0) } == [0, 0, 0.5, 1, 1, 1, 0.5, 0, 0])
    }

    @Test func targetWithAnEdgeInsteadOfASlopeDividesByNothing() {
        let curve = UtilityCurve(.target(lo: 0, tl: 0, th: 5, hi: 5))
        #expect([-1, 0, 5, 6].map { curve.utility(of: $0) } == [0, 1, 1, 0])
    }

    @Test(arguments: [
        (0.3, 0.11878050726391658), (0.9, 0.4391550017890706), (0.97, 0.6571428571428571), (0.995, 0.890625), (-1, 0), (2, 1),
    ])
    func monotoneCubicAgreesWithFritschAndCarlson(_ x: Double, _ expected: Double) {
        let curve = MonotoneCubic(x: [0, 0.5, 0.88, 0.95, 0.99, 1], y: [0, 0.2, 0.4, 0.6, 0.8, 1])
        #expect(abs(curve.value(at: x) - expected) < 1e-12)
    }

    @Test func monotoneCubicNeverOvershootsItsKnots() {
        let x: [Double] = [0, 1, 2, 3, 10]
        let y = [0, 0, 0.1, 0.9, 1]
        let curve = MonotoneCubic(x: x, y: y)
        let values = stride(from: -1.0, through: 11, by: 0.01).map(curve.value)
        #expect(values == values.sorted())
        #expect(values.min() == 0 && values.max() == 1)
        for (x, y) in zip(x, y) { #expect(abs(curve.value(at: x) - y) < 1e-15) }
    }

    @Test func valuesBeyondTheValidRangeKeepTheirWorthButDoubleTheDoubt() throws {
        let card = card(.logistic(b1: 1, b2: 0, b3: 5, b4: 1), valid: 0...10)
        let inside = try #require(card.appraise(Reading(metric: "m", version: 1, value: 10)))
        let outside = try #require(card.appraise(Reading(metric: "m", version: 1, value: 12)))
        #expect(!inside.isOutsideCalibration && inside.sigma == 7)
        #expect(outside.isOutsideCalibration && outside.sigma == 14)
        #expect(outside.utility > inside.utility)
    }

    @Test func anIdenticalPairIsWorthEverythingAndADescriptionNothing() {
        let identical = Reading(metric: "m", version: 1, value: nil, isIdentical: true)
        #expect(card(.logistic(b1: 1, b2: 0, b3: 5, b4: 1)).appraise(identical)?.utility == 1)
        #expect(card(.none).appraise(identical) == nil)
        #expect(card(.none).appraise(Reading(metric: "m", version: 1, value: 3)) == nil)
    }

    private func card(_ shape: UtilityCurve.Shape, valid: ClosedRange<Double>? = nil) -> MetricCard {
        MetricCard(
            id: "m", version: 1, unit: "", content: [], curve: UtilityCurve(shape), valid: valid, sigma: 7, provenance: .judgement,
            calibration: "", count: nil)
    }
}
