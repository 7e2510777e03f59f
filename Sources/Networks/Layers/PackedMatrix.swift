import CNetworks

/// The right side of a product, laid out once for the kernel that reads it: panels of 32 columns.
struct PackedMatrix: Sendable {
    let inner: Int
    let columns: Int
    private var panels: [Float]

    /// - Parameters:
    ///   - innerStep: how far two rows are apart in the source.
    ///   - columnStep: how far two columns are.
    init(_ source: UnsafePointer<Float>, inner: Int, columns: Int, innerStep: Int, columnStep: Int) {
        self.inner = inner
        self.columns = columns
        let width = Int(CN_PANEL)
        panels = [Float](unsafeUninitializedCapacity: inner * ((columns + width - 1) / width * width)) { panels, count in
            if let start = panels.baseAddress { cn_pack(source, inner, columns, innerStep, columnStep, start) }
            count = panels.count
        }
    }

    /// Of columns × inner values, as weights are stored.
    init(turned weight: [Float], columns: Int) {
        let inner = weight.count / columns
        self.init(weight, inner: inner, columns: columns, innerStep: 1, columnStep: inner)
    }

    /// Rows of values in memory, `step` apart; rows may overlap.
    struct Rows {
        let start: UnsafePointer<Float>
        let step: Int
        let count: Int
        /// A row is this many stretches of equal length, `segmentStep` apart.
        var segments = 1
        var segmentStep = 0
        /// Segments of the matrix that are passed over before the first.
        var skipped = 0
    }

    /// result = slope-activated (left · self + bias); without a bias, what the result holds already is added to.
    func multiply(
        _ left: Rows, of segmentCount: Int = 1, bias: UnsafePointer<Float>?, slope: Float = 1, into result: UnsafeMutablePointer<Float>,
        step: Int
    ) {
        panels.withUnsafeBufferPointer { panels in
            guard let start = panels.baseAddress else { return }
            let part = inner / segmentCount
            var product = cn_product(
                rows: left.count, inner: part, segments: left.segments, columns: columns, left: left.start, row_step: left.step,
                segment_step: left.segmentStep, panels: start + left.skipped * part * Int(CN_PANEL), panel_inner: inner, result: result,
                result_step: step, bias: bias, slope: slope)
            cn_multiply(&product)
        }
    }
}
