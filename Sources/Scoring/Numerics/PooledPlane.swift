import CKernels

/// Shrinks a plane by a whole factor: takes its rows and makes rows of means over squares.
///
/// The squares begin (factor − 1)/2 samples before the first one and row, and outside the plane is 0: what an average pool with
/// zero padding does. An incomplete last square counts where the padding of factor/2 completes it.
final class PooledPlane {
    let width: Int
    let height: Int

    private let sourceWidth: Int
    private let sourceHeight: Int
    private let factor: Int
    private let sums: RowRing
    private var taken = 0
    /// Rows in the sums, those before the first one with them.
    private var held: Int

    init(width sourceWidth: Int, height sourceHeight: Int, factor: Int) {
        self.sourceWidth = sourceWidth
        self.sourceHeight = sourceHeight
        self.factor = factor
        width = (sourceWidth + factor - 1) / factor
        height = (sourceHeight + factor - 1) / factor
        sums = RowRing(rows: 1, width: width * factor)
        held = (factor - 1) / 2
    }

    /// Takes the next row; writes `width` means and returns true when a row of squares is complete.
    func take(_ row: UnsafePointer<Float>, into means: UnsafeMutablePointer<Float>) -> Bool {
        ck_add_scaled(row, 1, sums[0] + (factor - 1) / 2, sourceWidth)
        taken += 1
        held += 1
        let isLast = taken == sourceHeight && held + factor / 2 >= factor
        guard held == factor || isLast else { return false }
        ck_pool(sums[0], factor, 1 / Float(factor * factor), means, width)
        sums[0].update(repeating: 0, count: sums.width)
        held = 0
        return true
    }
}
