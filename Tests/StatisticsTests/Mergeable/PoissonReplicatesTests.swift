import Testing

@testable import Statistics

@Suite struct PoissonReplicatesTests {
    @Test func weightsHaveMeanAndVarianceOneAndNearlyThePoissonShares() {
        let weights = (0...255).map { Int(PoissonReplicates.weight(UInt8($0))) }
        #expect(weights.reduce(0, +) == 256)
        #expect(weights.reduce(0) { $0 + $1 * $1 } == 512)
        let shares = (0...5).map { weight in Double(weights.count { $0 == weight }) / 256 }
        for (share, poisson) in zip(shares, [0.3679, 0.3679, 0.1839, 0.0613, 0.0153, 0.0031]) { #expect(abs(share - poisson) < 0.0044) }
    }

    /// The first replicates of two cases, from a Python program of the rule.
    @Test func weightsNeverChange() {
        var replicates = PoissonReplicates(count: 20)
        replicates.add(3, key: 7)
        #expect(replicates.weights == [0, 2, 0, 0, 0, 1, 0, 1, 0, 3, 2, 1, 2, 4, 0, 0, 0, 0, 2, 0])
        #expect(replicates.sums == replicates.weights.map { 3 * UInt64($0) })
        var others = PoissonReplicates(count: 24)
        others.add(.max, key: StableHash.of("case-1"))
        #expect(others.weights == [1, 2, 0, 1, 2, 0, 1, 1, 1, 1, 0, 0, 2, 0, 0, 0, 0, 0, 1, 0, 2, 0, 5, 2])
        #expect(others.sums == others.weights.map { UInt64(UInt32.max) * UInt64($0) })
    }

    /// Two replicates of the same case, and the same replicate of two cases with neighbouring keys: 20,000 products of centred
    /// weights have a standard error of 0.007.
    @Test func weightsAreUncorrelated() {
        let drawn = (0..<20_001).map { key in
            var replicates = PoissonReplicates(count: 16)
            replicates.add(0, key: UInt64(key))
            return replicates.weights.map { Double($0) - 1 }
        }
        for replicate in 1..<16 {
            let across = (0..<20_000).reduce(0) { $0 + drawn[$1][0] * drawn[$1][replicate] } / 20_000
            let along = (0..<20_000).reduce(0) { $0 + drawn[$1][replicate] * drawn[$1 + 1][replicate] } / 20_000
            #expect(abs(across) < 0.03 && abs(along) < 0.03)
        }
    }
}
