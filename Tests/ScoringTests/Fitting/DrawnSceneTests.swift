import Media
import Testing

@testable import Scoring

@Suite struct DrawnSceneTests {
    @Test func everySeedDrawsAnotherPictureAndTheSameOneAgain() throws {
        func picture(_ seed: UInt64) throws -> PixelImage {
            var noise = SeededNoise(seed: seed)
            return try DrawnScene(noise: &noise).picture(side: 48)
        }
        #expect(try picture(1) == picture(1))
        #expect(try picture(1).samples != picture(2).samples)
        #expect(try picture(3).width == 48 && picture(3).height == 48)
    }

    /// What makes a drawing: most neighbours are equal.
    @Test func mostOfItIsFlat() throws {
        var noise = SeededNoise(seed: 4)
        let shares = try (0..<12).map { _ in
            let analysis = ImageAnalysis(try DrawnScene(noise: &noise).picture(side: 96))
            let image = analysis.image
            guard case .eight(let codes) = image.samples else { return 0.0 }
            let equal = (3..<codes.count).count { abs(Int(codes[$0]) - Int(codes[$0 - 3])) <= 2 }
            return Double(equal) / Double(codes.count)
        }
        #expect(shares.sorted()[6] > 0.6, "\(shares)")
    }
}
