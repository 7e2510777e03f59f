import Dispatch
import Media
import Synchronization
import TestSupport
import Testing

@testable import Scoring

@Suite struct PairAnalysisTests {
    let picture = SyntheticImage.scene(width: 190, height: 176)

    @Test func aPairIsMeasuredOnceWhicheverThreadAsks() throws {
        let reference = ImageAnalysis(picture), candidate = ImageAnalysis(picture.noisy(amplitude: 20))
        let found = Mutex<Set<StructuralSimilarity.Means>>([])
        DispatchQueue.concurrentPerform(iterations: 8) { _ in
            let means = try? candidate.comparison(with: reference).luma
            found.withLock { found in means.map { _ = found.insert($0) } }
        }
        #expect(found.withLock { $0 } == [try candidate.comparison(with: reference).luma])
    }

    @Test func anotherReferenceIsAnotherPair() throws {
        let candidate = ImageAnalysis(picture.noisy(amplitude: 20))
        let near = ImageAnalysis(picture), far = ImageAnalysis(picture.noisy(amplitude: 60))
        let first = try candidate.comparison(with: near).luma
        #expect(try candidate.comparison(with: far).luma != first)
        #expect(try candidate.comparison(with: near).luma == first)
        #expect(try near.comparison(with: candidate).luma == first)
    }

    @Test func aPictureKeepsNoReferenceAlive() throws {
        let candidate = ImageAnalysis(picture)
        weak var gone: ImageAnalysis?
        do {
            let reference = ImageAnalysis(picture)
            _ = try candidate.comparison(with: reference).luma
            gone = reference
        }
        #expect(gone == nil)
    }

    @Test func errorMapsHoldTheAbsoluteError() throws {
        let dark = ImageAnalysis(SyntheticImage.draw(width: 3, height: 2, channels: 3) { x, y, channel in 10 * x + y + channel })
        let bright = ImageAnalysis(
            SyntheticImage.draw(width: 3, height: 2, channels: 3) { x, y, channel in 10 * x + y + channel + (x == 1 ? 3 * channel : 0) })
        func map(_ name: String) throws -> MetricMap {
            try #require(try makeImageMetric(name) as? any MappedMetric).map(bright, against: dark)
        }
        #expect(try map("psnr").values == [0, 3, 0, 0, 3, 0])
        let luma = try map("psnr_y")
        #expect(luma.width == 3 && luma.height == 2 && luma.values[0] == 0)
        #expect(abs(luma.values[1] - (0.587 * 3 + 0.114 * 6)) < 1e-5)
    }
}
