import CNetworks

/// Rows × columns places with all their channels beside each other, and a column of zeros before and after each row.
final class FeatureMap {
    let rows: Int
    let columns: Int
    let channels: Int
    private let storage: UnsafeMutablePointer<Float>

    init(rows: Int, columns: Int, channels: Int) {
        self.rows = rows
        self.columns = columns
        self.channels = channels
        let count = rows * (columns + 2) * channels
        storage = .allocate(capacity: count)
        for row in 0..<rows {
            (storage + row * (columns + 2) * channels).initialize(repeating: 0, count: channels)
            (storage + (row * (columns + 2) + columns + 1) * channels).initialize(repeating: 0, count: channels)
        }
    }

    deinit { storage.deallocate() }

    /// How far two rows are apart.
    var rowStep: Int { (columns + 2) * channels }

    var rowRange: Range<Int> { 0..<rows }

    /// The first channel of the first column; `columns` × `channels` values from here on are the row.
    func row(_ row: Int) -> UnsafeMutablePointer<Float> { storage + row * rowStep + channels }

    /// The largest of each 2 × 2 places.
    func pooled() -> FeatureMap {
        let half = FeatureMap(rows: rows / 2, columns: columns / 2, channels: channels)
        for row in half.rowRange {
            cn_max_pool(self.row(2 * row), rowStep, channels, half.row(row), half.columns, channels)
        }
        return half
    }

    /// The largest value of each channel.
    func largest() -> [Float] {
        var largest = [Float](repeating: -.infinity, count: channels)
        for row in rowRange {
            let values = self.row(row)
            for place in 0..<columns {
                for channel in 0..<channels { largest[channel] = max(largest[channel], values[place * channels + channel]) }
            }
        }
        return largest
    }
}
