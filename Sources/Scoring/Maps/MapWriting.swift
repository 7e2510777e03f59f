import Catalogs
import Foundation
import Media

/// Where the maps of one picture go.
package struct MapPlace: Sendable, Hashable {
    /// The folder that paths in a record are relative to.
    package let root: String
    /// Path without extension inside it; `.<metric>.png` is appended.
    package let stem: String

    package init(root: String, stem: String) {
        self.root = root
        self.stem = stem
    }
}

/// Makes and writes the maps of a picture against its reference.
struct MapWriting {
    /// Longest side of a written map; it shows where, not every pixel.
    static let longestSide = 1024
    /// Larger pictures get none: a map has a number for each pixel.
    static let pixelLimit = 64 << 20

    let place: MapPlace

    /// - Parameter metrics: whose maps are wanted; the others, and those that cannot be made, are passed over.
    /// - Throws: `MediaError` when a file cannot be written.
    func write(
        _ metrics: [any Metric<ImageAnalysis>], of candidate: ImageAnalysis, against reference: ImageAnalysis
    ) throws(MediaError) -> [MapFile] {
        guard candidate.pixels <= Self.pixelLimit else { return [] }
        var files: [MapFile] = []
        for case let metric as any MappedMetric in metrics {
            guard let map = try? metric.map(candidate, against: reference) else { continue }
            let name = type(of: metric).name
            let picture = map.picture(longestSide: Self.longestSide)
            let path = "\(place.stem).\(name).png"
            let absolute = "\(place.root)/\(path)"
            do {
                try FileManager.default.createDirectory(
                    atPath: (absolute as NSString).deletingLastPathComponent, withIntermediateDirectories: true)
            } catch {
                throw MediaError(.unwritable, absolute, "its folder cannot be made: \(error.localizedDescription)")
            }
            try picture.writePNG(to: absolute)
            files.append(MapFile(metric: name, path: path, width: picture.width, height: picture.height, scale: map.scale))
        }
        return files
    }
}
