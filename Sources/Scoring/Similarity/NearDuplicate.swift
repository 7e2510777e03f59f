/// Two pictures that nobody would call different: their hashes are close, and so are small versions of them.
///
/// Both must hold: hashes of plain pictures are close by chance. Thresholds of 10 bits of 64 and 0.9 are judgement.
package struct NearDuplicate: Sendable, Hashable {
    /// Bits of 64 in which the perceptual hashes may differ.
    package static let mostBits = 10
    /// What structural similarity of the 64×64 gray versions must exceed.
    package static let leastSimilarity = 0.9

    package let distance: Int
    /// Structural similarity of the 64×64 gray versions, −1…1; exactly 1 for equal ones.
    package let similarity: Double

    /// nil unless the pictures are near-duplicates.
    package init?(_ a: PictureFingerprint, _ b: PictureFingerprint) {
        let distance = a.perceptual.distance(to: b.perceptual)
        guard distance <= Self.mostBits else { return nil }
        let similarity = a.similarity(to: b)
        guard similarity > Self.leastSimilarity else { return nil }
        self.distance = distance
        self.similarity = similarity
    }

    /// Two near-duplicates by their places in a list, the first before the second.
    package struct Pair: Sendable, Hashable {
        package let first: Int
        package let second: Int
        package let near: NearDuplicate

        package init(first: Int, second: Int, near: NearDuplicate) {
            self.first = first
            self.second = second
            self.near = near
        }
    }

    /// All pairs of a list that are near-duplicates, in the order of the list.
    package static func pairs(among pictures: [PictureFingerprint]) -> [Pair] {
        pictures.indices.flatMap { first in
            pictures.indices[(first + 1)...].compactMap { second in
                NearDuplicate(pictures[first], pictures[second]).map { Pair(first: first, second: second, near: $0) }
            }
        }
    }
}

extension PictureFingerprint {
    /// Structural similarity of the 64×64 gray versions, −1…1.
    package func similarity(to other: PictureFingerprint) -> Double {
        let scale = SimilarityScale(width: Self.side, height: Self.side)
        for y in 0..<Self.side { scale.take(thumbnail.row(y), other.thumbnail.row(y)) }
        return scale.means.similarity
    }
}
