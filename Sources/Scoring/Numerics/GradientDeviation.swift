import CKernels

/// How unevenly the gradients of two pictures differ at half size, row by row (Xue, Zhang, Mou, Bovik 2014, IEEE TIP 23(2),
/// equations 3 to 6).
///
/// Prewitt masks over 3 on means of 2×2 samples of luma 0…255, zero outside, c = 170. In memory stand three rows of each picture.
final class GradientDeviation {
    let width: Int
    let height: Int
    /// The similarity of every place, row by row, where it is kept.
    private(set) var map: [Float] = []

    private static let c: Float = 170
    private static let slots = 3

    private let keepsMap: Bool
    private let pools: (x: PooledPlane, y: PooledPlane)
    private let first: RowRing
    private let second: RowRing
    private let loss: RowRing
    private var sums = [0.0, 0.0]
    private var halved = 0

    /// - Parameters:
    ///   - width: of the pictures; the map is half as wide, rounded up.
    ///   - height: of the pictures.
    init(width: Int, height: Int, keepsMap: Bool = false) {
        pools = (PooledPlane(width: width, height: height, factor: 2), PooledPlane(width: width, height: height, factor: 2))
        self.width = pools.x.width
        self.height = pools.x.height
        self.keepsMap = keepsMap
        first = RowRing(rows: Self.slots, width: self.width, margin: 1)
        second = RowRing(rows: Self.slots, width: self.width, margin: 1)
        loss = RowRing(rows: 1, width: self.width)
    }

    /// Takes the next row of luma of both pictures.
    func take(_ x: UnsafePointer<Float>, _ y: UnsafePointer<Float>) {
        let isComplete = pools.x.take(x, into: first[halved])
        guard pools.y.take(y, into: second[halved]), isComplete else { return }
        halved += 1
        if halved > 1 { measure(halved - 2) }
        guard halved == height else { return }
        first[halved].update(repeating: 0, count: width)
        second[halved].update(repeating: 0, count: width)
        measure(halved - 1)
    }

    /// The population standard deviation of the similarity, when all rows were taken; exactly 0 for equal pictures.
    var deviation: Double { Moments(count: width * height, origin: 0, sum: sums[0], sumOfSquares: sums[1]).deviation }

    private func measure(_ y: Int) {
        let row = loss[0]
        ck_gradient_loss(first.window(Self.slots) { y - 1 + $0 }, second.window(Self.slots) { y - 1 + $0 }, Self.c, row, width)
        ck_moments(row, 0, &sums, width)
        if keepsMap { map.append(contentsOf: UnsafeBufferPointer(start: row, count: width).lazy.map { 1 - $0 }) }
    }
}
