import Catalogs

/// How different the pictures of a set are from each other, by MS-SSIM between all of them.
package struct Diversity: Sendable, Hashable {
    /// Mean of 1 − MS-SSIM over all pairs, 0…1: 0 is the same picture again and again.
    package let meanDistance: Double
    /// The number of pictures, none like another, that the set is worth: exp(−Σ λ ln λ) over the eigenvalues of the matrix of
    /// MS-SSIM divided by the number of pictures (Friedman, Dieng 2022); 1 to that number.
    package let vendiScore: Double
    /// The size at which distances were measured: that of the smallest sketch, the others resized to it.
    package let width: Int
    package let height: Int

    /// - Precondition: at least two pictures; the work grows with the square of their number.
    package init(of sketches: [PictureSketch]) {
        precondition(sketches.count > 1, "one picture alone differs from nothing")
        let smallest = sketches.map(\.gray).min { $0.samples.count < $1.samples.count } ?? sketches[0].gray
        (width, height) = (smallest.width, smallest.height)
        let pictures = sketches.map { $0.gray.resized(to: smallest.width, smallest.height).analysis }
        let similarities = pictures.indices.flatMap { first in
            pictures[(first + 1)...].map { Self.similarity(pictures[first], $0) }
        }
        meanDistance = similarities.reduce(0) { $0 + (1 - $1) } / Double(similarities.count)
        vendiScore = Self.vendi(of: similarities, among: pictures.count)
    }

    /// MS-SSIM, 0…1; sketches are large enough for it.
    private static func similarity(_ a: ImageAnalysis, _ b: ImageAnalysis) -> Double {
        var options = Options(of: MultiscaleSSIM.name)
        guard case .success(let reading) = MultiscaleSSIM(options: &options).reading(of: a, against: b) else { return 0 }
        return reading.value ?? 0
    }

    /// - Parameter similarities: of all pairs, those of the first picture first.
    private static func vendi(of similarities: [Double], among count: Int) -> Double {
        var matrix = [Double](repeating: 0, count: count * count)
        var next = similarities.makeIterator()
        for row in 0..<count {
            matrix[row * count + row] = 1 / Double(count)
            for column in row + 1..<max(count, row + 1) {
                let share = (next.next() ?? 0) / Double(count)
                (matrix[row * count + column], matrix[column * count + row]) = (share, share)
            }
        }
        // MS-SSIM is no kernel: a matrix of it may have small negative eigenvalues, which stand for nothing.
        let weights = SymmetricEigen(matrix, size: count).values.filter { $0 > 0 }
        return PortableMath.exp(weights.reduce(0) { $0 - $1 * PortableMath.log($1) })
    }
}
