import Media
import TestSupport
import Testing

@Suite struct LossyWritingTests {
    private func samples(_ image: PixelImage) -> [Int] {
        guard case .eight(let samples) = image.samples else { return [] }
        return samples.map { Int($0) }
    }

    private func error(_ work: () throws(MediaError) -> [UInt8]) -> MediaError? {
        mediaError { () throws(MediaError) in _ = try work() }
    }

    @Test(arguments: [("420.jpg", ChromaSubsampling.quarter), ("422.jpg", .half), ("444.jpg", .full)])
    func jpegIsTheFileThatPillowWrites(name: String, subsampling: ChromaSubsampling) throws {
        let bytes = try PillowPicture.drawn(channels: 3).encodedJPEG(quality: 75, subsampling: subsampling)
        #expect(bytes == (try fixture("pictures/\(name)")))
    }

    @Test func grayJPEGIsTheFileThatPillowWrites() throws {
        #expect(try PillowPicture.drawn(channels: 1).encodedJPEG(quality: 75) == fixture("pictures/gray.jpg"))
    }

    @Test func fourTwoZeroIsWhatIsWrittenUnlessToldOtherwise() throws {
        let image = try PixelImage.decodeJPEG(SyntheticImage.scene(width: 40, height: 40).encodedJPEG(quality: 90), path: "x.jpg")
        #expect(image.facts.chromaSubsampling == "4:2:0")
    }

    @Test func lowerQualityIsSmallerAndFurtherFromTheOriginal() throws {
        let image = SyntheticImage.scene(width: 96, height: 64)
        let original = samples(image)
        func loss(_ bytes: [UInt8]) throws -> Int {
            zip(samples(try PixelImage.decode(bytes, path: "x")), original).reduce(0) { $0 + abs($1.0 - $1.1) }
        }
        for encoded in [{ try image.encodedJPEG(quality: $0) }, { try image.encodedWebP(quality: $0) }] as [(Int) throws -> [UInt8]] {
            let files = try [95, 60, 20].map { try encoded($0) }
            #expect(files[0].count > files[1].count && files[1].count > files[2].count)
            let losses = try files.map { try loss($0) }
            #expect(losses[0] < losses[1] && losses[1] < losses[2])
        }
    }

    @Test func samePixelsGiveSameBytes() throws {
        let image = SyntheticImage.scene(width: 96, height: 64)
        #expect(try image.encodedJPEG(quality: 50) == image.encodedJPEG(quality: 50))
        #expect(try image.encodedWebP(quality: 50) == image.encodedWebP(quality: 50))
    }

    @Test func qualityBeyondTheScaleIsTheNearestOnIt() throws {
        let image = SyntheticImage.scene(width: 16, height: 16)
        #expect(try image.encodedJPEG(quality: -3) == image.encodedJPEG(quality: 1))
        #expect(try image.encodedJPEG(quality: 300) == image.encodedJPEG(quality: 100))
        #expect(try image.encodedWebP(quality: -3) == image.encodedWebP(quality: 0))
        #expect(try image.encodedWebP(quality: 300) == image.encodedWebP(quality: 100))
    }

    @Test func webPKeepsAlphaWithoutLoss() throws {
        let image = PillowPicture.drawn(channels: 4)
        let back = try PixelImage.decodeWebP(image.encodedWebP(quality: 40), path: "x.webp")
        func alpha(_ image: PixelImage) -> [Int] { samples(image).enumerated().filter { $0.offset % 4 == 3 }.map { $0.element } }
        #expect(back.channels == 4 && alpha(back) == alpha(image))
    }

    @Test(arguments: [(1, 3), (2, 4)])
    func webPOfGrayIsColour(channels: Int, stored: Int) throws {
        let image = PillowPicture.drawn(channels: channels)
        #expect(try PixelImage.decodeWebP(image.encodedWebP(quality: 90), path: "x.webp").channels == stored)
    }

    @Test func whatTheFormatCannotHoldIsRefused() {
        let wide = SyntheticImage.flat(width: 70_000, height: 1, value: 3)
        let deep = SyntheticImage.flat(width: 4, height: 4, value: 3).widened()
        let clear = SyntheticImage.flat(width: 4, height: 4, channels: 4, value: 3)
        #expect(error { () throws(MediaError) in try wide.encodedJPEG(quality: 90) }?.code == .unwritable)
        #expect(error { () throws(MediaError) in try wide.encodedWebP(quality: 90) }?.message.contains("16,383") == true)
        #expect(error { () throws(MediaError) in try deep.encodedJPEG(quality: 90) }?.code == .unwritable)
        #expect(error { () throws(MediaError) in try deep.encodedWebP(quality: 90) }?.code == .unwritable)
        #expect(error { () throws(MediaError) in try clear.encodedJPEG(quality: 90) }?.message.contains("alpha") == true)
    }

    @Test func factsAreNotWritten() throws {
        var image = SyntheticImage.flat(width: 8, height: 8, value: 3)
        let plain = try image.encodedJPEG(quality: 90)
        image.facts.iccProfile = [1, 2, 3]
        #expect(try image.encodedJPEG(quality: 90) == plain)
    }
}
