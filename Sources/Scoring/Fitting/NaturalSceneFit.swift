import Catalogs
import Foundation
import Media

/// Fits the model behind `niqe` to a folder of pictures, which may be a team's own style.
///
/// Mittal, Soundararajan, Bovik 2013, section II.C: the features of the sharp 96 × 96 blocks of pictures whose longest side is
/// brought to 900, their mean and their sample covariance.
package struct NaturalSceneFit: Sendable {
    /// `niqe/own`; stands beside every reading.
    package let id: String
    /// The licence of pictures that have none of their own in `PICTURE.license`.
    package let licence: String?

    package init(id: String, licence: String?) { (self.id, self.licence) = (id, licence) }

    package struct Outcome: Sendable {
        /// The model file.
        package let json: Data
        package let pictures: Int
        package let patches: Int
    }

    private static let longestSide = 900
    /// Of the sharpest block of a picture; softer blocks are out of focus or empty.
    private static let leastSharpness = 0.75
    private static let leastPatches = 100

    /// - Parameter progress: gets a line for each picture.
    /// - Throws: `Problems` for a folder without pictures, and for pictures with too few sharp or too uniform blocks.
    package func run(folder: String, progress: @escaping @Sendable (String) -> Void) throws -> Outcome {
        let paths = try FittingFolder(folder, least: 1).paths
        let found = concurrentMap(paths.count) { index -> (picture: NaturalSceneModel.Picture, patches: [[Double]])? in
            do {
                let sharp = try Self.sharpPatches(of: PixelImage.read(paths[index]))
                let picture = try picture(paths[index])
                progress("\(paths[index]): \(sharp.count) sharp patches")
                return (picture, sharp)
            } catch {
                progress(String(describing: error))
                return nil
            }
        }
        let samples = found.compactMap { $0 }.filter { !$0.patches.isEmpty }
        let model = try model(of: samples.flatMap(\.patches), pictures: samples.map(\.picture), folder: folder)
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        return Outcome(json: try encoder.encode(model), pictures: samples.count, patches: model.patches ?? 0)
    }

    static func sharpPatches(of picture: PixelImage) throws(MediaError) -> [[Double]] {
        let patches = NaturalPatches(of: ImageAnalysis(try picture.fitted(into: longestSide, longestSide)))
        let threshold = leastSharpness * (patches.sharpness.max() ?? 0)
        return zip(patches.features, patches.sharpness).filter { $0.1 > threshold }.map(\.0)
    }

    private func picture(_ path: String) throws -> NaturalSceneModel.Picture {
        let bytes = try Data(contentsOf: URL(fileURLWithPath: path))
        return NaturalSceneModel.Picture(
            name: URL(fileURLWithPath: path).lastPathComponent, sha256: sha256Hex(Array(bytes)),
            licence: FittingFolder.licence(of: path) ?? licence)
    }

    func model(of patches: [[Double]], pictures: [NaturalSceneModel.Picture], folder: String) throws(Problems) -> NaturalSceneModel {
        guard patches.count >= Self.leastPatches else {
            throw Problems([
                Problem(
                    "\(folder) gave \(patches.count) sharp patches of 96 × 96, which is too few to fit to",
                    remedy: "give more pictures: at least \(Self.leastPatches) patches are needed, some 4 to 10 come of a picture")
            ])
        }
        let spread = PatchDistribution(patches)
        let rank = SymmetricEigen(spread.covariance, size: spread.mean.count).rank
        guard rank == spread.mean.count else {
            throw Problems([
                Problem(
                    "the patches of \(folder) vary in \(rank) of \(spread.mean.count) directions only",
                    remedy: "give pictures that differ more from each other")
            ])
        }
        return NaturalSceneModel(
            id: id, featureVersion: NaturalSceneModel.featureVersion, mean: spread.mean, covariance: spread.covariance,
            provenance: "fitted to \(patches.count) patches of \(pictures.count) pictures, with bakeoff fit niqe", patches: patches.count,
            pictures: pictures)
    }
}
