/// A 64-bit hash of text that is the same in every process, on every platform and in every release.
package enum StableHash {
    /// FNV-1a over UTF-8 (Fowler, Noll and Vo), then SplitMix64's finaliser: FNV alone leaves ids that differ in the last
    /// letter alike in their upper bits.
    package static func of(_ text: String) -> UInt64 {
        SplitMix64.mix(text.utf8.reduce(0xCBF2_9CE4_8422_2325) { ($0 ^ UInt64($1)) &* 0x100_0000_01B3 })
    }
}
