import CNetworks

/// What is attended to: keys and values by head, laid out once however many queries come (Vaswani et al. 2017).
struct AttentionMemory {
    private let width: Int
    private let rows: Int
    private let keys: [PackedMatrix]
    private let values: [PackedMatrix]

    private var head: Int { width / keys.count }

    /// - Parameters:
    ///   - keys: `rows` rows of `width` values, `step` apart.
    ///   - values: as many.
    init(keys: UnsafePointer<Float>, values: UnsafePointer<Float>, step: Int, rows: Int, width: Int, heads: Int) {
        self.width = width
        self.rows = rows
        let head = width / heads
        self.keys = (0..<heads).map { PackedMatrix(keys + $0 * head, inner: head, columns: rows, innerStep: 1, columnStep: step) }
        self.values = (0..<heads).map { PackedMatrix(values + $0 * head, inner: rows, columns: head, innerStep: step, columnStep: 1) }
    }

    /// Scaled dot-product attention, before the last projection: `count` × width values.
    ///
    /// - Parameter queries: `count` rows of `width` values, `step` apart.
    func attend(_ queries: UnsafePointer<Float>, step: Int, count: Int) -> [Float] {
        var mixed = [Float](repeating: 0, count: count * width)
        // A block of queries at a time keeps the weights in the cache.
        let block = min(128, count)
        var weights = [Float](repeating: 0, count: block * rows)
        let panels = Int(CN_PANEL)
        let zeros = [Float](repeating: 0, count: (max(rows, head) + panels - 1) / panels * panels)
        let scale = 1 / Float(head).squareRoot()
        mixed.withUnsafeMutableBufferPointer { mixed in
            weights.withUnsafeMutableBufferPointer { weights in
                guard let mixed = mixed.baseAddress, let weights = weights.baseAddress else { return }
                for index in keys.indices {
                    for first in stride(from: 0, to: count, by: block) {
                        let part = min(block, count - first)
                        keys[index].multiply(
                            .init(start: queries + first * step + index * head, step: step, count: part), bias: zeros, into: weights,
                            step: rows)
                        cn_softmax(weights, scale, part, rows)
                        values[index].multiply(
                            .init(start: weights, step: rows, count: part), bias: zeros, into: mixed + first * width + index * head,
                            step: width)
                    }
                }
            }
        }
        return mixed
    }

    /// Attention of rows to themselves; `fused` holds query, key and value beside each other, 3 × width values a row.
    static func attendToSelf(_ fused: [Float], width: Int, heads: Int) -> [Float] {
        fused.withUnsafeBufferPointer { fused in
            guard let start = fused.baseAddress else { return [] }
            let rows = fused.count / (3 * width)
            let memory = AttentionMemory(
                keys: start + width, values: start + 2 * width, step: 3 * width, rows: rows, width: width, heads: heads)
            return memory.attend(start, step: 3 * width, count: rows)
        }
    }
}
