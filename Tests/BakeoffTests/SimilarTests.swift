import Foundation
import Media
import TestSupport
import Testing

@Suite struct SimilarTests {
    private func document(_ result: Program.Result) throws -> [String: Any] {
        try JSONSerialization.jsonObject(with: Data(result.output.utf8)) as? [String: Any] ?? [:]
    }

    /// A scene, its copy, the scene with a little noise, and a picture of something else.
    private func pictures() throws -> Folder {
        let folder = try Folder()
        let scene = SyntheticImage.scene(width: 320, height: 240)
        try scene.writePNG(to: folder.path + "/scene.png")
        try scene.writePNG(to: folder.path + "/copy.png")
        try scene.noisy(amplitude: 10).writePNG(to: folder.path + "/noisy.png")
        let other = SyntheticImage.draw(width: 300, height: 300, channels: 3) { x, y, _ in (x / 60 * 83 + y / 75 * 131) % 256 }
        try other.writePNG(to: folder.path + "/other.png")
        return folder
    }

    @Test func saysWhatIsTheSameAndWhatNearly() throws {
        let folder = try pictures()
        let result = try Program.run("similar", "scene.png", "other.png", "copy.png", "noisy.png", in: folder.path)
        #expect(result.status == 0 && result.errors.isEmpty, "\(result.errors)")
        let lines = result.output.split(separator: "\n")
        #expect(lines.count == 3 && lines[0] == "identical: scene.png, copy.png", "\(result.output)")
        #expect(lines[1].hasPrefix("nearly the same: scene.png, noisy.png  ("))
        #expect(lines[2].hasPrefix("mean distance 0.") && lines[2].contains("measured at 256×256; worth "))
        let apart = try Program.run("similar", "scene.png", "other.png", in: folder.path)
        #expect(apart.output.hasPrefix("no two files are the same or nearly the same\nmean distance "))
    }

    @Test func theContractOfTheJSONDocument() throws {
        let folder = try pictures()
        let document = try document(
            try Program.run("similar", "--json", "scene.png", "copy.png", "noisy.png", "other.png", in: folder.path))
        #expect(document["schema"] as? String == "bakeoff.similar" && document["schema_version"] as? String == "1.0")
        let files = document["files"] as? [[String: Any]] ?? []
        #expect(files.map { $0["path"] as? String } == ["scene.png", "copy.png", "noisy.png", "other.png"])
        for file in files {
            for (key, length) in [("phash", 16), ("dhash", 16), ("sha256", 64)] { #expect((file[key] as? String)?.count == length) }
        }
        #expect(files[0]["width"] as? Int == 320 && files[3]["height"] as? Int == 300)
        #expect(document["identical"] as? [[String]] == [["scene.png", "copy.png"]])
        let near = document["near_duplicates"] as? [[String: Any]] ?? []
        #expect(near.count == 1 && near[0]["a"] as? String == "scene.png" && near[0]["b"] as? String == "noisy.png")
        #expect((near[0]["distance"] as? Int ?? 99) <= 10 && (near[0]["similarity"] as? Double ?? 0) > 0.9)
        let diversity = document["diversity"] as? [String: Any]
        #expect((0.1...1).contains(diversity?["mean_distance"] as? Double ?? 0) && diversity?["files_measured"] as? Int == 4)
        #expect((1...4).contains(diversity?["vendi_score"] as? Double ?? 0))
    }

    @Test func whatCannotBeReadIsNamedAndTheOthersAreCompared() throws {
        let folder = try pictures()
        try folder.write("hello", to: "really-text.png")
        let result = try Program.run("similar", "--json", "scene.png", "really-text.png", "copy.png", "gone.png", in: folder.path)
        #expect(result.status == 65)
        let files = try document(result)["files"] as? [[String: Any]] ?? []
        #expect((files[1]["error"] as? [String: Any])?["message"] as? String != nil)
        #expect((files[3]["error"] as? [String: Any])?["code"] as? String == "missing")
        #expect(try document(result)["identical"] as? [[String]] == [["scene.png", "copy.png"]])
        let lone = try Program.run("similar", "scene.png", "gone.png", in: folder.path)
        #expect(lone.status == 65 && lone.errors.contains("gone.png") && !lone.output.contains("mean distance"))
    }

    @Test func onePictureAloneIsAUsageError() throws {
        let folder = try pictures()
        let result = try Program.run("similar", "scene.png", in: folder.path)
        #expect(result.status == 64 && result.errors.contains("name at least two pictures"))
    }

    /// Of many files an even draw is measured, but every one is looked at for near-duplicates.
    @Test func manyFilesAreAllComparedAndADrawIsMeasured() throws {
        let folder = try pictures()
        var names = ["scene.png"]
        for number in 0..<60 {
            var random = SplitMix(seed: UInt64(number))
            let blocks = (0..<30).map { _ in Int(random.next() % 256) }
            let picture = SyntheticImage.draw(width: 60, height: 50, channels: 1) { x, y, _ in blocks[x / 10 + y / 10 * 6] }
            try picture.writePNG(to: "\(folder.path)/\(number).png")
            names.append("\(number).png")
        }
        let result = try Program.run(["similar", "--json"] + names + ["noisy.png"], in: folder.path)
        let document = try document(result)
        #expect((document["diversity"] as? [String: Any])?["files_measured"] as? Int == 45)
        let near = document["near_duplicates"] as? [[String: Any]] ?? []
        #expect(near.contains { $0["a"] as? String == "scene.png" && $0["b"] as? String == "noisy.png" })
    }
}
