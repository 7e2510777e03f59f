import Media
import TestSupport
import Testing

@testable import Scoring

@Suite struct QualityFeaturesTests {
    private let scene = SyntheticImage.scene(width: 208, height: 190)

    private func values(_ picture: PixelImage) throws -> [Float] { try QualityFeatures(of: ImageAnalysis(picture)).values }

    @Test func thereIsANumberForEveryNameAndEachNameOnce() throws {
        #expect(try values(scene).count == QualityFeatures.names.count)
        #expect(Set(QualityFeatures.names).count == QualityFeatures.names.count)
    }

    @Test func everyPictureHasFiniteFeatures() throws {
        for (width, height) in [(8, 8), (9, 300), (300, 11), (72, 72), (131, 77)] {
            let pictures = [
                SyntheticImage.scene(width: width, height: height), PixelImage(flat: width, height),
                SyntheticImage.scene(width: width, height: height, channels: 1).widened(),
            ]
            for picture in pictures {
                #expect(try values(picture).allSatisfy { $0.isFinite }, "\(width) × \(height)")
            }
        }
        #expect(throws: Missing.self) { try QualityFeatures(of: ImageAnalysis(SyntheticImage.scene(width: 7, height: 90))) }
    }

    @Test func grayAndSixteenBitsChangeNothing() throws {
        let gray = SyntheticImage.scene(width: 128, height: 120, channels: 1)
        #expect(try values(gray) == values(gray.replicated()))
        #expect(try values(scene) == values(scene.widened()))
    }

    /// The step of one scale is √energy: doubling all steps adds ln 4 to its logarithm.
    @Test func strongerStepsReadStronger() throws {
        let soft = SyntheticImage.draw(width: 96, height: 96, channels: 3) { x, y, _ in 100 + (x * 7 + y * 13) % 20 }
        let hard = SyntheticImage.draw(width: 96, height: 96, channels: 3) { x, y, _ in 60 + (x * 7 + y * 13) % 20 * 2 }
        let index = try #require(QualityFeatures.names.firstIndex(of: "luma1_step"))
        #expect(try abs(values(hard)[index] - values(soft)[index] - 1.386_294) < 1e-3)
    }

    /// What a JPEG coder leaves: zeros on its grid that are not beside it.
    @Test func aCodingGridShows() throws {
        let bytes = try scene.encodedJPEG(quality: 30)
        let coded = try PixelImage.decodeJPEG(bytes, path: "scene.jpg")
        let index = try #require(QualityFeatures.names.firstIndex(of: "grid_high"))
        #expect(try values(coded)[index] > values(scene)[index] + 0.05)
    }
}

extension PixelImage {
    fileprivate init(flat width: Int, _ height: Int) { self = SyntheticImage.flat(width: width, height: height, value: 90) }
}
