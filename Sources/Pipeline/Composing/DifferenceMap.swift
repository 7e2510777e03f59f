import Foundation
import Media

/// Colour differences of two pictures pixel by pixel, CIEDE2000, on one scale for all pictures.
struct DifferenceMap {
    /// The difference that the top colour stands for; a difference of about 1 is just visible side by side.
    static let top = 20.0

    let width: Int
    let height: Int
    let values: [Float]

    /// Transparent pictures are laid on black and on white, and the larger difference counts.
    ///
    /// - Precondition: equal sizes.
    init(_ first: PixelImage, _ second: PixelImage) {
        width = first.width
        height = first.height
        let (a, b) = (LightReader(first), LightReader(second))
        let surrounds = first.hasAlpha || second.hasAlpha ? [0.0, 1.0] : [0.0]
        values = (0..<width * height).map { i in
            if a.equals(b, at: i) { return 0 }
            return Float(surrounds.map { a.lab(at: i, on: $0).difference(from: b.lab(at: i, on: $0)) }.max() ?? 0)
        }
    }

    var mean: Double { values.reduce(0.0) { $0 + Double($1) } / Double(values.count) }

    /// With linear interpolation between the two nearest ranks.
    func percentile(_ share: Double) -> Double {
        let sorted = values.sorted()
        let rank = share * Double(sorted.count - 1)
        let low = Int(rank)
        let high = min(low + 1, sorted.count - 1)
        return Double(sorted[low]) + (rank - Double(low)) * Double(sorted[high] - sorted[low])
    }

    /// Colours from 0 to `top` in equal steps: a path through CIELAB whose lightness rises evenly from near black over violet,
    /// red and orange to pale yellow, so that the order is seen in gray and with any colour vision too.
    static let colours: [PageColour] = (0...255).map { step in
        let t = Double(step) / 255
        let lightness = 8 + 86 * t
        let angle = (295 + 155 * t) * .pi / 180
        var chroma = 74 * sin(.pi * pow(t, 0.8)) + 38 * t * t
        func light() -> (red: Double, green: Double, blue: Double) {
            LabColor(l: lightness, a: chroma * cos(angle), b: chroma * sin(angle)).linearLight
        }
        // What sRGB cannot show loses chroma, never lightness.
        while chroma > 0, [light().red, light().green, light().blue].contains(where: { !(0...1).contains($0) }) { chroma -= 0.25 }
        return PageColour(SRGB.code8(Float(light().red)), SRGB.code8(Float(light().green)), SRGB.code8(Float(light().blue)))
    }

    static func colour(of difference: Double) -> PageColour { colours[Int((min(1, max(0, difference / top)) * 255).rounded())] }

    func draw<Code>(on page: inout PagePainting<Code>, x: Int, y: Int) {
        for row in 0..<height {
            for column in 0..<width { page.set(x + column, y + row, Self.colour(of: Double(values[row * width + column]))) }
        }
    }
}

/// Pixels of a stored picture as CIELAB.
private struct LightReader {
    private let image: PixelImage
    private let curve: [Float]

    init(_ image: PixelImage) {
        self.image = image
        curve = image.bitDepth == 8 ? SRGB.linear8 : SRGB.linear16
    }

    /// Whether both store the same codes in the same form, which spares the arithmetic.
    func equals(_ other: LightReader, at pixel: Int) -> Bool {
        let channels = image.channels
        guard channels == other.image.channels else { return false }
        let range = pixel * channels..<(pixel + 1) * channels
        switch (image.samples, other.image.samples) {
        case (.eight(let a), .eight(let b)): return range.allSatisfy { a[$0] == b[$0] }
        case (.sixteen(let a), .sixteen(let b)): return range.allSatisfy { a[$0] == b[$0] }
        default: return false
        }
    }

    func lab(at pixel: Int, on surround: Double) -> LabColor {
        let channels = image.channels
        let start = pixel * channels
        let alpha = image.hasAlpha ? Double(code(start + channels - 1)) / (image.bitDepth == 8 ? 255 : 65_535) : 1
        func light(_ channel: Int) -> Double {
            let value = Double(curve[code(start + (channels < 3 ? 0 : channel))])
            return alpha == 1 ? value : value * alpha + surround * (1 - alpha)
        }
        return LabColor(red: light(0), green: light(1), blue: light(2))
    }

    private func code(_ index: Int) -> Int {
        switch image.samples {
        case .eight(let values): Int(values[index])
        case .sixteen(let values): Int(values[index])
        }
    }
}
