/// 64 bits that hardly change when a picture is scaled, recoded or slightly retouched.
///
/// pHash as in imagehash 4.3.2 (`phash`): gray at 32×32, DCT-II over both axes, of the lowest 8×8 frequencies which are above
/// their median. Rows first, the most significant bit first.
package struct PerceptualHash: PictureHash {
    package let bits: UInt64

    package init(bits: UInt64) { self.bits = bits }

    /// Side of the gray picture that the hash is made of.
    static let side = 32
    private static let lowest = 8

    /// - Precondition: `gray` is 32×32.
    init(of gray: GrayPicture) {
        let frequencies = Self.frequencies(of: gray)
        let sorted = frequencies.sorted()
        let median = (sorted[sorted.count / 2 - 1] + sorted[sorted.count / 2]) / 2
        bits = Self.bits(frequencies.map { $0 > median })
    }

    /// The 8×8 lowest frequencies, the vertical one first, in steps of 2⁻¹⁶: what should be equal is, whatever the rounding.
    private static func frequencies(of gray: GrayPicture) -> [Double] {
        let waves = (0..<lowest).map { k in
            (0..<side).map { n in PortableMath.cosineAndSine(turns: Double(k * (2 * n + 1)) / Double(4 * side)).cosine }
        }
        let across = (0..<lowest).map { k in
            (0..<side).map { x in (0..<side).reduce(0.0) { $0 + waves[k][$1] * Double(gray.samples[$1 * side + x]) } }
        }
        return across.flatMap { row in
            waves.map { wave in (zip(wave, row).reduce(0.0) { $0 + $1.0 * $1.1 } * 65_536).rounded() }
        }
    }
}
