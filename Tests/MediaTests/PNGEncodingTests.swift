import Media
import TestSupport
import Testing

@Suite struct PNGEncodingTests {
    @Test(arguments: 1...4, [8, 16])
    func roundTripKeepsEveryBit(channels: Int, depth: Int) throws {
        var random = SplitMix(seed: UInt64(channels))
        let count = 37 * 23 * channels
        let samples: PixelImage.Samples =
            depth == 8
            ? .eight((0..<count).map { _ in UInt8.random(in: .min ... .max, using: &random) })
            : .sixteen((0..<count).map { _ in UInt16.random(in: .min ... .max, using: &random) })
        let image = PixelImage(width: 37, height: 23, channels: channels, samples: samples)
        for level in [0, 1, 6, 9] {
            let back = try PixelImage.decodePNG(image.encodedPNG(level: level), path: "back.png")
            #expect(back.samples == samples)
            #expect((back.width, back.height, back.channels) == (37, 23, channels))
        }
    }

    @Test func samePixelsGiveSameBytes() throws {
        let image = SyntheticImage.scene(width: 96, height: 64)
        #expect(try image.encodedPNG() == image.encodedPNG())
    }

    @Test func onlyHeaderDataAndEndAreWritten() throws {
        var image = SyntheticImage.flat(width: 4, height: 4, value: 9)
        image.facts.gamma = 0.45455
        let bytes = try image.encodedPNG()
        var names: [String] = []
        var place = 8
        while place + 12 <= bytes.count {
            names.append(String(decoding: bytes[place + 4..<place + 8], as: UTF8.self))
            place += 12 + bytes[place..<place + 4].reduce(0) { $0 << 8 | Int($1) }
        }
        #expect(names == ["IHDR", "IDAT", "IEND"])
    }

    @Test func moreEffortMakesSmallerFiles() throws {
        let image = SyntheticImage.scene(width: 128, height: 128)
        let sizes = try [0, 1, 9].map { try image.encodedPNG(level: $0).count }
        #expect(sizes[0] > sizes[1] && sizes[1] > sizes[2])
    }

    @Test(arguments: [-5, 40])
    func effortBeyondTheScaleIsTheNearestOnIt(level: Int) throws {
        let image = SyntheticImage.scene(width: 16, height: 16)
        #expect(try image.encodedPNG(level: level) == image.encodedPNG(level: level < 0 ? 0 : 9))
    }

    @Test func writtenFileIsReadBackAndNothingElseIsLeft() throws {
        let folder = try TemporaryFolder()
        let image = SyntheticImage.scene(width: 20, height: 10, channels: 4)
        try image.writePNG(to: "\(folder.path)/a.png")
        #expect(try PixelImage.read("\(folder.path)/a.png").samples == image.samples)
        #expect(try folder.names == ["a.png"])
    }

    @Test func writingReplacesWhatWasThere() throws {
        let folder = try TemporaryFolder()
        let path = try folder.file("a.png", Array("old".utf8))
        try SyntheticImage.flat(width: 2, height: 2, value: 1).writePNG(to: path)
        #expect(try PixelImage.read(path).width == 2)
    }

    @Test func missingFolderIsUnwritable() throws {
        let folder = try TemporaryFolder()
        let image = SyntheticImage.flat(width: 2, height: 2, value: 1)
        let error = mediaError { () throws(MediaError) in try image.writePNG(to: "\(folder.path)/no/a.png") }
        #expect(error == MediaError(.unwritable, "\(folder.path)/no/a.png", "cannot be written: its folder does not exist"))
    }

    @Test func writingOverAFolderFailsAndLeavesNoTrace() throws {
        let folder = try TemporaryFolder()
        let image = SyntheticImage.flat(width: 2, height: 2, value: 1)
        let error = mediaError { () throws(MediaError) in try image.writePNG(to: folder.path) }
        #expect(error?.code == .unwritable)
        #expect(try folder.names.isEmpty)
    }
}
