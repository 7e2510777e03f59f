import Catalogs
import Foundation
import Media
import TestSupport
import Testing

@testable import Scoring

@Suite struct NaturalSceneFitTests {
    private let folder = FileManager.default.temporaryDirectory.appendingPathComponent("bakeoff-fit-\(UUID().uuidString)")

    init() throws { try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true) }

    /// Structure and noise that differ from place to place and from seed to seed.
    private static func picture(_ seed: Int, side: Int = 576) -> PixelImage {
        var noise = SeededNoise(seed: UInt64(seed))
        let rough = noise.between(6, 30), wave = noise.between(0.02, 0.2)
        return SyntheticImage.draw(width: side, height: side, channels: 1) { x, y, _ in
            let swell = 40 * (Double(x) * wave + Double(y * y) * wave / 300).truncatingRemainder(dividingBy: 2)
            return Int(min(255, max(0, 80 + swell + rough * (1 + Double((x / 96 + y / 96) % 5) / 5) * noise.normal())))
        }
    }

    private func write(_ pictures: [PixelImage]) throws {
        for (index, picture) in pictures.enumerated() {
            try picture.writePNG(to: folder.appendingPathComponent("p\(index).png").path)
        }
    }

    private func fit() throws -> (NaturalSceneModel, NaturalSceneFit.Outcome) {
        let outcome = try NaturalSceneFit(id: "niqe/test", licence: "MIT").run(folder: folder.path) { _ in }
        return (try JSONDecoder().decode(NaturalSceneModel.self, from: outcome.json), outcome)
    }

    @Test func aFittedModelKnowsItsOwnPicturesFromDamagedOnes() throws {
        try write((0..<8).map { Self.picture($0) })
        try Data("SPDX-License-Identifier: CC0-1.0\n".utf8).write(to: folder.appendingPathComponent("p1.png.license"))
        let (model, outcome) = try fit()
        #expect(model.isSound && model.id == "niqe/test" && outcome.patches >= 100)
        #expect(model.patches == outcome.patches && model.pictures?.count == 8)
        #expect(model.pictures?.map(\.licence) == ["MIT", "CC0-1.0"] + [String](repeating: "MIT", count: 6))
        let path = folder.appendingPathComponent("own.json").path
        try outcome.json.write(to: URL(fileURLWithPath: path))
        let settings = try SettingsFile.parse("model: \(path)", file: "p.yaml")
        var options = Options(settings, of: "metric 'niqe'")
        let metric = NIQE(options: &options)
        func value(_ picture: PixelImage) throws -> Double {
            guard case .value(let value) = try metric.measure(ImageAnalysis(picture), against: nil) else { return .nan }
            return value
        }
        let fresh = Self.picture(99)
        #expect(try value(fresh) < value(FloatPicture(fresh).blurred(sigma: 1.5).image))
    }

    @Test func theSameFolderGivesTheSameBytes() throws {
        try write((0..<8).map { Self.picture($0) })
        #expect(try fit().1.json == fit().1.json)
    }

    @Test func blocksThatAreSofterThanTheSharpestAreLeftOut() throws {
        let sharp = Self.picture(3, side: 384)
        var mixed = FloatPicture(sharp)
        let soft = mixed.blurred(sigma: 3)
        for y in 0..<384 { for at in y * 3 * 384..<y * 3 * 384 + 3 * 192 { mixed.values[at] = soft.values[at] } }
        let kept = try NaturalSceneFit.sharpPatches(of: mixed.image)
        #expect(!kept.isEmpty && kept.count <= 8)
    }

    @Test func tooLittleToFitToIsSaid() throws {
        try write([Self.picture(1)])
        let few = #expect(throws: Problems.self) { try fit() }
        #expect(few?.list.first?.message.contains("too few") == true)
        let same = [[Double]](repeating: (0..<36).map(Double.init), count: 60) + [[Double]](repeating: (1..<37).map(Double.init), count: 60)
        let narrow = #expect(throws: Problems.self) {
            try NaturalSceneFit(id: "niqe/test", licence: nil).model(of: same, pictures: [], folder: "drawings")
        }
        #expect(narrow?.list.first?.message == "the patches of drawings vary in 1 of 36 directions only")
    }
}
