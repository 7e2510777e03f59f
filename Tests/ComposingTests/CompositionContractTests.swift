import Catalogs
import Foundation
import Media
import TestSupport
import Testing

@testable import Composing

/// What `Composition` promises, against every member of the catalog.
struct CompositionContractTests {
    static let modes = compositionCatalog.names

    /// Modes whose composite is their inputs, where nothing has to change.
    static let copying = ["concat", "flip", "sheet", "side_by_side", "stems"]

    /// With what the short sounds of these tests need.
    private static func mode(_ name: String) -> (any Composition)? {
        compositionMode(name, name == "crossfade" ? ["overlap": "0.1"] : name == "flip" ? ["labels": "false"] : [:])
    }

    private func kind(_ name: String) throws -> MediaKind {
        let mode = try #require(compositionMode(name))
        return type(of: mode).kind ?? .image
    }

    @Test func namesAreUniqueSnakeCaseAndInOrder() {
        #expect(Self.modes == Set(Self.modes).sorted())
        for entry in compositionCatalog.entries {
            #expect(entry.name.wholeMatch(of: /[a-z][a-z0-9_]*/) != nil)
            #expect(!entry.summary.contains("\n") && entry.summary.hasSuffix(".") && entry.summary.count <= 140)
        }
    }

    @Test func everyDefaultModeExists() {
        #expect(compositionCatalog.defaultMode(for: .image) == "sheet")
        #expect(compositionCatalog.defaultMode(for: .audio) == "concat")
        #expect(compositionCatalog.defaultMode(for: .text) == "markdown")
        #expect(compositionCatalog.defaultMode(for: .video) == nil)
    }

    @Test(arguments: modes)
    func unknownSettingsAreProblems(_ name: String) {
        #expect(compositionMode(name) != nil)
        #expect(compositionMode(name, ["colour_of_the_sky": "blue"]) == nil)
    }

    @Test(arguments: modes)
    func everyRunGivesTheSameBytes(_ name: String) throws {
        let folder = try CompositionFolder()
        let inputs = try folder.pair(of: kind(name))
        func run() throws -> [[UInt8]] {
            _ = try #require(Self.mode(name)).compose(inputs, to: folder.stem)
            return try folder.names().map(folder.bytes)
        }
        #expect(try run() == run())
    }

    @Test(arguments: modes)
    func theSidecarAccountsForEveryInput(_ name: String) throws {
        let folder = try CompositionFolder()
        let inputs = try folder.pair(of: kind(name))
        let composite = try #require(Self.mode(name)).compose(inputs, to: folder.stem)
        let sidecar = try folder.sidecar()
        #expect(composite.sidecar.hasSuffix(".json") && FileManager.default.fileExists(atPath: composite.path))
        #expect(sidecar.schema == "bakeoff.composite" && sidecar.mode == name)
        #expect(sidecar.inputs.map(\.branch) == inputs.map(\.branch))
        for (input, record) in zip(inputs, sidecar.inputs) {
            #expect(try #require(record.path).hasSuffix("in/\(fileName(of: try #require(input.path)))"))
            #expect(record.sha256 == (try sha256Hex(ofFile: #require(input.path))))
            #expect(sidecar.files.contains(try #require(record.file)))
        }
        // Nothing partial stays behind.
        #expect(try folder.names().map(fileName) == (sidecar.files + [fileName(of: composite.sidecar)]).sorted())
    }

    @Test(arguments: copying)
    func partsThatNeedNoChangeAreCopiedBitForBit(_ name: String) throws {
        let folder = try CompositionFolder()
        let inputs = try folder.pair(of: kind(name))
        let composite = try #require(Self.mode(name)).compose(inputs, to: folder.stem)
        for (index, (input, record)) in zip(inputs, try folder.sidecar().inputs).enumerated() {
            let path = try #require(input.path)
            if name == "flip", let picture = record.picture {
                #expect(picture.isExact)
                #expect(try AnimationFrames(folder.bytes("out.png")).images[index].allPixels == PixelImage.read(path).allPixels)
            } else if let picture = record.picture {
                #expect(picture.isExact)
                #expect(try PixelImage.read(composite.path).crop(picture.rectangle) == PixelImage.read(path).allPixels)
            } else {
                let sound = try #require(record.sound)
                #expect(sound.isExact)
                let whole = try AudioClip.read(composite.path)
                let lane = sound.channels?[0] ?? 0
                let found = (sound.startFrame..<sound.startFrame + sound.frames).map { whole.samples[$0 * whole.channels + lane] }
                #expect(found == (try AudioClip.read(path).samples))
            }
        }
    }

    @Test(arguments: modes)
    func otherKindsAreRefusedByName(_ name: String) throws {
        let folder = try CompositionFolder()
        guard name != "bundle" else { return }
        let kind = try kind(name)
        let own = try folder.pair(of: kind)
        let other = try folder.pair(of: kind == .audio ? .image : .audio)
        let mixed = try #require(throws: CompositionError.self) {
            try #require(Self.mode(name)).compose([own[0], other[1]], to: folder.stem)
        }
        #expect(mixed.code == "mixed_kinds" && mixed.message.contains("first is") && mixed.message.contains("second is"))
        let wrong = try #require(throws: CompositionError.self) { try #require(Self.mode(name)).compose(other, to: folder.stem) }
        #expect(wrong.code == "wrong_kind")
        #expect(try folder.names().isEmpty)
    }

    @Test(arguments: modes)
    func oneInputWorksOrTheModeSaysThatItNeedsTwo(_ name: String) throws {
        let folder = try CompositionFolder()
        let input = try folder.pair(of: kind(name))[0]
        do {
            _ = try #require(Self.mode(name)).compose([input], to: folder.stem)
            #expect(try folder.sidecar().inputs.count == 1)
        } catch let error as CompositionError {
            #expect(error.code == "needs_two" && error.message.contains("use mode"))
        }
    }

    @Test(arguments: modes)
    func withoutAnyOutputThereIsNothingToCombine(_ name: String) throws {
        let folder = try CompositionFolder()
        for inputs in [[], [folder.input("a", nil), folder.input("b", nil, note: "timed_out")]] {
            let error = try #require(throws: CompositionError.self) { try #require(Self.mode(name)).compose(inputs, to: folder.stem) }
            #expect(error.code == "nothing_to_combine")
        }
    }

    @Test(arguments: modes)
    func absurdSizesAreRefused(_ name: String) throws {
        let folder = try CompositionFolder()
        let error: any Error
        if ["bundle", "crossfade", "mix", "stems"].contains(name) { return }
        if try kind(name) == .text {
            let long = try folder.add(Array(repeating: UInt8(ascii: "a"), count: 65 << 20), "long")
            error = try #require(throws: MediaError.self) { try #require(Self.mode(name)).compose([long, long], to: folder.stem) }
            #expect((error as? MediaError)?.code == .tooLarge)
        } else if try kind(name) == .image {
            let bombs = [try folder.add(Self.bomb, "first"), try folder.add(Self.bomb, "second")]
            error = try #require(throws: MediaError.self) { try #require(Self.mode(name)).compose(bombs, to: folder.stem) }
            #expect((error as? MediaError)?.code == .tooLarge)
        } else {
            // An hour between each of 20 sounds at 384 kHz is 27 thousand million frames.
            let sound = try folder.add(Tones.make(frames: 10, rate: 384_000, channels: 2) { _ in 0 }, "fast")
            let inputs = Array(repeating: sound, count: 20)
            error = try #require(throws: CompositionError.self) {
                try #require(compositionMode(name, ["gap": "3600"])).compose(inputs, to: folder.stem)
            }
            #expect((error as? CompositionError)?.code == "too_large")
        }
        #expect(try folder.names().isEmpty)
    }

    /// A PNG whose header, with the right checksum, promises 60,000 × 60,000 pixels.
    private static let bomb: [UInt8] = {
        let header: [UInt8] = Array("IHDR".utf8) + [0, 0, 0xEA, 0x60, 0, 0, 0xEA, 0x60, 8, 2, 0, 0, 0]
        var crc: UInt32 = .max
        for byte in header {
            crc ^= UInt32(byte)
            for _ in 0..<8 { crc = crc & 1 == 1 ? crc >> 1 ^ 0xEDB8_8320 : crc >> 1 }
        }
        let check = (0..<4).map { UInt8(truncatingIfNeeded: ~crc >> (24 - 8 * $0)) }
        return [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A, 0, 0, 0, 13] + header + check + Array(repeating: 0, count: 200)
    }()
}
