import Foundation
import Media
import TestSupport
import Testing

@testable import Composing

struct SheetTests {
    private func sheet(_ inputs: [CompositionInput], in folder: CompositionFolder, _ settings: [String: String] = [:]) throws -> PixelImage
    {
        try PixelImage.read(#require(compositionMode("sheet", settings)).compose(inputs, to: folder.stem).path)
    }

    private func pictures(_ count: Int, in folder: CompositionFolder, width: Int = 30, height: Int = 20) throws -> [CompositionInput] {
        try (0..<count).map { try folder.add(SyntheticImage.flat(width: width, height: height, value: UInt8(5 * $0 + 3)), "b\($0)") }
    }

    // margin + columns · cell + (columns − 1) · gap + margin; the same with rows · (cell + 24).
    @Test(arguments: [(1, 46, 60), (2, 84, 60), (3, 84, 112), (4, 84, 112), (5, 122, 112), (9, 122, 164), (10, 160, 164)])
    func sizeFollowsTheFormula(_ count: Int, _ width: Int, _ height: Int) throws {
        let folder = try CompositionFolder()
        let sheet = try sheet(pictures(count, in: folder), in: folder)
        #expect(sheet.width == width && sheet.height == height)
    }

    @Test func settingsChangeColumnsGapAndCell() throws {
        let folder = try CompositionFolder()
        let inputs = try pictures(4, in: folder, width: 100, height: 50)
        let sheet = try sheet(inputs, in: folder, ["columns": "4", "gap": "3", "cell": "40"])
        #expect(sheet.width == 2 * 3 + 4 * 40 + 3 * 3 && sheet.height == 2 * 3 + 20 + 24)
        #expect(try folder.sidecar().inputs.allSatisfy { $0.picture?.isExact == false })
    }

    @Test func outOfRangeSettingsAreProblems() {
        #expect(compositionMode("sheet", ["columns": "0"]) == nil)
        #expect(compositionMode("sheet", ["cell": "100000"]) == nil)
        #expect(compositionMode("sheet", ["gap": "-1"]) == nil)
        #expect(compositionMode("sheet", ["filter": "bicubic"]) == nil)
    }

    @Test func tilesLieCentredInRowsAndNeverGrow() throws {
        let folder = try CompositionFolder()
        let inputs = [
            try folder.add(SyntheticImage.scene(width: 64, height: 48), "large"),
            try folder.add(SyntheticImage.scene(width: 10, height: 9), "small"),
            try folder.add(SyntheticImage.scene(width: 1024, height: 256), "wide"),
        ]
        let sheet = try sheet(inputs, in: folder)
        let places = try folder.sidecar().inputs.compactMap(\.picture)
        // The wide one is 512 × 128 in its box, which is wider and higher than the others.
        #expect(sheet.width == 8 + 512 + 8 + 512 + 8 && sheet.height == 8 + (128 + 24) + 8 + (128 + 24) + 8)
        #expect(
            places.map(\.rectangle) == [
                .init(x: 8 + 224, y: 8 + 40, width: 64, height: 48),
                .init(x: 528 + 251, y: 8 + 59, width: 10, height: 9),
                .init(x: 8, y: 168, width: 512, height: 128),
            ])
        #expect(places.map(\.isExact) == [true, true, false])
        #expect(sheet.pixel(2, 2) == [119, 119, 119])
        #expect(sheet.pixel(600, 300) == [119, 119, 119])
    }

    @Test func theWinnerHasAFrameInTheGapAndSaysSo() throws {
        let folder = try CompositionFolder()
        var inputs = try pictures(2, in: folder, width: 200, height: 30)
        inputs[1] = folder.input("b1", inputs[1].path, quality: 71.24, wins: true)
        let sheet = try sheet(inputs, in: folder)
        let gold = [255, 196, 0]
        let cell = try #require(folder.sidecar().inputs[1].picture).cell
        let right = cell.x + cell.width + 3
        for (x, y) in [(cell.x - 4, cell.y - 4), (cell.x - 1, cell.y + 10), (right, cell.y + 40), (cell.x, cell.y + 30 + 24 + 3)] {
            #expect(sheet.pixel(x, y) == gold)
        }
        #expect(sheet.pixel(cell.x - 5, cell.y) == [119, 119, 119])
        #expect(sheet.pixel(cell.x, cell.y) == [8, 8, 8], "the frame leaves the tile alone")
        #expect(sheet.pixel(cell.x + 1, cell.y + 31) == gold, "the bar of the winner is gold")
        #expect(sheet.pixel(9, 40) == [40, 40, 40])
        #expect(LabelBar(inputs[1]).verdict == "71.2 winner")
    }

    @Test(arguments: ["0", "3"])
    func withoutAGapTheFrameLiesInside(_ gap: String) throws {
        let folder = try CompositionFolder()
        var inputs = try pictures(2, in: folder, width: 60, height: 30)
        inputs[1] = folder.input("b1", inputs[1].path, wins: true)
        let composite = try #require(compositionMode("sheet", ["gap": gap])).compose(inputs, to: folder.stem)
        let sheet = try PixelImage.read(composite.path)
        let records = try folder.sidecar().inputs
        let cell = try #require(records[1].picture).cell
        #expect(sheet.pixel(cell.x + 1, cell.y + 10) == [255, 196, 0] && sheet.pixel(cell.x + 2, cell.y + 10) == [8, 8, 8])
        #expect(sheet.pixel(cell.x - 1, cell.y + 10) != [255, 196, 0])
        #expect(records.map { $0.picture?.isExact } == [true, false])
    }

    @Test(arguments: ["sheet", "side_by_side", "flip"])
    func aProfileOfGrayDoesNotStandOnAPageOfColours(_ mode: String) throws {
        let folder = try CompositionFolder()
        let profile = ICCBytes.gray("Gray gamma 1", gamma: 1)
        let inputs = try (0..<2).map { index in
            let path = "\(folder.path)/in/g\(index).png"
            try SyntheticImage.scene(width: 24, height: 20, channels: 1).writePNG(to: path, profile: profile)
            return folder.input("g\(index)", path)
        }
        let composite = try #require(compositionMode(mode)).compose(inputs, to: folder.stem)
        #expect(try PixelImage.read(composite.path).facts.iccProfile == nil)
        let sidecar = try folder.sidecar()
        #expect(sidecar.inputs.allSatisfy { $0.picture?.isExact == false } && sidecar.warnings.count == 2)
        guard mode == "flip" else { return }
        let plain = try #require(compositionMode(mode, ["labels": "false"])).compose(inputs, to: folder.stem)
        #expect(try PixelImage.read(plain.path).facts.iccProfile == profile)
    }

    @Test func inksAreNotCalledExact() throws {
        let folder = try CompositionFolder()
        let path = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
            .appending(path: "MediaTests/Fixtures/pictures/cmyk.jpg").path
        _ = try #require(compositionMode("sheet")).compose([folder.input("ink", path)], to: folder.stem)
        let sidecar = try folder.sidecar()
        #expect(sidecar.inputs[0].picture?.isExact == false)
        #expect(sidecar.warnings.count == 1 && sidecar.warnings[0].hasPrefix("ink is CMYK"))
    }

    @Test func beyondFortyEightTilesASecondPageBegins() throws {
        let folder = try CompositionFolder()
        let inputs = try pictures(50, in: folder, width: 4, height: 4)
        let composite = try #require(compositionMode("sheet")).compose(inputs, to: folder.stem)
        let sidecar = try folder.sidecar()
        #expect(sidecar.files == ["out.png", "out-2.png"])
        #expect(sidecar.inputs.count { $0.file == "out.png" } == 48)
        #expect(sidecar.inputs[49].file == "out-2.png")
        #expect(try PixelImage.read(composite.path).width == 8 + 7 * 4 + 6 * 8 + 8)
        let second = try PixelImage.read("\(folder.path)/out-2.png")
        let place = try #require(sidecar.inputs[49].picture).rectangle
        #expect(second.pixel(place.x, place.y) == [248, 248, 248])
    }

    @Test func whatCannotBeShownIsABlankTileWithItsReason() throws {
        let folder = try CompositionFolder()
        let inputs = [
            try folder.add(SyntheticImage.scene(width: 220, height: 120), "good"),
            folder.input("failed", nil, note: "timed_out"),
            try folder.add(Array("\u{89}PNG\r\n\u{1A}\nbroken".unicodeScalars.map { UInt8(truncatingIfNeeded: $0.value) }), "broken"),
            folder.input("gone", "\(folder.path)/in/gone.png"),
        ]
        let sheet = try sheet(inputs, in: folder)
        let sidecar = try folder.sidecar()
        for index in 1...3 {
            let cell = try #require(sidecar.inputs[index].picture).cell
            #expect(sheet.pixel(cell.x, cell.y) == [96, 96, 96])
            #expect(sheet.crop(cell).contains { $0[0] > 200 }, "the reason is written on it")
        }
        #expect(sidecar.inputs[1].note == "timed_out")
        #expect(sidecar.inputs[3].note == "no such file")
        #expect(sidecar.warnings.count == 3)
    }

    @Test func sixteenBitsStaySixteenAndEightAreWidenedExactly() throws {
        let folder = try CompositionFolder()
        let scene = SyntheticImage.scene(width: 20, height: 16)
        let sheet = try sheet([folder.add(scene, "eight"), folder.add(scene.widened(), "sixteen")], in: folder)
        #expect(sheet.bitDepth == 16)
        let places = try folder.sidecar().inputs.compactMap(\.picture)
        #expect(sheet.crop(places[0].rectangle) == sheet.crop(places[1].rectangle))
        #expect(sheet.crop(places[0].rectangle) == scene.widened().allPixels)
    }

    @Test func alphaIsKeptAndEverythingElseIsOpaque() throws {
        let folder = try CompositionFolder()
        let glass = SyntheticImage.scene(width: 20, height: 16).withAlpha(77)
        let sheet = try sheet([folder.add(glass, "glass"), folder.add(SyntheticImage.scene(width: 20, height: 16), "solid")], in: folder)
        let places = try folder.sidecar().inputs.compactMap(\.picture)
        #expect(sheet.channels == 4)
        #expect(sheet.crop(places[0].rectangle) == glass.allPixels)
        #expect(sheet.crop(places[1].rectangle).allSatisfy { $0[3] == 255 })
        #expect(sheet.pixel(0, 0) == [119, 119, 119, 255])
    }

    @Test func grayBecomesThreeEqualChannels() throws {
        let folder = try CompositionFolder()
        let gray = SyntheticImage.scene(width: 12, height: 11, channels: 1)
        let sheet = try sheet([folder.add(gray, "gray")], in: folder)
        let place = try #require(folder.sidecar().inputs[0].picture)
        #expect(place.isExact)
        #expect(sheet.crop(place.rectangle) == gray.replicated().allPixels)
    }

    @Test func shrinkingIsInLinearLight() throws {
        let folder = try CompositionFolder()
        let checker = SyntheticImage.draw(width: 128, height: 128, channels: 3) { x, y, _ in (x + y) % 2 * 255 }
        let sheet = try sheet([folder.add(checker, "checker")], in: folder, ["cell": "64"])
        #expect(sheet.pixel(8 + 32, 8 + 32) == [188, 188, 188])
    }

    @Test func aPageOverTheLimitIsRefused() throws {
        let folder = try CompositionFolder()
        let inputs = try pictures(4, in: folder)
        var sheet = try #require(compositionMode("sheet") as? ContactSheet)
        sheet.limits = MediaLimits(pixels: 84 * 112 - 1)
        let error = try #require(throws: CompositionError.self) { try sheet.compose(inputs, to: folder.stem) }
        #expect(error.code == "too_large" && error.message.contains("84 × 112"))
        #expect(try folder.names().isEmpty)
    }

    @Test func aTileOfOnePixelHasRoomForNoLabel() throws {
        let folder = try CompositionFolder()
        let sheet = try sheet([folder.add(SyntheticImage.flat(width: 1, height: 1, value: 200), "dot")], in: folder)
        #expect(sheet.width == 17 && sheet.height == 8 + 1 + 24 + 8)
        #expect(sheet.pixel(8, 8) == [200, 200, 200])
    }
}
