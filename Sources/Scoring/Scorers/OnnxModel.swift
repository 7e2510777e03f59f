/// A model file, what it is given, and which of its numbers is the value.
package struct OnnxModel: Sendable, Hashable {
    /// What a picture becomes.
    package struct Picture: Sendable, Hashable {
        package enum Fit: String, Sendable, CaseIterable { case stretch, crop }
        package enum Layout: String, Sendable, CaseIterable { case nchw, nhwc }
        package enum Colours: String, Sendable, CaseIterable { case rgb, bgr, gray }

        /// Pixels; nil takes the picture as large as it is.
        package var size: (width: Int, height: Int)? {
            get { side.map { ($0[0], $0[1]) } }
            set { side = newValue.map { [$0.width, $0.height] } }
        }
        private var side: [Int]?
        package var fit = Fit.stretch
        package var layout = Layout.nchw
        package var colours = Colours.rgb
        /// What black and white become before `mean` and `std`.
        package var range: [Double] = [0, 1]
        /// A number a channel, in the order of `colours`.
        package var mean: [Double] = [0]
        package var std: [Double] = [1]

        package init() {}
    }

    /// What a sound becomes: windows of one length, whose values are averaged.
    package struct Sound: Sendable, Hashable {
        package enum Fill: String, Sendable, CaseIterable { case `repeat`, zeros }

        /// Samples a second.
        package var rate = 16_000
        /// Length of a window; nil takes the sound as long as it is.
        package var seconds: Double?
        /// From one window's beginning to the next one's; nil sets them end to end.
        package var hop: Double?
        /// What is done to a sound that is shorter than a window.
        package var fill = Fill.repeat

        package init() {}
    }

    package enum Input: Sendable, Hashable {
        case picture(Picture)
        case sound(Sound)
    }

    package enum Take: String, Sendable, CaseIterable {
        /// The number at `index`.
        case value
        /// The mean of all numbers.
        case mean
        /// e to the number at `index`, over the sum of that of all.
        case softmax
    }

    /// Absolute.
    package var path: String
    /// Where ONNX Runtime is.
    package var library: String
    package var input: Input
    /// The number of the output, from 0, and of the value in it.
    package var output = 0
    package var index = 0
    package var take = Take.value

    package init(path: String, library: String, input: Input) {
        self.path = path
        self.library = library
        self.input = input
    }

    /// The value among the numbers of an output.
    func value(in numbers: [Float]) throws(Missing) -> Double {
        guard take == .mean || numbers.indices.contains(index) else {
            throw Missing(.failed, "the model's output has \(numbers.count) numbers, none at index \(index)")
        }
        switch take {
        case .value: return Double(numbers[index])
        case .mean: return numbers.reduce(0) { $0 + Double($1) } / Double(max(1, numbers.count))
        case .softmax:
            let highest = Double(numbers.max() ?? 0)
            let parts = numbers.map { PortableMath.exp(Double($0) - highest) }
            return parts[index] / parts.reduce(0, +)
        }
    }
}
