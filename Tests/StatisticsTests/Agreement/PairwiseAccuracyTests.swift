import Testing

@testable import Statistics

@Suite struct PairwiseAccuracyTests {
    private func pairs(_ values: [(Int, Double)]) -> [PairwiseAccuracy.Pair] {
        values.enumerated().map { PairwiseAccuracy.Pair(caseIndex: $0 / 2, human: $1.0, metric: $1.1) }
    }

    /// Every candidate tried one by one is the definition.
    @Test(arguments: 0..<50) func theThresholdIsTheBestCandidate(seed: Int) throws {
        var stream = RandomStream(seed: UInt64(seed), purpose: .simulation, replicate: 3)
        let all = pairs((0..<30).map { _ in (Int(stream.below(3)) - 1, (8 * stream.unit() - 4).rounded() / 2) })
        let accuracy = try #require(PairwiseAccuracy(all))
        let candidates = ([0] + all.map { abs($0.metric) }).sorted()
        let best = candidates.map { PairwiseAccuracy.accuracy(all, threshold: $0) }.max() ?? 0
        #expect(accuracy.accuracy == best)
        #expect(accuracy.threshold == candidates.first { PairwiseAccuracy.accuracy(all, threshold: $0) == best })
    }

    @Test func withoutHumanTiesTheSignDecides() throws {
        let accuracy = try #require(PairwiseAccuracy(pairs([(1, 2), (1, 3), (-1, -1), (-1, 4)])))
        #expect(accuracy.threshold == 0 && accuracy.accuracy == 0.75)
    }

    @Test func smallGapsBecomeTies() throws {
        let accuracy = try #require(PairwiseAccuracy(pairs([(0, 0.1), (0, -0.3), (1, 2), (-1, -4)])))
        #expect(accuracy.threshold == 0.3 && accuracy.accuracy == 1)
        #expect(accuracy.interval == [1, 1])
        #expect(PairwiseAccuracy([]) == nil)
    }

    /// statsmodels 0.15.0: WLS of one constant with cov_type="cluster" gives this variance up to C/(C−1).
    @Test func pairsOfACaseCountTogether() throws {
        let alone = try #require(ClusteredShare((0..<40).map { ($0, $0 % 4 == 0 ? 0 : 1) }))
        let doubled = try #require(ClusteredShare((0..<80).map { ($0 / 2, $0 / 2 % 4 == 0 ? 0 : 1) }))
        #expect(abs(alone.error - doubled.error) < 1e-12)
        #expect(abs(alone.error - (0.75 * 0.25 / 39).squareRoot()) < 1e-12)
        #expect(ClusteredShare([(1, 1), (1, 0)]) == nil)
    }
}

@Suite struct VoterAgreementTests {
    @Test func theOddOneOutIsDoubted() throws {
        // Four voters agree on every pair of 40 cases, the fifth tosses a coin.
        let text = (0..<40).flatMap { index in (0..<5).map { "\(index)AB\($0 < 4 ? "l" : index % 2 == 0 ? "l" : "r")\($0)" } }
        let agreement = VoterAgreement(VoteTable(votes(text.joined(separator: " "))))
        #expect(agreement.voters.map(\.isDoubtful) == [false, false, false, false, true])
        #expect(agreement.voters[4].agreement == 0.5)
        #expect(abs(try #require(agreement.ceiling) - 0.9) < 1e-12)
        #expect(try #require(agreement.alpha) < 1)
    }

    @Test func repeatsShowConsistency() {
        let agreement = VoterAgreement(VoteTable(votes("0ABl1 0BAr1 1ABl1 1BAl1")))
        #expect(agreement.voters[0].consistency == 0.5)
        #expect(agreement.ceiling == nil)
    }

    @Test func withoutNamesNothingIsKnown() {
        let agreement = VoterAgreement(VoteTable(votes("0ABl 1ABr")))
        #expect(agreement.voters.isEmpty && agreement.ceiling == nil && agreement.alpha == nil)
    }
}
