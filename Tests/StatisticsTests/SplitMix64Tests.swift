import Statistics
import Testing

@Suite struct SplitMix64Tests {
    /// Outputs of the authors' splitmix64.c (prng.di.unimi.it), compiled with gcc; seed 1234567 is also Rosetta Code's example.
    @Test(
        arguments: [
            (1_234_567, [6_457_827_717_110_365_317, 3_203_168_211_198_807_973, 9_817_491_932_198_370_423]),
            (0, [0xE220_A839_7B1D_CDAF, 0x6E78_9E6A_A1B9_65F4, 0x06C4_5D18_8009_454F]),
        ] as [(UInt64, [UInt64])])
    func givesThePublishedOutputs(seed: UInt64, expected: [UInt64]) {
        var generator = SplitMix64(state: seed)
        let words = expected.map { _ in generator.next() }
        #expect(words == expected)
    }
}
