import Catalogs
import Foundation
import Media
import Pipeline
import Scoring

/// One file of `bakeoff similar` with what others are compared with, or why it could not be read.
struct SketchedFile: Sendable {
    let path: String
    let sha256: String?
    let width: Int?
    let height: Int?
    let fingerprint: PictureFingerprint?
    /// nil for a file that is not among those whose distances are measured.
    let sketch: PictureSketch?
    let error: MediaError?

    @concurrent
    init(_ path: String, isMeasured: Bool) async {
        self.path = path
        var picture: ImageAnalysis?
        var hash: String?
        var failure: MediaError?
        do {
            picture = ImageAnalysis(try PixelImage.read(path))
            // After decoding, which refuses what is too large before reading it.
            hash = try sha256Hex(ofFile: path)
        } catch {
            failure = error
            picture = nil
        }
        (sha256, error) = (hash, failure)
        (width, height) = (picture?.width, picture?.height)
        fingerprint = picture.map { PictureFingerprint(of: $0) }
        sketch = isMeasured ? picture.map { PictureSketch(of: $0) } : nil
    }
}

/// Pictures beside each other: which are the same, which nearly, and how different the set is.
struct PictureSet {
    let files: [SketchedFile]
    /// Places of files with the same bytes.
    let identical: [[Int]]
    /// Near-duplicates by the places of their files; of identical ones the first stands for all.
    let nearDuplicates: [NearDuplicate.Pair]
    /// nil where fewer than two could be read.
    let diversity: Diversity?
    /// Files whose distances were measured.
    let measured: Int

    /// The work grows with the square of the number: of more files an even draw is measured.
    private static let mostMeasured = 45

    /// Places of the files whose distances are measured.
    static func drawn(of count: Int) -> [Int] {
        let most = min(count, mostMeasured)
        return (0..<most).map { $0 * count / most }
    }

    init(_ files: [SketchedFile]) {
        self.files = files
        let readable = files.indices.filter { files[$0].fingerprint != nil }
        let groups = Dictionary(grouping: readable) { files[$0].sha256 ?? "" }.values.sorted { $0[0] < $1[0] }
        identical = groups.filter { $0.count > 1 }
        let distinct = groups.map { $0[0] }
        nearDuplicates = NearDuplicate.pairs(among: distinct.compactMap { files[$0].fingerprint }).map {
            NearDuplicate.Pair(first: distinct[$0.first], second: distinct[$0.second], near: $0.near)
        }
        let sketches = files.compactMap(\.sketch)
        measured = sketches.count
        diversity = sketches.count > 1 ? Diversity(of: sketches) : nil
    }

    /// For a person: the same files, the nearly same ones, the distance.
    var lines: [String] {
        var lines = identical.map { "identical: " + $0.map { visible(files[$0].path) }.joined(separator: ", ") }
        lines += nearDuplicates.map {
            let names = "\(visible(files[$0.first].path)), \(visible(files[$0.second].path))"
            return "nearly the same: \(names)  (\($0.near.distance) of 64 bits differ, SSIM \(String(format: "%.3f", $0.near.similarity)))"
        }
        if lines.isEmpty, files.contains(where: { $0.fingerprint != nil }) { lines.append("no two files are the same or nearly the same") }
        guard let diversity else { return lines }
        let draw = measured < files.count ? " of \(measured) drawn from \(files.count)" : ""
        lines.append(
            String(
                format: "mean distance %.3f between the pictures%@, measured at %d×%d; worth %.1f different pictures",
                diversity.meanDistance, draw, diversity.width, diversity.height, diversity.vendiScore))
        return lines
    }
}

/// The JSON contract of `bakeoff similar --json`.
struct SimilarDocument: Encodable {
    let schema = "bakeoff.similar"
    let schema_version = "1.0"
    let bakeoff = bakeoffVersion
    let files: [Entry]
    /// Paths of files with the same bytes.
    let identical: [[String]]
    let near_duplicates: [Pair]
    let diversity: Distances?

    struct Entry: Encodable {
        let path: String
        let sha256: String?
        let width: Int?
        let height: Int?
        let phash: PerceptualHash?
        let dhash: DifferenceHash?
        let error: Failure?
    }

    struct Failure: Encodable {
        let code: String
        let message: String
    }

    struct Pair: Encodable {
        let a: String
        let b: String
        /// Bits of 64 in which the perceptual hashes differ.
        let distance: Int
        /// SSIM of the gray versions at 64×64.
        let similarity: Double
    }

    struct Distances: Encodable {
        /// Mean of 1 − MS-SSIM over all pairs of the files measured.
        let mean_distance: Double
        let vendi_score: Double
        let files_measured: Int
        let width: Int
        let height: Int
    }

    init(_ set: PictureSet) {
        files = set.files.map {
            Entry(
                path: $0.path, sha256: $0.sha256, width: $0.width, height: $0.height, phash: $0.fingerprint?.perceptual,
                dhash: $0.fingerprint?.difference, error: $0.error.map { Failure(code: $0.code.rawValue, message: $0.description) })
        }
        identical = set.identical.map { $0.map { set.files[$0].path } }
        near_duplicates = set.nearDuplicates.map {
            Pair(a: set.files[$0.first].path, b: set.files[$0.second].path, distance: $0.near.distance, similarity: $0.near.similarity)
        }
        diversity = set.diversity.map {
            Distances(
                mean_distance: $0.meanDistance, vendi_score: $0.vendiScore, files_measured: set.measured, width: $0.width,
                height: $0.height)
        }
    }
}
