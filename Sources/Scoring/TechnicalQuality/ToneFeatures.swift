/// How the tones are spread and whether a coding grid shows: the part of the features that comes from `PixelStatistics`.
enum ToneFeatures {
    static let names = [
        "grid8", "grid16", "entropy", "gaps", "comb", "spread", "shadows", "highlights", "colour", "noise_share",
        "darkest", "dark", "bright", "brightest",
    ]

    static func values(of picture: ImageAnalysis) -> [Double] {
        let statistics = picture.pixelStatistics
        let pixels = Double(picture.pixels)
        let chroma = (statistics.redGreen.variance + statistics.yellowBlue.variance).squareRoot()
        let inner = Double((picture.width - 2) * (picture.height - 2))
        let noise = statistics.noiseResponse / inner
        return [
            grid(8, in: statistics.steps), grid(16, in: statistics.steps), entropy(statistics.histogram, of: pixels),
            gaps(in: statistics.histogram), comb(in: statistics.histogram), PortableMath.log(statistics.luma.deviation + 1),
            share(statistics.shadowPixels, of: pixels), share(statistics.highlightPixels, of: pixels), PortableMath.log(chroma + 1),
            PortableMath.log((noise + 0.05) / (statistics.laplacian.variance.squareRoot() + 0.05)),
        ] + [0.0005, 0.02, 0.98, 0.9995].map { level($0, in: statistics.histogram, of: pixels) }
    }

    private static func share(_ count: Int, of pixels: Double) -> Double { (Double(count) / pixels).squareRoot() }

    /// Logarithm of the steps across the strongest grid of a pitch over the mean of all steps, both directions.
    private static func grid(_ pitch: Int, in steps: LumaSteps) -> Double {
        [steps.columns, steps.rows].reduce(0) { sum, lines in
            let mean = lines.reduce(0, +) / Double(lines.count)
            let strongest =
                (0..<pitch).map { offset in
                    let places = stride(from: offset, to: lines.count, by: pitch)
                    return places.reduce(0.0) { $0 + lines[$1] } / Double(max(1, (lines.count - offset + pitch - 1) / pitch))
                }.max() ?? mean
            return sum + PortableMath.log((strongest + 0.01) / (mean + 0.01)) / 2
        }
    }

    /// The gray value below which a share of the pixels lies.
    private static func level(_ share: Double, in histogram: [Int64], of pixels: Double) -> Double {
        var below = 0.0
        for (value, count) in histogram.enumerated() {
            below += Double(count)
            if below >= share * pixels { return Double(value) / 16 }
        }
        return 255.0 / 16
    }

    private static func entropy(_ histogram: [Int64], of pixels: Double) -> Double {
        histogram.reduce(0) { bits, count in
            guard count > 0 else { return bits }
            let share = Double(count) / pixels
            return bits - share * PortableMath.log2(share)
        }
    }

    /// Share of unused values between the first and the last that occur: what posterising and stretching leave.
    private static func gaps(in histogram: [Int64]) -> Double {
        guard let first = histogram.firstIndex(where: { $0 > 0 }), let last = histogram.lastIndex(where: { $0 > 0 }), last > first else {
            return 0
        }
        let used = histogram[first...last].count { $0 > 0 }
        return 1 - Double(used) / Double(last - first + 1)
    }

    /// How rugged the histogram is: mean |difference of neighbours| over the mean count.
    private static func comb(in histogram: [Int64]) -> Double {
        let rough = zip(histogram, histogram.dropFirst()).reduce(0.0) { $0 + abs(Double($1.0) - Double($1.1)) }
        let total = histogram.reduce(0.0) { $0 + Double($1) }
        return rough / total
    }
}
