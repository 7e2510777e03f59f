import Foundation
import Media
import Scoring

/// A map of one metric as a `data:` URI, with the ends of its fixed scale.
struct MapExhibit: Sendable {
    /// Longest side of a map on a page.
    static let longestSide = 360

    let metric: String
    let source: String
    let width: Int
    let height: Int
    let ideal: Double
    let worst: Double
    let legend: String

    /// - Throws: `MediaError`.
    init(_ file: MapFile, at path: String) throws(MediaError) {
        let picture = try PixelImage.read(path).fitted(into: Self.longestSide, Self.longestSide)
        metric = file.metric
        source = dataURI(try picture.encodedPNG(level: 9), "image/png")
        (width, height) = (picture.width, picture.height)
        (ideal, worst, legend) = (file.ideal, file.worst, file.legend)
    }

    /// The colours of every map from best to worst, as a `data:` URI.
    static let strip = ((try? ColourMap.strip(width: 120, height: 1).encodedPNG(level: 9)).map { dataURI($0, "image/png") }) ?? ""
}
