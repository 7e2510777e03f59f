import Foundation
import Media
import Scoring

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
        values = colourDifferences(first, second)
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

    static func colour(of difference: Double) -> PageColour {
        let colour = ColourMap.ember(share: difference / top)
        return PageColour(colour.x, colour.y, colour.z)
    }

    func draw<Code>(on page: inout PagePainting<Code>, x: Int, y: Int) {
        for row in 0..<height {
            for column in 0..<width { page.set(x + column, y + row, Self.colour(of: Double(values[row * width + column]))) }
        }
    }
}
