import Foundation
import Media
import TestSupport
import Testing

@testable import Composing

/// Nothing of the user's is lost by writing a composite.
struct FreeOutputsTests {
    private func check(_ mode: String, _ inputs: [CompositionInput], _ stem: String, _ yaml: String = "{}") throws -> String? {
        let composition = try #require(try compositionMode(mode, yaml: yaml))
        do throws(CompositionError) {
            try composition.requireFreeOutputs(for: inputs, at: stem)
            return nil
        } catch {
            return error.code
        }
    }

    @Test(arguments: [
        ("sheet", "in/first", "in/first.png"), ("sheet", "out", "out.png.json"), ("ab_sequence", "out", "out.key.json"),
        ("diff", "in/first", "in/first.md"), ("bundle", "out", "out/manifest.json"), ("bundle", "out", "out/01-first.png"),
    ])
    func whatIsWrittenIsNoInput(_ mode: String, _ stem: String, _ target: String) throws {
        let folder = try CompositionFolder()
        try FileManager.default.createDirectory(atPath: "\(folder.path)/out", withIntermediateDirectories: true)
        let kind = type(of: try #require(compositionMode(mode))).kind ?? .image
        var inputs = try folder.pair(of: kind)
        #expect(try check(mode, inputs, folder.stem) == nil)
        if !FileManager.default.fileExists(atPath: "\(folder.path)/\(target)") {
            try FileManager.default.copyItem(atPath: #require(inputs[0].path), toPath: "\(folder.path)/\(target)")
        }
        inputs[0] = folder.input("first", "\(folder.path)/in/../\(target)")
        #expect(try check(mode, inputs, "\(folder.path)/\(stem)") == "overwrites_input")
    }

    @Test func linksToAnInputAreTheInput() throws {
        let folder = try CompositionFolder()
        let inputs = try folder.pair(of: .image)
        let path = try #require(inputs[0].path)
        try FileManager.default.createSymbolicLink(atPath: "\(folder.path)/soft.png", withDestinationPath: path)
        try FileManager.default.linkItem(atPath: path, toPath: "\(folder.path)/hard.png")
        for stem in ["soft", "hard"] { #expect(try check("sheet", inputs, "\(folder.path)/\(stem)") == "overwrites_input") }
    }

    @Test func pagesAndAnnouncementsAreAskedTooAndForeignFilesStay() throws {
        let folder = try CompositionFolder()
        let page = try folder.add(SyntheticImage.scene(width: 16, height: 16), "page")
        try FileManager.default.copyItem(atPath: #require(page.path), toPath: "\(folder.path)/out-2.png")
        let many = Array(repeating: page, count: 48) + [folder.input("last", "\(folder.path)/out-2.png")]
        #expect(try check("sheet", many, folder.stem) == "overwrites_input")
        #expect(try check("sheet", Array(repeating: page, count: 49), folder.stem) == "overwrites_file")
        let sounds = try folder.pair(of: .audio)
        let voice = try #require(folder.add(Tones.quietEnds(300), "voice").path)
        #expect(try check("concat", sounds, String(voice.dropLast(4)), "{announcements: [\(voice), \(voice)]}") == "overwrites_input")
        try Data("{\"mine\": 1}".utf8).write(to: URL(fileURLWithPath: "\(folder.path)/mine.png.json"))
        #expect(try check("sheet", [page], "\(folder.path)/mine") == "overwrites_file")
    }

    @Test func aCompositeReplacesItself() throws {
        let folder = try CompositionFolder()
        for mode in ["sheet", "ab_sequence", "bundle"] {
            let composition = try #require(compositionMode(mode))
            let inputs = try folder.pair(of: type(of: composition).kind ?? .image)
            _ = try composition.compose(inputs, to: "\(folder.stem)-\(mode)")
            #expect(try check(mode, inputs, "\(folder.stem)-\(mode)") == nil)
        }
    }

    @Test func aBundleLeavesNoMembersOfAnEarlierOne() throws {
        let folder = try CompositionFolder()
        let inputs = try folder.pair(of: .image)
        let bundle = try #require(compositionMode("bundle"))
        _ = try bundle.compose(inputs, to: folder.stem)
        try Data("mine".utf8).write(to: URL(fileURLWithPath: "\(folder.stem)/mine.txt"))
        // A member as an input of the next bundle would be removed.
        #expect(try check("bundle", [folder.input("second", "\(folder.stem)/02-second.png")], folder.stem) == "overwrites_input")
        _ = try bundle.compose([inputs[1]], to: folder.stem)
        #expect(try folder.names() == ["out/01-second.png", "out/manifest.json", "out/mine.txt"])
    }

    @Test func whatIsNotUsedIsNamedAllTheSame() throws {
        let folder = try CompositionFolder()
        let good = try folder.pair(of: .image)[0]
        let broken = try folder.add(Array("\u{89}PNG no more".utf8.dropFirst()) + [0, 1], "broken")
        let gated = CompositionInput(
            branch: "gated", label: "gated", path: nil, sha256: nil, quality: 0, isWinner: false, note: "uniform",
            refusedPath: good.path)
        _ = try #require(compositionMode("sheet")).compose([good, broken, gated], to: folder.stem)
        for (input, record) in zip([good, broken, gated], try folder.sidecar().inputs) {
            let path = try #require(input.path ?? input.refusedPath)
            #expect(record.path == "in/\(fileName(of: path))")
            #expect(record.sha256 == (try sha256Hex(ofFile: path)))
        }
    }

    @Test(arguments: ["sheet", "flip", "markdown", "mean", "concat"])
    func aMissingFolderIsNamedAlike(_ name: String) throws {
        let folder = try CompositionFolder()
        let mode = try #require(compositionMode(name))
        let inputs = try folder.pair(of: type(of: mode).kind ?? .image)
        let error = try #require(throws: MediaError.self) { try mode.compose(inputs, to: "\(folder.path)/gone/out") }
        #expect(error.code == .unwritable && error.message == "cannot be written: its folder does not exist")
    }

    @Test func aFileNamedLikeATemporaryStays() throws {
        let folder = try CompositionFolder()
        for name in ["out.sum.partial", "out.folded.partial"] {
            try Data("mine".utf8).write(to: URL(fileURLWithPath: "\(folder.path)/\(name)"))
        }
        let surround = Tones.quietEnds(440, channels: 6), stereo = Tones.quietEnds(440, channels: 2)
        let inputs = [try folder.add(surround, "a"), try folder.add(stereo, "b")]
        for mode in ["mix", "concat"] {
            _ = try #require(try compositionMode(mode, yaml: "{loudness: speech}")).compose(inputs, to: folder.stem)
        }
        #expect(try folder.names() == ["out.folded.partial", "out.sum.partial", "out.wav", "out.wav.json"])
        #expect(try folder.bytes("out.sum.partial") == Array("mine".utf8))
    }
}
