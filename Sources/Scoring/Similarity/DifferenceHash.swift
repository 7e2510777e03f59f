/// 64 bits that say where a picture gets brighter from left to right.
///
/// dHash as in imagehash 4.3.2 (`dhash`): gray at 9×8, whether a sample is brighter than its left neighbour. Rows first, the
/// most significant bit first.
package struct DifferenceHash: PictureHash {
    package let bits: UInt64

    package init(bits: UInt64) { self.bits = bits }

    /// Size of the gray picture that the hash is made of.
    static let (width, height) = (9, 8)

    /// - Precondition: `gray` is 9×8.
    init(of gray: GrayPicture) {
        bits = Self.bits(
            (0..<Self.height).flatMap { y in
                (1..<Self.width).map { x in gray.samples[y * Self.width + x] > gray.samples[y * Self.width + x - 1] }
            })
    }
}
