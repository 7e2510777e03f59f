import Foundation
import Media
import TestSupport
import Testing

@testable import Scoring

@Suite struct ModelFileTests {
    private let folder = FileManager.default.temporaryDirectory.appendingPathComponent("bakeoff-models-\(UUID().uuidString)")
    private let models: URL

    init() throws {
        models = URL(fileURLWithPath: try ScoringFolder.locate()).appendingPathComponent("models")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    }

    @Test func aModelThatIsNotThereIsAMissingReadingWithTheRemedy() throws {
        let file = ModelFile<NaturalSceneModel>("\(folder.path)/none.json", standard: "niqe-live-2012.json")
        let missing = #expect(throws: Missing.self) { try file.model() }
        #expect(missing?.state == .unavailable && missing?.reason.contains("no such file") == true)
        #expect(missing?.reason.hasSuffix("name another file under 'model', or none") == true)
    }

    @Test(arguments: [
        "", "{}", "[1, 2]", #"{"id": "x", "feature_version": 1, "mean": [1], "covariance": [1], "provenance": ""}"#, "\u{0}\u{1}",
    ])
    func aDamagedModelIsNamed(text: String) throws {
        let path = "\(folder.path)/\(UUID().uuidString).json"
        try Data(text.utf8).write(to: URL(fileURLWithPath: path))
        #expect(throws: Missing.self) { try ModelFile<NaturalSceneModel>(path, standard: "").model() }
    }

    /// One changed digit is another model, which must not go by the published name.
    @Test func thePublishedFilesAreCheckedAndOwnOnesAreNot() throws {
        let from = models.appendingPathComponent("brisque-live-2011")
        let changed = folder.appendingPathComponent("changed")
        try FileManager.default.copyItem(at: from, to: changed)
        let range = try String(contentsOf: from.appendingPathComponent("allrange"), encoding: .utf8)
        try range.replacing("0.338", with: "0.339").write(to: changed.appendingPathComponent("allrange"), atomically: true, encoding: .utf8)
        let digests = (model: "8b04d6045f1b27261610c8ab1730fdcc14ec80bfab0f1ab5f703bbc2927314de", range: "e47d")
        #expect(throws: ModelProblem.self) { try SupportVectors(folder: changed.path, inputs: 36, digests: digests) }
        #expect(try SupportVectors(folder: changed.path, inputs: 36, digests: nil).inputs == 36)
    }

    @Test(arguments: ["kernel_type rbf", "gamma 0.05", "rho -153.591", "total_sv 774"])
    func aSupportVectorModelWithoutALineOfItsHeadIsRefused(line: String) throws {
        let copy = folder.appendingPathComponent(UUID().uuidString)
        try FileManager.default.copyItem(at: models.appendingPathComponent("brisque-live-2011"), to: copy)
        let file = copy.appendingPathComponent("allmodel")
        let text = try String(contentsOf: file, encoding: .utf8)
        try #require(text.contains(line))
        try text.replacing(line, with: "x y").write(to: file, atomically: true, encoding: .utf8)
        #expect(throws: ModelProblem.self) { try SupportVectors(folder: copy.path, inputs: 36, digests: nil) }
    }

    @Test func everyReadingSaysWhichModelItIsFrom() throws {
        let picture = ImageAnalysis(SyntheticImage.scene(width: 200, height: 200))
        for (name, id) in [("brisque", "brisque/live-2011"), ("niqe", "niqe/live-2012"), ("technical_quality", "technical-quality/1")] {
            #expect(try makeImageMetric(name).reading(of: picture).get().flags.contains(id), "\(name)")
        }
    }

    @Test func flatArtIsSaidToBeOutOfTheModel() throws {
        let art = SyntheticImage.draw(width: 220, height: 220, channels: 3) { x, y, _ in (x / 55 + y / 55) % 2 * 200 + (x == 3 ? 9 : 0) }
        let flags = try makeImageMetric("brisque").reading(of: ImageAnalysis(art)).get().flags
        #expect(flags.contains { $0.hasPrefix("out of model: ") && $0.hasSuffix(" % of the picture is exactly flat") })
    }
}
