/// The weights of a bicubic shrink (a = −½) from n samples to n/2 rounded down, widened against aliasing (Keys 1981).
struct HalvingTaps {
    /// No target takes more samples.
    static let most = 12
    /// For an even count every target has these, outermost first, the other four mirrored.
    static let even: [Double] = {
        let raw = [1.75, 1.25, 0.75, 0.25].map(kernel)
        let total = 2 * raw.reduce(0, +)
        return raw.map { $0 / total }
    }()

    let isEven: Bool
    /// Samples of a target.
    let count: Int
    private let scale: Double
    private let table: [[Double]]

    /// - Parameter length: of the line that is halved, at least 2.
    init(_ length: Int) {
        isEven = length % 2 == 0
        count = isEven ? 8 : 10
        let scale = Double(length / 2) / Double(length)
        self.scale = scale
        let (isEven, count) = (isEven, count)
        table =
            isEven
            ? []
            : (0..<length / 2).map { target in
                let centre = (Double(target) + 0.5) / scale - 0.5
                let first = Int(centre.rounded(.down)) - 4
                let raw = (0..<count).map { Self.kernel(abs(centre - Double(first + $0)) * scale) }
                let total = raw.reduce(0, +)
                return raw.map { $0 / total }
            }
    }

    /// The first sample of a target, below 0 where the line is mirrored.
    func first(_ target: Int) -> Int { isEven ? 2 * target - 3 : Int(((Double(target) + 0.5) / scale - 0.5).rounded(.down)) - 4 }

    /// The weights of a target of an odd line.
    func weights(_ target: Int) -> [Double] { table[target] }

    private static func kernel(_ x: Double) -> Double {
        x <= 1 ? (1.5 * x - 2.5) * x * x + 1 : x <= 2 ? ((-0.5 * x + 2.5) * x - 4) * x + 2 : 0
    }
}
