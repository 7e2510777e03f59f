import Statistics
import Testing

@Suite struct PredictionPoweredTests {
    /// numpy 2.3.3 and scipy 1.17.1 on the formulas of arXiv:2301.09633 and 2311.01453.
    @Test func agreesWithTheFormulas() throws {
        let proxy = [0.6, 0.7, 0.4, 0.55, 0.8, 0.3, 0.65, 0.5, 0.45, 0.75]
        let votes: [Double?] = [1, 1, 0, 0.5, 1, 0, nil, nil, nil, nil]
        let estimate = try #require(PredictionPowered(proxy: proxy, votes: votes))
        #expect(abs(estimate.lambda - 2.049512987012987) < 1e-12)
        #expect(abs(estimate.combined.mean - 0.6072443181818182) < 1e-12)
        #expect(abs(estimate.combined.error - 0.13286609533923657) < 1e-12)
        #expect(abs(estimate.combined.interval[0] - 0.2657011469308539) < 1e-9)
        #expect(estimate.combined.error < estimate.votes.error)
    }

    @Test func aUselessProxyLeavesTheVotesAlone() throws {
        let estimate = try #require(PredictionPowered(proxy: [1, 1, 1, 1], votes: [1, 0, nil, 1]))
        #expect(estimate.lambda == 0)
        #expect(estimate.combined.mean == estimate.votes.mean)
        #expect(estimate.combined.error == estimate.votes.error)
    }

    @Test func fewerThanTwoVotesGiveNothing() {
        #expect(PredictionPowered(proxy: [1, 2], votes: [1, nil]) == nil)
        #expect(PredictionPowered(proxy: [], votes: []) == nil)
    }

    /// However biased the proxy, the combination stays near the truth of the votes.
    @Test func aBiasedProxyDoesNotBias() throws {
        var sum = 0.0
        for set in 0..<400 {
            var stream = RandomStream(seed: 9, purpose: .simulation, replicate: set)
            let truth = (0..<120).map { _ in stream.unit() < 0.6 ? 1.0 : 0.0 }
            let proxy = truth.map { 0.9 + 0.05 * $0 + 0.02 * stream.unit() }
            sum += try #require(PredictionPowered(proxy: proxy, votes: truth.enumerated().map { $0.offset < 30 ? $0.element : nil }))
                .combined.mean
        }
        // The standard error of the mean of 400 is below 0.003.
        #expect(abs(sum / 400 - 0.6) < 0.01)
    }
}
