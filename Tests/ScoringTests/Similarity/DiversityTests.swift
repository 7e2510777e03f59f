import Media
import TestSupport
import Testing

@testable import Scoring

@Suite struct DiversityTests {
    /// Pictures with nothing in common but the size.
    private func pictures(_ count: Int, width: Int = 300, height: Int = 200) -> [PixelImage] {
        (0..<count).map { number in
            var random = SplitMix(seed: UInt64(number))
            let blocks = (0..<60).map { _ in Int(random.next() % 256) }
            return SyntheticImage.draw(width: width, height: height, channels: 3) { x, y, channel in
                blocks[x * 6 / width + y * 5 / height * 6] + channel * 20
            }
        }
    }

    private func diversity(_ pictures: [PixelImage]) -> Diversity {
        Diversity(of: pictures.map { PictureSketch(of: ImageAnalysis($0)) })
    }

    private func duplicates(_ pictures: [PixelImage]) -> [NearDuplicate.Pair] {
        NearDuplicate.pairs(among: pictures.map { PictureFingerprint(of: ImageAnalysis($0)) })
    }

    @Test func onePictureAgainAndAgainIsNoSet() {
        let same = Array(repeating: pictures(1)[0], count: 4)
        #expect(diversity(same).meanDistance == 0 && abs(diversity(same).vendiScore - 1) < 1e-9)
        let pairs = duplicates(same)
        #expect(pairs.map { [$0.first, $0.second] } == [[0, 1], [0, 2], [0, 3], [1, 2], [1, 3], [2, 3]])
        #expect(pairs.allSatisfy { $0.near.similarity == 1 && $0.near.distance == 0 })
    }

    @Test func differentPicturesAreWorthAsManyAsTheyAre() {
        let set = diversity(pictures(5))
        #expect(set.meanDistance > 0.6 && duplicates(pictures(5)).isEmpty)
        #expect(set.vendiScore > 3.5 && set.vendiScore <= 5.000_001)
    }

    @Test func everyCopyInASetLowersItsWorth() {
        let four = pictures(4)
        let sets = [four, [four[0], four[1], four[2], four[0].noisy(amplitude: 6)], [four[0], four[1], four[0], four[1]]]
        let worth = sets.map { diversity($0).vendiScore }
        #expect(worth == worth.sorted(by: >) && abs(worth[2] - 2) < 0.3, "\(worth)")
        #expect(sets.map { duplicates($0).count } == [0, 1, 2])
        #expect(duplicates(sets[1]).map { [$0.first, $0.second] } == [[0, 3]])
    }

    /// Two pictures with similarity s have eigenvalues (1 ± s)/2.
    @Test func theWorthOfTwoFollowsFromTheirSimilarity() {
        let set = diversity([pictures(1)[0], pictures(1)[0].blurred(radius: 4)])
        let s = 1 - set.meanDistance
        #expect(s > 0.2 && s < 0.98)
        let expected = PortableMath.exp([(1 + s) / 2, (1 - s) / 2].reduce(0) { $0 - $1 * PortableMath.log($1) })
        #expect(abs(set.vendiScore - expected) < 1e-9)
    }

    @Test func sizesThatDifferAreBroughtToTheSmallest() {
        let square = diversity([pictures(1)[0], pictures(1, width: 256, height: 256)[0]])
        #expect(square.width == 256 && square.height == 256)
        let scaled = diversity([pictures(1)[0], pictures(1, width: 900, height: 600)[0]])
        #expect(scaled.width == 384 && scaled.height == 256 && scaled.meanDistance < 0.1)
        let odd = diversity([pictures(1, width: 1, height: 1)[0], pictures(1, width: 3000, height: 2)[0]])
        #expect(odd.width == 256 && odd.height == 256 && (0...1).contains(odd.meanDistance))
    }
}
