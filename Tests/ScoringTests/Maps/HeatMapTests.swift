import Catalogs
import Foundation
import Media
import TestSupport
import Testing

@testable import Scoring

@Suite struct HeatMapTests {
    private let scale = MapScale(ideal: 1, worst: 0, legend: "similarity")

    @Test func theIdealIsDarkestAndTheWorstPalest() {
        let map = MetricMap(width: 3, height: 1, values: [1, 0.5, -2], scale: scale)
        guard case .eight(let bytes) = map.picture().samples else { return }
        let light = stride(from: 0, to: 9, by: 3).map { Int(bytes[$0]) + Int(bytes[$0 + 1]) + Int(bytes[$0 + 2]) }
        #expect(light == light.sorted() && light[0] < 60 && light[2] > 500)
    }

    /// A single bad place among thousands is still there in a small copy.
    @Test func noFaultVanishesInASmallerCopy() {
        var values = [Float](repeating: 1, count: 100 * 80)
        values[42 * 100 + 17] = 0
        let map = MetricMap(width: 100, height: 80, values: values, scale: scale)
        let small = map.picture(longestSide: 10)
        #expect(small.width == 10 && small.height == 8)
        guard case .eight(let bytes) = small.samples else { return }
        let palest = ColourMap.ember(share: 1)
        let pixels = stride(from: 0, to: bytes.count, by: 3).filter { bytes[$0] == palest.x && bytes[$0 + 1] == palest.y }
        #expect(pixels == [(4 * 10 + 1) * 3])
    }

    @Test(arguments: MetricCatalog.image.filter { $0 is any MappedMetric.Type }.map { $0.name })
    func mapsShowDamageWhereItIs(_ name: String) throws {
        let clean = SyntheticImage.scene(width: 192, height: 176)
        let noisy = clean.noisy(amplitude: 90)
        guard case .eight(let good) = clean.samples, case .eight(let bad) = noisy.samples else { return }
        // The left half is damaged.
        let mixed = good.indices.map { $0 / 3 % 192 < 96 ? bad[$0] : good[$0] }
        let copy = ImageAnalysis(PixelImage(width: 192, height: 176, channels: 3, samples: .eight(mixed)))
        let metric = try #require(try makeImageMetric(name) as? any MappedMetric)
        let map = try metric.map(copy, against: ImageAnalysis(clean))
        #expect(map.values.allSatisfy { $0.isFinite })
        func worst(_ columns: Range<Int>) -> Double {
            let places = (0..<map.height).flatMap { y in columns.map { Double(map.values[y * map.width + $0]) } }
            return places.reduce(0) { $0 + abs($1 - map.scale.ideal) } / Double(places.count)
        }
        #expect(worst(0..<map.width / 3) > 4 * worst(map.width * 2 / 3..<map.width), "\(name)")
    }

    @Test func scoringWritesTheMapsItIsAskedFor() throws {
        let folder = FileManager.default.temporaryDirectory.appendingPathComponent("bakeoff-maps-\(UUID().uuidString)").path
        let clean = SyntheticImage.scene(width: 192, height: 176)
        try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
        try clean.writePNG(to: "\(folder)/clean.png")
        try clean.blurred(radius: 2).writePNG(to: "\(folder)/soft.png")
        let scorer = try Scorer(data: ScoringData.load(), profile: nil, metrics: ["ssim", "noise_sigma"])
        let place = MapPlace(root: folder, stem: "maps/a/soft")
        let card = try scorer.score(path: "\(folder)/soft.png", kind: .image, reference: "\(folder)/clean.png", maps: place)
        #expect(card.maps?.map(\.path) == ["maps/a/soft.ssim.png"])
        #expect(try PixelImage.read("\(folder)/maps/a/soft.ssim.png").width == card.maps?.first?.width)
        #expect(try scorer.score(path: "\(folder)/soft.png", kind: .image, maps: place).maps == nil)
        try FileManager.default.removeItem(atPath: folder)
    }
}
