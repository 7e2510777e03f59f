import CKernels

/// Counts values by the leading bits of their floating-point form, so that a quantile needs neither the values nor their range.
///
/// A quantile is within 6.1e-5 of its own size, the width of a bin; below 1e-6 it is 0. Values from 256 on count as 256.
struct ValueHistogram {
    private var bins = [UInt32](repeating: 0, count: Int(CK_VALUE_BINS))
    private var count = 0

    /// - Parameter row: values that are not negative.
    mutating func add(_ row: UnsafePointer<Float>, count: Int) {
        ck_count_values(row, &bins, count)
        self.count += count
    }

    /// The value below which `share` of all lie, between the two nearest ranks by a straight line.
    ///
    /// - Precondition: there are values.
    func quantile(_ share: Double) -> Double {
        let rank = share * Double(count - 1)
        let below = Int(rank)
        let low = value(ofRank: below), high = value(ofRank: min(below + 1, count - 1))
        return low + (rank - Double(below)) * (high - low)
    }

    /// Values of one bin are taken to lie in it at equal distances.
    private func value(ofRank rank: Int) -> Double {
        var before = 0
        for (bin, inside) in bins.enumerated() where inside > 0 {
            if rank < before + Int(inside) {
                guard bin > 0 else { return 0 }
                let (start, end) = (Self.start(of: bin), Self.start(of: bin + 1))
                return start + (end - start) * (Double(rank - before) + 0.5) / Double(inside)
            }
            before += Int(inside)
        }
        return 0
    }

    private static let steps = 1 << 14

    /// Bin 1 begins at 2⁻²⁰, and every octave has `steps` of them.
    private static func start(of bin: Int) -> Double {
        let (octave, step) = (bin - 1).quotientAndRemainder(dividingBy: steps)
        return Double(sign: .plus, exponent: octave - 20, significand: 1 + Double(step) / Double(steps))
    }
}
