/// What DNSMOS makes of one clip (ITU-T P.835 scales and P.808), each about 1 to 5.
package struct DNSMOSScores: Sendable, Hashable {
    package let signal: Double
    package let background: Double
    package let overall: Double
    package let p808: Double

    package init(signal: Double, background: Double, overall: Double, p808: Double) {
        self.signal = signal
        self.background = background
        self.overall = overall
        self.p808 = p808
    }
}

/// DNSMOS P.835 and P.808 (Reddy, Gopal and Cutler, arXiv 2110.01763 and 2010.15258): noise and artefacts left after noise suppression.
package struct DNSMOS: Sendable {
    package static let sampleRate = 16_000
    /// Samples in one window, 9.01 s.
    package static let windowLength = 144_160
    /// Windows are this far apart, 1 s.
    private static let hop = 16_000

    private let p835: P835Network
    private let p808: P808Network

    package init(p835: NamedTensors, p808: NamedTensors) throws(WeightsError) {
        self.p835 = try P835Network(p835)
        self.p808 = try P808Network(p808)
    }

    /// The clip, doubled until it fills a window.
    package static func filled(_ samples: [Float]) -> [Float] {
        var samples = samples
        while !samples.isEmpty, samples.count < windowLength { samples += samples }
        return samples
    }

    /// Where windows begin in a clip that fills at least one.
    package static func windowStarts(in count: Int) -> [Int] {
        let windows = Int((Double(count / sampleRate) - 9.01).rounded(.down)) + 1
        return (0..<max(0, windows)).map { $0 * hop }.filter { $0 + windowLength <= count }
    }

    /// The scores of one window of `windowLength` samples.
    package func scores(_ window: ArraySlice<Float>) -> DNSMOSScores {
        let samples = Array(window)
        let raw = p835(samples)
        return DNSMOSScores(
            signal: Self.calibrated(raw[0], -0.08397278, 1.22083953, 0.0052439),
            background: Self.calibrated(raw[1], -0.13166888, 1.60915514, -0.39604546),
            overall: Self.calibrated(raw[2], -0.06766283, 1.11546468, 0.04602535), p808: p808(samples))
    }

    private static func calibrated(_ raw: Double, _ a: Double, _ b: Double, _ c: Double) -> Double { (a * raw + b) * raw + c }
}

/// Convolutions over a picture of sound, its largest value a channel, and three layers.
struct ConvolutionalJudge: Sendable {
    private let convolutions: [Convolution]
    private let pooled: Set<Int>
    private let layers: [Dense]

    /// - Parameters:
    ///   - channels: of the picture and after each convolution, whose names count from `first`.
    ///   - pooled: the convolutions whose result is halved.
    ///   - widths: of the last three layers, the input's first.
    init(
        _ weights: NamedTensors, first: Int, channels: [Int], pooled: Set<Int>, names: [String], widths: [Int]
    ) throws(WeightsError) {
        self.pooled = pooled
        var convolutions: [Convolution] = []
        for layer in 0..<channels.count - 1 {
            let name = first + layer == 0 ? "conv2d" : "conv2d_\(first + layer)"
            convolutions.append(
                Convolution(
                    weight: try weights.tensor("\(name)/kernel:0", [channels[layer + 1], channels[layer], 3, 3]),
                    bias: try weights.tensor("\(name)/bias:0", [channels[layer + 1]]), padsRows: true, slope: 0))
        }
        self.convolutions = convolutions
        var layers: [Dense] = []
        for (index, name) in names.enumerated() {
            let (from, to) = (widths[index], widths[index + 1])
            let weight = try weights.tensor("\(name)/MatMul/ReadVariableOp/resource:0", [from, to]).values
            let turned = (0..<to).flatMap { row in (0..<from).map { weight[$0 * to + row] } }
            layers.append(
                Dense(
                    weight: Tensor([to, from], turned), bias: try weights.vector("\(name)/BiasAdd/ReadVariableOp/resource:0", to),
                    slope: index + 1 < names.count ? 0 : 1))
        }
        self.layers = layers
    }

    /// - Parameter picture: rows × columns values of one channel.
    func callAsFunction(_ picture: [Float], rows: Int, columns: Int) -> [Double] {
        var map = FeatureMap(rows: rows, columns: columns, channels: 1)
        for row in 0..<rows {
            for column in 0..<columns { map.row(row)[column] = picture[row * columns + column] }
        }
        for (index, convolution) in convolutions.enumerated() {
            map = convolution(map)
            if pooled.contains(index) { map = map.pooled() }
        }
        return layers.reduce(map.largest()) { $1($0) }.map(Double.init)
    }
}
