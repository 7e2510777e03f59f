import CKernels

/// Likeness of Haar wavelets and of colour of two pictures at half size, row by row (Reisenhofer, Bosse, Kutyniok, Wiegand 2018,
/// Signal Processing: Image Communication 61).
///
/// Windows of side k cover samples i − k/2 + 1 … i + k/2, and outside the picture is 0. In memory stand eight rows of three planes
/// of each picture.
final class HaarSimilarity {
    let width: Int
    let height: Int
    /// The similarity of every place by itself, row by row, where it is kept.
    private(set) var map: [Float] = []

    /// Samples that the coarsest window reaches beyond the place, below and to the right.
    private static let reach = Int(CK_HAAR_REACH) + 1
    private static let slots = 2 * reach
    /// Steepness of the logistic function.
    private static let slope = 4.2
    /// The logistic function at a similarity of 1.
    private static let best = 1 / (1 + PortableMath.exp(-slope))

    private let keepsMap: Bool
    private let first: Picture
    private let second: Picture
    private let colourLosses: RowRing
    private let results: RowRing
    private var loss = 0.0
    private var weight = 0.0
    private var halved = 0

    /// - Parameters:
    ///   - width: of the pictures; the map is half as wide, rounded up.
    ///   - height: of the pictures.
    init(width: Int, height: Int, keepsMap: Bool = false) {
        first = Picture(width: width, height: height)
        second = Picture(width: width, height: height)
        self.width = first.pool.width
        self.height = first.pool.height
        self.keepsMap = keepsMap
        colourLosses = RowRing(rows: 2, width: self.width)
        results = RowRing(rows: 2, width: self.width)
    }

    /// Takes the next row of the reference and of the other picture.
    func take(_ x: borrowing ColourRow, _ y: borrowing ColourRow) {
        let isComplete = first.take(x)
        guard second.take(y), isComplete else { return }
        advance()
        guard halved == height else { return }
        for _ in 0..<Self.reach {
            first.takeOutside()
            second.takeOutside()
            advance()
        }
    }

    /// When all rows were taken; exactly 1 for equal pictures. Two black ones are equal and the only ones without weight.
    var similarity: Double { weight > 0 ? Self.similarity(loss: loss / weight) : 1 }

    private func advance() {
        halved += 1
        if halved > Self.reach { measure(halved - 1 - Self.reach) }
    }

    private func measure(_ y: Int) {
        first.filter(y)
        second.filter(y)
        for plane in 1...2 {
            ck_mean_loss(
                first.row(y, plane), first.row(y + 1, plane), second.row(y, plane), second.row(y + 1, plane), colourLosses[plane - 1],
                width)
        }
        ck_haarpsi(first.filtered, second.filtered, colourLosses[0], colourLosses[1], results[0], results[1], width)
        loss += ck_row_sum(results[0], width)
        weight += ck_row_sum(results[1], width)
        guard keepsMap else { return }
        for x in 0..<width {
            let (loss, weight) = (Double(results[0][x]), Double(results[1][x]))
            map.append(weight > 0 ? Float(Self.similarity(loss: loss / weight)) : 1)
        }
    }

    /// The square of the inverse of the logistic function.
    ///
    /// - Parameter loss: what the weighted mean lacks of `best`.
    private static func similarity(loss: Double) -> Double {
        guard loss > 0 else { return 1 }
        let mean = best - loss
        let root = PortableMath.log(mean / (1 - mean)) / slope
        return min(1, root * root)
    }

    /// The last rows of one picture, and what the wavelets make of them.
    private final class Picture {
        let pool: PooledColour
        /// Sums and steps across two, four and eight rows.
        let filtered: [UnsafePointer<Float>?]

        private let targets: [UnsafeMutablePointer<Float>?]
        private let storage: RowRing
        /// Y, I and Q.
        private let planes: RowRing
        private var taken = 0

        init(width: Int, height: Int) {
            pool = PooledColour(width: width, height: height, factor: 2)
            planes = RowRing(rows: 3 * slots, width: pool.width, margin: reach)
            let storage = RowRing(rows: 6, width: pool.width + slots)
            targets = (0..<6).map { storage[$0] }
            filtered = (0..<6).map { UnsafePointer(storage[$0]) }
            self.storage = storage
        }

        private func slot(_ y: Int, _ plane: Int) -> Int { plane * slots + (y + slots) % slots }

        func row(_ y: Int, _ plane: Int) -> UnsafeMutablePointer<Float> { planes[slot(y, plane)] }

        func take(_ row: borrowing ColourRow) -> Bool {
            guard pool.take(row) else { return false }
            ck_yiq(pool.red, pool.green, pool.blue, self.row(taken, 0), self.row(taken, 1), self.row(taken, 2), pool.width)
            taken += 1
            return true
        }

        /// A row below the last one.
        func takeOutside() {
            for plane in 0..<3 { row(taken, plane).update(repeating: 0, count: pool.width) }
            taken += 1
        }

        func filter(_ y: Int) {
            ck_haar_across(planes.window(slots) { slot(y + 1 - reach + $0, 0) }, targets, pool.width)
        }
    }
}
