import Glibc
import Statistics
import Testing

/// Simulations: does the 95 % interval contain the truth as often as it says, and do the tests err as seldom?
@Suite struct CoverageTests {
    struct Population: Sendable, CustomTestStringConvertible {
        let testDescription: String
        let mean: Double
        let draw: @Sendable (inout RandomStream) -> Double
        /// Least coverage by number of cases.
        let least: [(cases: Int, coverage: Double)]
    }

    static let populations = [
        Population(
            testDescription: "normal", mean: 2, draw: { 2 + 10 * normal(&$0) },
            least: [(10, 0.935), (20, 0.935), (30, 0.935), (50, 0.935)]),
        Population(
            testDescription: "exponential", mean: 2, draw: { -10 * log(1 - $0.unit()) - 8 },
            least: [(10, 0.915), (20, 0.93), (30, 0.935), (50, 0.935)]),
        Population(
            testDescription: "Student t with 3 degrees", mean: 2,
            draw: { stream in
                let squares = (0..<3).reduce(0.0) { sum, _ in sum + pow(normal(&stream), 2) }
                return 2 + 5 * normal(&stream) / (squares / 3).squareRoot()
            }, least: [(10, 0.94), (20, 0.94), (30, 0.935), (50, 0.935)]),
        Population(
            testDescription: "lognormal", mean: exp(0.5), draw: { exp(normal(&$0)) },
            least: [(10, 0.85), (20, 0.88), (30, 0.90), (50, 0.91)]),
        Population(
            testDescription: "one in ten fails", mean: -1.8, draw: { $0.unit() < 0.1 ? -45 + 5 * normal(&$0) : 3 + 3 * normal(&$0) },
            least: [(30, 0.935), (50, 0.935)]),
    ]

    /// 2,000 data sets, 999 resamples; groups of 100 data sets share their weights, so that the weights average out too.
    @Test(arguments: populations) func theIntervalCoversTheMean(_ population: Population) {
        for (cases, least) in population.least {
            var hits = 0
            for group in 0..<20 {
                let series = (0..<100).map { index in
                    var stream = RandomStream(seed: UInt64(group), stream: 100 + UInt64(cases), replicate: UInt64(index))
                    return (0..<cases).map { _ in population.draw(&stream) }
                }
                hits += MeanInterval.each(of: series, resamples: 999, seed: UInt64(group)).count { interval in
                    guard let limits = interval.limits(level: 0.95) else { return false }
                    return limits[0] <= population.mean && population.mean <= limits[1]
                }
            }
            let coverage = Double(hits) / 2_000
            #expect(coverage >= least && coverage <= 0.985, "\(cases) cases: \(coverage)")
        }
    }

    /// 800 runs of 4 equal branches on 12 cases, case effect N(0, 12) and noise N(0, 8): the nominal 0.05 with its standard
    /// error of 0.008 stays below 0.065.
    @Test func fourEqualBranchesAreSeldomToldApart() {
        var wrong = 0
        for run in 0..<800 {
            var stream = RandomStream(seed: 0, stream: 200, replicate: UInt64(run))
            let cases = (0..<12).map { _ in 12 * normal(&stream) }
            let branches = (0..<4).map { _ in cases.map { $0 + 8 * normal(&stream) } }
            var pValues: [Double] = []
            for a in 0..<4 {
                for b in a + 1..<4 { pValues.append(SignFlipTest(zip(branches[a], branches[b]).map { $0 - $1 }).pValue) }
            }
            if Holm.adjusted(pValues).contains(where: { $0 <= 0.05 }) { wrong += 1 }
        }
        #expect(Double(wrong) / 800 <= 0.065)
    }
}

/// Box and Muller's transform.
func normal(_ stream: inout RandomStream) -> Double {
    let radius = (-2 * log(1 - stream.unit())).squareRoot()
    return radius * cos(2 * .pi * stream.unit())
}
