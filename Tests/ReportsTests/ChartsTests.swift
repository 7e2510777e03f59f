import Foundation
import Pipeline
import Testing

@testable import Reports

@Suite struct ChartsTests {
    private let tag = BranchTag(BranchRecord(id: "aurora<xl>", label: "A", provider: "http", model: "m", params: [:]), at: 0)

    @Test func drawingsEscapeWhatTheyAreTold() {
        let svg = IntervalChart(difference: 3, interval: [1, 5], minEffect: 2, tag: tag, label: "\"><script>").svg
        #expect(!svg.contains("<script") && svg.contains("aria-label=\"&quot;&gt;&lt;script&gt;\""))
    }

    @Test func theGreyBandSpansTheSmallestDifferenceEachWay() throws {
        let svg = IntervalChart(difference: 0, interval: [-4, 4], minEffect: 2, tag: tag, label: "").svg
        let band = try #require(svg.firstMatch(of: /class="rope" x="([0-9.]+)" y="8" width="([0-9.]+)"/))
        // Axis: −4.96…4.96 over 428 px, so ±2 is 4/9.92 of it; coordinates are rounded to 0.1 px.
        let left = try #require(Double(band.1))
        let width = try #require(Double(band.2))
        #expect(abs(width - 428 * 4 / 9.92) <= 0.1)
        #expect(abs(left + width / 2 - 230) <= 0.1)
    }

    @Test(arguments: [
        (0.0, 10.0, [0.0, 2, 4, 6, 8, 10]), (-3, 5, [-2.0, 0, 2, 4]), (0.1, 0.16, [0.1, 0.11, 0.12, 0.13, 0.14, 0.15, 0.16]),
    ])
    func ticksAreRound(low: Double, high: Double, values: [Double]) {
        let ticks = Ticks(low, high, most: 6)
        #expect(ticks.values.map { Quantity.fixed($0, 3) } == values.map { Quantity.fixed($0, 3) })
    }

    @Test func barsTurnIntoAHistogramPastTwoHundredCases() {
        let bars = (0..<300).map { BarStrip.Bar(name: "c\($0)", href: "c\($0)", gap: Double(150 - $0) / 10) }
        #expect(BarStrip(bars: bars, leader: tag, rival: tag).isHistogram)
        let few = BarStrip(bars: Array(bars.prefix(200)), leader: tag, rival: tag)
        #expect(few.svg("x").components(separatedBy: "<a href=").count == 201)
    }

    @Test func oddNumbersDoNotBreakADrawing() {
        for interval in [nil, [0.0, 0], [Double.nan, 1], [1]] as [[Double]?] {
            #expect(!IntervalChart(difference: 0, interval: interval, minEffect: 0, tag: tag, label: "").svg.contains("nan"))
        }
        let scatter = Scatter(points: [Scatter.Point(tag: tag, cost: 1, quality: 50, interval: nil)], axisTitle: "t", format: { "\($0)" })
        #expect(scatter.svg("one").contains("<circle"))
    }
}
