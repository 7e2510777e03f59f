import Statistics
import Testing

@Suite struct StableHashTests {
    /// From a Python program; before the finaliser these are the published FNV-1a hashes (0xaf63dc4c8601ec8c of "a").
    @Test(
        arguments: [
            ("", 17_665_956_581_633_026_203), ("a", 198_367_012_849_983_736), ("case-1", 412_189_347_661_916_183),
            ("größe", 13_731_609_136_773_574_632),
        ] as [(String, UInt64)])
    func neverChanges(text: String, expected: UInt64) { #expect(StableHash.of(text) == expected) }
}
