import Foundation
import Media
import TestSupport
import Testing

@testable import Scoring

@Suite struct PictureHashTests {
    /// A picture and what imagehash says of it.
    struct Row: Sendable, CustomTestStringConvertible {
        let file: String
        let perceptual: String
        let difference: String
        var testDescription: String { file }
    }

    static let rows: [Row] = {
        guard let text = try? String(contentsOf: fixture("picture_hashes.csv"), encoding: .utf8) else { return [] }
        return text.split(separator: "\n").dropFirst(2).map { line in
            let fields = line.split(separator: ",").map(String.init)
            return Row(file: fields[0], perceptual: fields[1], difference: fields[2])
        }
    }()

    private func fingerprint(_ picture: PixelImage) -> PictureFingerprint { PictureFingerprint(of: ImageAnalysis(picture)) }

    @Test func thereAreExpectedHashes() { #expect(Self.rows.count == 10) }

    @Test(arguments: rows)
    func agreesWithImagehashToTheLastBit(_ row: Row) throws {
        let found = fingerprint(try PixelImage.read(fixture("image/\(row.file)").path))
        #expect(found.perceptual.description == row.perceptual)
        #expect(found.difference.description == row.difference)
    }

    /// The whole reference set: `BAKEOFF_REFERENCE` names the folder that holds `image/values.json`.
    @Test(.enabled(if: ProcessInfo.processInfo.environment["BAKEOFF_REFERENCE"] != nil, "set BAKEOFF_REFERENCE to run"))
    func agreesWithImagehashOnTheWholeReferenceSet() throws {
        let folder = try #require(ProcessInfo.processInfo.environment["BAKEOFF_REFERENCE"]) + "/image/"
        let json = try JSONSerialization.jsonObject(with: Data(contentsOf: URL(fileURLWithPath: folder + "values.json")))
        let values = try #require((json as? [String: Any])?["values"] as? [String: [String: Any]])
        #expect(values.count >= 70)
        for (file, values) in values {
            let found = fingerprint(try PixelImage.read(folder + file))
            #expect(found.perceptual.description == values["phash.imagehash"] as? String, "\(file)")
            #expect(found.difference.description == values["dhash.imagehash"] as? String, "\(file)")
        }
    }

    @Test func shrinksToTheBitsOfPillow() {
        // Pillow 13.0.0, resize((9, 8), LANCZOS) of mode L: wide, so tall that the columns go first, and enlarged.
        let expected: [(width: Int, height: Int, rows: [[UInt8]])] = [
            (50, 40, [[133, 132, 137, 118, 120, 129, 136, 124, 121], [165, 157, 107, 134]]),
            (20, 90, [[126, 134, 135, 132, 124, 136, 132, 139, 133], [101, 132, 127]]),
            (5, 3, [[0, 0, 21, 40, 50, 58, 95, 150, 181], [18, 110, 182, 216]]),
        ]
        for (width, height, rows) in expected {
            var shrink = GrayShrink(fromWidth: width, height, to: 9, 8)
            for y in 0..<height { shrink.take((0..<width).map { x in UInt8((x * 37 + y * 91 + x * y * 13) % 256) }) }
            let samples = shrink.result.samples
            #expect(Array(samples.prefix(9)) == rows[0] && Array(samples.suffix(rows[1].count)) == rows[1], "\(width)×\(height)")
        }
    }

    @Test func aFlatPictureHasNothingAboveItsMedianButItsMean() {
        for level: UInt8 in [1, 77, 255] {
            let flat = fingerprint(SyntheticImage.flat(width: 37, height: 29, value: level))
            #expect(flat.perceptual.description == "8000000000000000" && flat.difference.bits == 0)
        }
        #expect(fingerprint(SyntheticImage.flat(width: 1, height: 1, value: 0)).perceptual.bits == 0)
    }

    @Test func depthAlphaAndChannelsOfTheSameContentChangeNothing() {
        let scene = SyntheticImage.scene(width: 90, height: 70)
        #expect(fingerprint(scene.widened()) == fingerprint(scene))
        #expect(fingerprint(scene.withAlpha(255)) == fingerprint(scene))
        let gray = SyntheticImage.scene(width: 90, height: 70, channels: 1)
        #expect(fingerprint(gray.replicated()) == fingerprint(gray))
    }

    @Test(arguments: [(1, 1), (1, 5000), (5000, 1), (7, 7), (31, 33)])
    func everySizeHasAHash(_ width: Int, _ height: Int) {
        let scene = SyntheticImage.scene(width: width, height: height)
        #expect(fingerprint(scene) == fingerprint(scene))
    }

    @Test func isWrittenAndReadAs16Digits() throws {
        let hash = PerceptualHash(bits: 0x00ab)
        #expect(hash.description == "00000000000000ab" && PerceptualHash("00000000000000ab") == hash)
        #expect(try JSONDecoder().decode([PerceptualHash].self, from: JSONEncoder().encode([hash])) == [hash])
        for wrong in ["", "ab", "00000000000000ag", "+0000000000000ab"] { #expect(PerceptualHash(wrong) == nil, "\(wrong)") }
    }

    @Test func aRecodedCopyIsANearDuplicateAndAnotherPictureIsNot() throws {
        func picture(_ name: String) throws -> PictureFingerprint { fingerprint(try PixelImage.read(fixture("image/\(name).png").path)) }
        let original = try picture("camera_gray")
        for copy in ["camera_gray.jpeg10", "camera_gray.blur15", "camera_gray.noise15"] {
            let found = try #require(NearDuplicate(original, picture(copy)))
            #expect(found.distance <= 2 && found.similarity < 1)
        }
        #expect(NearDuplicate(original, original)?.similarity == 1)
        #expect(try NearDuplicate(original, picture("chelsea")) == nil)
        // Two plain pictures of nearly the same hash: the small versions tell them apart.
        let plain = fingerprint(SyntheticImage.flat(width: 64, height: 64, value: 20))
        let other = fingerprint(SyntheticImage.flat(width: 64, height: 64, value: 200))
        #expect(plain.perceptual == other.perceptual && NearDuplicate(plain, other) == nil)
    }
}
