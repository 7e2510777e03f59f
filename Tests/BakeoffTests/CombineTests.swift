import Foundation
import Media
import TestSupport
import Testing

@Suite struct CombineTests {
    /// A scene at two exposures, a scene of another size, two sounds, two texts.
    private func folder() throws -> Folder {
        let folder = try Folder()
        let scene = SyntheticImage.scene(width: 160, height: 120)
        try scene.writePNG(to: folder.path + "/scene.png")
        try scene.noisy(amplitude: 20).writePNG(to: folder.path + "/noisy.png")
        try SyntheticImage.scene(width: 80, height: 60).writePNG(to: folder.path + "/small.png")
        for (name, rate) in [("low", 16_000), ("high", 48_000)] {
            let samples = (0..<rate).map { 0.25 * Float(sin(Double($0) * 2 * .pi * 440 / Double(rate))) }
            try AudioClip(sampleRate: rate, channels: 1, samples: samples).write(to: "\(folder.path)/\(name).wav")
        }
        try folder.write("the red kite\n", to: "one.txt")
        try folder.write("the blue kite\n", to: "two.txt")
        return folder
    }

    private func sidecar(_ path: String) throws -> [String: Any] {
        try JSONSerialization.jsonObject(with: Data(contentsOf: URL(fileURLWithPath: path))) as? [String: Any] ?? [:]
    }

    @Test func thePathIsPrintedAndTheSidecarStandsBesideIt() throws {
        let folder = try folder()
        let result = try Program.run("combine", "sheet", "scene.png", "b=noisy.png", "-o", "sheet.png", in: folder.path)
        #expect(result.status == 0 && result.output == "sheet.png\n" && result.errors.isEmpty, "\(result.errors)")
        let inputs = try #require(try sidecar(folder.path + "/sheet.png.json")["inputs"] as? [[String: Any]])
        #expect(inputs.map { $0["branch"] as? String } == ["scene", "b"] && inputs.allSatisfy { $0["sha256"] is String })
    }

    @Test func theBestIsFramedWhenScoresAreAskedFor() throws {
        let folder = try folder()
        let result = try Program.run("combine", "sheet", "noisy.png", "scene.png", "-o", "s.png", "--score", "--json", in: folder.path)
        let document = try #require(try JSONSerialization.jsonObject(with: Data(result.output.utf8)) as? [String: Any])
        let inputs = document["inputs"] as? [[String: Any]] ?? []
        #expect(inputs.map { $0["is_winner"] as? Bool } == [false, true], "\(result.output)\(result.errors)")
    }

    @Test func whatWasConvertedIsSaid() throws {
        let folder = try folder()
        let result = try Program.run("combine", "concat", "low.wav", "high.wav", "-o", "tour.wav", in: folder.path)
        #expect(result.status == 0 && result.errors.contains("low was converted from 16000 Hz to 48000 Hz"), "\(result.errors)")
        #expect(try AudioClip.read(folder.path + "/tour.wav").frames == 2 * 48_000 + 24_000)
    }

    @Test func twoTextsShowTheirWords() throws {
        let folder = try folder()
        let result = try Program.run("combine", "diff", "one.txt", "two.txt", "-o", "d.md", in: folder.path)
        let text = try folder.read("d.md")
        #expect(result.status == 0 && text.contains("red") && text.contains("blue"), "\(text)\(result.errors)")
    }

    @Test func inputsAreNeverOverwritten() throws {
        let folder = try folder()
        let before = FileManager.default.contents(atPath: folder.path + "/scene.png")
        try folder.write("{}", to: "o.png.json")
        try FileManager.default.createSymbolicLink(atPath: folder.path + "/link.png", withDestinationPath: folder.path + "/scene.png")
        for output in ["scene.png", "./scene.png", "link.png", "o.png"] {
            let result = try Program.run("combine", "sheet", "scene.png", "noisy.png", "-o", output, in: folder.path)
            #expect(result.status == 64 && result.errors.contains("would be overwritten") != result.errors.contains("would overwrite"))
        }
        #expect(FileManager.default.contents(atPath: folder.path + "/scene.png") == before && before != nil)
        #expect(try folder.read("o.png.json") == "{}")
    }

    @Test func namesAreUniqueWhateverIsTyped() throws {
        let folder = try folder()
        let result = try Program.run(
            "combine", "sheet", "a=scene.png", "a=scene.png", "a 2=scene.png", "-o", "s.png", "--json", in: folder.path)
        let document = try #require(try JSONSerialization.jsonObject(with: Data(result.output.utf8)) as? [String: Any])
        let names = (document["inputs"] as? [[String: Any]] ?? []).compactMap { $0["branch"] as? String }
        #expect(names == ["a", "a 2", "a 2 2"])
    }

    @Test func ofEqualScoresTheFirstIsFramedAndTextsHaveNone() throws {
        let folder = try folder()
        let result = try Program.run("combine", "sheet", "scene.png", "b=scene.png", "-o", "s.png", "--score", "--json", in: folder.path)
        let document = try #require(try JSONSerialization.jsonObject(with: Data(result.output.utf8)) as? [String: Any])
        let inputs = document["inputs"] as? [[String: Any]] ?? []
        #expect(inputs.map { $0["is_winner"] as? Bool } == [true, false] && result.errors.contains("scene, b score the same"))
        let texts = try Program.run("combine", "markdown", "one.txt", "two.txt", "-o", "t.md", "--score", in: folder.path)
        #expect(texts.status == 0 && texts.errors.contains("texts have no metrics"))
    }

    @Test func thePrintedPathCommandsNoTerminal() throws {
        let folder = try folder()
        let result = try Program.run("combine", "sheet", "scene.png", "-o", "s\u{1B}[31m.png", in: folder.path)
        #expect(result.status == 0 && !result.output.contains("\u{1B}"))
    }

    @Test(arguments: [
        (["sheet", "scene.png", "-o", "O.PNG"], 64, "makes a .png file"),
        (["markdown", "one.txt", "-o", "nowhere/o.md"], 73, "its folder does not exist"),
        (["shet", "scene.png", "-o", "o.png"], 64, "did you mean 'sheet'?"),
        (["sheet", "scene.png", "-o", "o.jpg"], 64, "makes a .png file"),
        (["sheet", "scene.png", "-o", "o.png", "--set", "colums=2"], 64, "did you mean 'columns'?"),
        (["sheet", "scene.png", "-o", "o.png", "--set", "columns"], 64, "KEY=VALUE"),
        (["sheet", "gone.png", "-o", "o.png"], 66, "no file at gone.png"),
        (["mean", "scene.png", "small.png", "-o", "o.png"], 65, "set 'sizes' to fit, fill or pad"),
        (["sheet", "scene.png", "low.wav", "-o", "o.png"], 65, "audio"),
        (["sheet", "scene.png", "-o", "nowhere/o.png"], 73, "nowhere"),
    ])
    func whatIsWrongIsSaidWithItsStatus(_ arguments: [String], _ status: Int32, _ message: String) throws {
        let folder = try folder()
        let result = try Program.run(["combine"] + arguments, in: folder.path)
        #expect(result.status == status && result.errors.contains(message), "\(result.status) \(result.errors)")
        #expect(!FileManager.default.fileExists(atPath: folder.path + "/o.png"))
    }
}
