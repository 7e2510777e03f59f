import CKernels
import Catalogs

/// How little a picture changes when it is blurred once more: 0 is sharp, 1 is blurred already. Noise and coding blocks read
/// as sharp, shallow depth of field as blur. A flat picture gives 1.
struct BlurEffect: Metric {
    static let name = "blur_effect"
    static let summary = "Share of its gradients that a picture keeps when it is blurred once more."
    static let version = 1
    static let scale = Scale(unit: "", in: (0, 1), better: .lower)
    static let needs = Needs.nothing
    static let source = "Crete, Dolmiere, Ladret, Nicolas 2007, The blur effect, as in scikit-image measure.blur_effect, on luma, box of 11"

    /// Rows and columns 2 … n − 2 count; there must be one.
    private static let minimumSide = 4

    init(options: inout Options) {}

    func measure(_ picture: ImageAnalysis, against _: ImageAnalysis?) throws -> Measurement {
        try picture.requireSide(atLeast: Self.minimumSide)
        var sweep = BlurSweep(over: picture)
        for y in 0..<picture.height { sweep.take(y) }
        sweep.finish()
        return .value(max(Self.share(sweep.along), Self.share(sweep.across)))
    }

    /// Of the gradients along one axis; where there are none, nothing is left to lose.
    private static func share(_ sums: [Double]) -> Double { sums[0] > 0 ? sums[1] / sums[0] : 1 }
}

/// The rows of one pass and the sums so far.
///
/// Sobel is a difference along one axis and (1 2 1)/4 across it; a box blur along the first axis commutes with the second, so
/// that one smoothed row, or rows smoothed along themselves, hold all that a direction needs. The constant factors cancel.
private struct BlurSweep: ~Copyable {
    /// From the sample at hand to the furthest one: half the box and one step.
    private static let reach = 6
    private static let offsets = [-6, -5, -1, 1, 5, 6]

    private let width: Int
    private let height: Int
    private var reader: LumaRow
    private let luma: RowRing
    /// Rows smoothed along themselves, columns 2 … width − 2.
    private let smooth: RowRing
    /// The row at hand smoothed across, with its mirror images left and right.
    private let mixed: RowRing
    /// `mixed` at its six offsets.
    private let mixedOffsets: [UnsafePointer<Float>?]

    private(set) var along = [0.0, 0.0]
    private(set) var across = [0.0, 0.0]

    init(over picture: ImageAnalysis) {
        width = picture.width
        height = picture.height
        reader = LumaRow(of: picture)
        luma = RowRing(rows: 3, width: width)
        smooth = RowRing(rows: 2 * Self.reach + 1, width: width)
        let mixed = RowRing(rows: 1, width: width, margin: Self.reach)
        mixedOffsets = Self.offsets.map { UnsafePointer(mixed[0] + 2 + $0) }
        self.mixed = mixed
    }

    private var counted: Int { width - 3 }

    /// Takes row y.
    mutating func take(_ y: Int) {
        reader.read(y, into: luma[y])
        let row = luma[y]
        ck_smooth(row + 1, row + 2, row + 3, smooth[y], counted)
        // Rows 2 … height − 2, of which row y completes the neighbourhood.
        if y >= 3 { addAlong(y - 1) }
        if y >= Self.reach + 2 { addAcross(y - Self.reach) }
    }

    /// The last rows, below which the picture continues as its mirror image.
    mutating func finish() {
        for y in max(2, height - Self.reach)..<height - 1 { addAcross(y) }
    }

    private mutating func addAlong(_ y: Int) {
        let row = mixed[0]
        ck_smooth(luma[y - 1], luma[y], luma[y + 1], row, width)
        for distance in 1...Self.reach {
            row[-distance] = row[Self.mirrored(-distance, width)]
            row[width - 1 + distance] = row[Self.mirrored(width - 1 + distance, width)]
        }
        ck_blur_steps(mixedOffsets, &along, counted)
    }

    private mutating func addAcross(_ y: Int) {
        let rows = smooth.window(Self.offsets.count) { Self.mirrored(y + Self.offsets[$0], height) }
        ck_blur_steps(rows, &across, counted)
    }

    /// The place that stands for i where a line of n samples continues as its mirror image, the edge sample repeated.
    private static func mirrored(_ i: Int, _ n: Int) -> Int {
        let place = ((i % (2 * n)) + 2 * n) % (2 * n)
        return place < n ? place : 2 * n - 1 - place
    }
}
