import Testing

@testable import Pipeline
@testable import Reports

@Suite struct ForecastTableTests {
    private func line(
        _ branch: String, group: String = "images", calls: Int = 48, cached: Int = 0, stored: Int = 0, isOpenEnded: Bool = false,
        price: String? = "$0.04 an image (vendor.com, 2026-11-01)", cost: Double? = 1.92, seconds: Double? = 120
    ) -> Forecast.Line {
        Forecast.Line(
            group: group, branch: branch, model: branch, provider: "http", cells: calls + cached + stored, isOpenEnded: isOpenEnded,
            stored: stored, cached: cached, calls: calls, price: price, costUSD: cost, seconds: seconds, workers: 4)
    }

    @Test func theTableReadsLikeThis() {
        let forecast = Forecast(
            lines: [
                line("aurora-xl"), line("northwind", price: nil, cost: nil, seconds: nil),
                line("sketchlite", calls: 36, cached: 12, price: "$0.003 an image", cost: 0.108, seconds: 60),
            ], maxCost: nil)
        #expect(
            ForecastTable(width: 100).text(forecast) == """
                branch      cases  cached  calls  cost each        total    time
                aurora-xl      48       0     48  $0.04 an image   $1.92    about 2 min 00 s at 4 at once
                northwind      48       0     48  unknown          unknown  unknown
                sketchlite     48      12     36  $0.003 an image  $0.108   about 1 min 00 s at 4 at once
                Total 132 calls, $2.03 plus one branch whose price is unknown (set 'price:' of the model in the
                pipeline, or --max-cost)
                """)
    }

    @Test func unknownIsNeverZero() {
        let text = ForecastTable(width: 100).text(Forecast(lines: [line("a", price: nil, cost: nil, seconds: nil)], maxCost: nil))
        #expect(!text.contains("$0") && text.contains("Total 48 calls, one branch whose price is unknown"))
    }

    @Test func aListShowsTheLeastThereIs() {
        let text = ForecastTable(width: 100).text(Forecast(lines: [line("a", isOpenEnded: true)], maxCost: nil))
        #expect(text.contains("48+") && text.contains("$1.92+") && text.contains("or more") && text.contains("Total at least 48 calls"))
    }

    @Test func whatIsDoneTakesNoTime() {
        let text = ForecastTable(width: 100).text(Forecast(lines: [line("a", calls: 0, stored: 48, cost: 0, seconds: 0)], maxCost: nil))
        #expect(text.contains("done") && text.contains("none") && text.hasSuffix("Total 0 calls, $0"))
    }

    @Test func aSumPastTheLimitIsSaid() {
        #expect(ForecastTable(width: 100).text(Forecast(lines: [line("a")], maxCost: 1)).contains("more than --max-cost $1.00"))
        #expect(!ForecastTable(width: 100).text(Forecast(lines: [line("a")], maxCost: 2)).contains("more than"))
    }

    @Test(arguments: [40, 60, 80]) func linesFitTheWindow(width: Int) {
        let lines = [line("aurora-xl"), line("speak", group: "speak"), line("northwind", price: nil, cost: nil, seconds: nil)]
        let text = ForecastTable(width: width).text(Forecast(lines: lines, maxCost: 1))
        for line in text.split(separator: "\n") { #expect(displayWidth(String(line)) <= width, "\(line)") }
        #expect(text.contains("images/aurora-xl") && text.contains("\nspeak "))
    }
}
