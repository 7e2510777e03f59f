import CKernels

/// An 8-bit gray picture, row by row from the top.
struct GrayPicture: Sendable, Hashable {
    let width: Int
    let height: Int
    /// width × height samples.
    let samples: [UInt8]

    /// The samples of row y as numbers 0…255.
    func row(_ y: Int) -> [Float] { samples[y * width..<(y + 1) * width].map(Float.init) }
}

/// Brings a gray picture to another size while its rows go by: memory of a few rows and of the result, whatever the height.
///
/// The bits are those of Pillow 13 `resize` with `LANCZOS` on mode L: weights in 22-bit fixed point, one axis after the other,
/// rounded to 8 bits between; at the borders the kernel is cut and renormalised.
struct GrayShrink {
    private let columns: [FixedPointTaps]
    private let rows: [FixedPointTaps]
    /// Otherwise along the rows first.
    private let isAcrossFirst: Bool
    /// One row of what goes across the rows, and the sums of all rows that come out of it.
    private var row: [UInt8]
    private var sums: [Int32]
    private var taken = 0

    init(fromWidth: Int, _ fromHeight: Int, to width: Int, _ height: Int) {
        columns = FixedPointTaps.lanczos(from: fromWidth, to: width)
        rows = FixedPointTaps.lanczos(from: fromHeight, to: height)
        // Which axis Pillow takes first, found by trying sizes: rounding in between makes it show in single bits.
        isAcrossFirst = fromHeight > height && fromHeight - height > 2 * (fromWidth - width)
        row = [UInt8](repeating: 0, count: isAcrossFirst ? fromWidth : width)
        sums = [Int32](repeating: FixedPointTaps.half, count: row.count * height)
    }

    /// Takes the next row of the picture.
    mutating func take(_ next: UnsafePointer<UInt8>) {
        if isAcrossFirst {
            for x in row.indices { row[x] = next[x] }
        } else {
            Self.weigh(next, by: columns, into: &row)
        }
        let width = row.count
        sums.withUnsafeMutableBufferPointer { sums in
            for (y, taps) in rows.enumerated() where taps.first <= taken && taken < taps.first + taps.weights.count {
                ck_add_weighted(row, taps.weights[taken - taps.first], sums.baseAddress! + y * width, width)
            }
        }
        taken += 1
    }

    /// The picture at its new size, once all rows were taken.
    var result: GrayPicture {
        let samples = sums.map(FixedPointTaps.rounded)
        guard isAcrossFirst else { return GrayPicture(width: columns.count, height: rows.count, samples: samples) }
        var narrow = [UInt8](repeating: 0, count: columns.count)
        let narrowed = rows.indices.flatMap { y in
            samples.withUnsafeBufferPointer { Self.weigh($0.baseAddress! + y * row.count, by: columns, into: &narrow) }
            return narrow
        }
        return GrayPicture(width: columns.count, height: rows.count, samples: narrowed)
    }

    private static func weigh(_ row: UnsafePointer<UInt8>, by columns: [FixedPointTaps], into narrow: inout [UInt8]) {
        for (x, taps) in columns.enumerated() {
            narrow[x] = FixedPointTaps.rounded(FixedPointTaps.half &+ ck_weigh(row + taps.first, taps.weights, taps.weights.count))
        }
    }
}

/// The samples and weights that make one sample of a line of another length, in 22-bit fixed point.
private struct FixedPointTaps {
    let first: Int
    let weights: [Int32]

    /// 8 bits for the result and 2 for what overshoots on the way, of 32.
    private static let bits: Int32 = 22
    static let half: Int32 = 1 << (bits - 1)

    static func rounded(_ sum: Int32) -> UInt8 { UInt8(clamping: sum >> bits) }

    /// One a sample of the new line.
    static func lanczos(from count: Int, to newCount: Int) -> [FixedPointTaps] {
        let scale = Double(count) / Double(newCount)
        let stretch = max(1, scale)
        return (0..<newCount).map { place in
            let centre = (Double(place) + 0.5) * scale
            let first = max(0, Int(centre - radius * stretch + 0.5))
            let end = min(count, Int(centre + radius * stretch + 0.5))
            let raw = (first..<end).map { weight(at: (Double($0) - centre + 0.5) / stretch) }
            let total = raw.reduce(0, +)
            return FixedPointTaps(first: first, weights: raw.map { Int32(($0 / total * Double(1 << bits)).rounded()) })
        }
    }

    private static let radius = 3.0

    private static func weight(at x: Double) -> Double { abs(x) < radius ? sinc(x) * sinc(x / radius) : 0 }

    private static func sinc(_ x: Double) -> Double {
        x == 0 ? 1 : PortableMath.cosineAndSine(turns: x / 2).sine / (.pi * x)
    }
}
