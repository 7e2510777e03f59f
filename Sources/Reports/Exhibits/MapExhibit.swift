import Foundation
import Media
import Scoring

/// A map of differences as a page shows it, with the ends of its fixed scale.
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

    /// A map against the reference that was written beside the score.
    ///
    /// - Throws: `MediaError`.
    init(_ file: MapFile, at path: String, into draft: inout MediaDraft) throws(MediaError) {
        let picture = try PixelImage.read(path).fitted(into: Self.longestSide, Self.longestSide)
        metric = file.metric
        source = draft.add(try picture.encodedPNG(level: 9), as: .png)
        (width, height) = (picture.width, picture.height)
        (ideal, worst, legend) = (file.ideal, file.worst, file.legend)
    }

    /// The colour difference of two outputs, CIEDE2000 from 0 to 20 as in the composite `side_by_side`.
    ///
    /// - Precondition: equal sizes.
    /// - Throws: `MediaError`.
    init(_ first: PixelImage, _ second: PixelImage, names: (String, String), into draft: inout MediaDraft) throws(MediaError) {
        let scale = MapScale(ideal: 0, worst: 20, legend: "colour difference (ΔE00) of \(names.0) and \(names.1)")
        let values = colourDifferences(first, second)
        let picture = MetricMap(width: first.width, height: first.height, values: values, scale: scale).picture(
            longestSide: Self.longestSide)
        metric = "difference"
        source = draft.add(try picture.encodedJPEG(quality: 85), as: .jpeg)
        (width, height) = (picture.width, picture.height)
        (ideal, worst, legend) = (scale.ideal, scale.worst, scale.legend)
    }

    /// The colours of every map from best to worst, as a `data:` URI.
    static let strip: String = {
        var draft = MediaDraft(.single)
        return (try? ColourMap.strip(width: 120, height: 1).encodedPNG(level: 9)).map { draft.add($0, as: .png) } ?? ""
    }()
}
