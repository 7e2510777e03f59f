import Testing

@testable import Scoring

/// The cards that ship, against the metrics that ship.
@Suite struct CardDataTests {
    let data: ScoringData

    init() throws { data = try ScoringData.load() }

    @Test(arguments: MetricCatalog.descriptions)
    func everyMetricHasACardOfItsVersionAndUnit(_ metric: MetricDescription) throws {
        let card = try #require(data.cards[metric.name], "scoring/cards/\(metric.name).yaml is missing")
        #expect(String(card.version) == metric.version && card.unit == metric.unit)
        #expect(!card.calibration.isEmpty)
    }

    @Test func thereIsNoCardWithoutAMetric() {
        #expect(Set(data.cards.keys) == Set((MetricCatalog.descriptions + ScorerSlots.descriptions).map(\.name)))
    }

    @Test(arguments: MetricCatalog.descriptions.filter { $0.better != .neutral })
    func aWorseValueIsNeverWorthMore(_ metric: MetricDescription) throws {
        let card = try #require(data.cards[metric.name])
        guard card.curve.shape != .none else { return }
        let valid = card.valid ?? 0...1
        let margin = (valid.upperBound - valid.lowerBound) / 2
        let steps = stride(from: valid.lowerBound - margin, through: valid.upperBound + margin, by: margin / 500)
        let worths = try steps.map { try #require(card.curve.utility(of: $0)) }
        #expect(worths == (metric.better == .higher ? worths.sorted() : worths.sorted(by: >)))
        #expect(worths.allSatisfy { (0...1).contains($0) })
        let inside = try [valid.lowerBound, valid.upperBound].map { try #require(card.curve.utility(of: $0)) }
        #expect(abs(inside[1] - inside[0]) > 0.3, "the curve says next to nothing over its own range")
    }
}
