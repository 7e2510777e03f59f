import Media
import TestSupport
import Testing

/// Two thousand damaged copies of small files each: every one is a value or a `MediaError`, never a crash or a hang.
@Suite struct HostileBytesTests {
    private static let mutations = 2_000

    /// The same copy for the same seed: bytes changed, cut off, doubled or taken out.
    private func damaged(_ bytes: [UInt8], seed: Int) -> [UInt8] {
        var random = SplitMix(seed: UInt64(seed))
        var copy = bytes
        for _ in 0..<Int.random(in: 1...8, using: &random) where !copy.isEmpty {
            let place = Int.random(in: 0..<copy.count, using: &random)
            // Headers decide more than samples do, so half of the damage goes there.
            let target = Bool.random(using: &random) ? place : place % min(copy.count, 120)
            let count = Int.random(in: 1...16, using: &random)
            switch Int.random(in: 0..<12, using: &random) {
            case 0: copy.removeLast(copy.count - place)
            case 1: copy.removeSubrange(target..<min(copy.count, target + count))
            case 2: copy.insert(contentsOf: copy[target..<min(copy.count, target + count)], at: target)
            case 3: copy[target] = [0, 1, 0x7F, 0x80, 0xFF].randomElement(using: &random)!
            case 4...7: copy[target] ^= 1 << UInt8.random(in: 0..<8, using: &random)
            default: copy[target] = UInt8.random(in: 0...255, using: &random)
            }
        }
        return copy
    }

    static let pictures = [
        PNGBytes(width: 9, height: 8, depth: 8, color: .rgb, isInterlaced: true, samples: (0..<216).map { $0 }).bytes,
        PNGBytes(
            width: 12, height: 6, depth: 4, color: .palette, samples: (0..<72).map { $0 % 3 },
            extra: [
                PNGBytes.chunk("iCCP", Array("p\0\0".utf8) + PNGBytes.stored(PNGFormsTests.profile())),
                PNGBytes.chunk("PLTE", [1, 2, 3, 4, 5, 6, 7, 8, 9]), PNGBytes.chunk("tRNS", [5]),
            ]
        ).bytes,
    ]

    @Test(arguments: 0..<2, [false, true])
    func damagedPNGIsAPictureOrAnError(picture: Int, checksumsAreMadeRight: Bool) {
        var refused = 0
        for seed in 0..<Self.mutations / 2 {
            let copy = damaged(Self.pictures[picture], seed: seed)
            let bytes = checksumsAreMadeRight ? PNGBytes.resealed(copy) : copy
            do throws(MediaError) {
                let image = try PixelImage.decodePNG(bytes, path: "x.png", limits: MediaLimits(pixels: 1 << 20))
                #expect(image.width * image.height <= 1 << 20)
            } catch {
                refused += 1
            }
        }
        #expect(refused > 0)
    }

    static let otherPictures = [
        "420.jpg", "progressive.jpg", "restarts.jpg", "cmyk.jpg", "lossy-alpha.webp", "lossless.webp", "animated.webp",
    ]

    @Test(arguments: otherPictures)
    func damagedPictureIsAPictureOrAnError(name: String) throws {
        var bytes = try fixture("pictures/\(name)")
        if name.hasSuffix("jpg") {
            bytes = JPEGBytes.inserted(JPEGBytes.exif(orientation: 6) + JPEGBytes.profile(PNGFormsTests.profile())[0], into: bytes)
        }
        var refused = 0
        for seed in 0..<Self.mutations {
            do throws(MediaError) {
                let image = try PixelImage.decode(damaged(bytes, seed: seed), path: "x", limits: MediaLimits(pixels: 1 << 20))
                #expect(image.width * image.height <= 1 << 20)
            } catch {
                refused += 1
            }
        }
        #expect(refused > 0)
    }

    static let sounds = [
        "WAV", "tone.flac", "tone-streamed.flac", "tone.mp3", "tone-variable-rate-streamed.mp3", "tone-vorbis.ogg", "tone-opus.ogg",
        "tone.aiff", "tone-adpcm.wav",
    ]

    @Test(arguments: sounds)
    func damagedSoundIsASoundOrAnError(name: String) throws {
        let folder = try TemporaryFolder()
        let bytes = name == "WAV" ? WAVBytes(words: (0..<2_000).map { Int16($0 * 13 % 9_999) }).bytes : try fixture(name)
        var refused = 0
        for seed in 0..<Self.mutations {
            let path = try folder.file("a", damaged(bytes, seed: seed))
            do throws(MediaError) {
                let clip = try AudioClip.read(path, limits: MediaLimits(samples: 1 << 20))
                #expect(clip.frames > 0 && clip.samples.allSatisfy { $0.isFinite })
            } catch {
                refused += 1
            }
        }
        #expect(refused > 0)
    }
}
