import Foundation
import Media
import TestSupport

/// Files of every form that is read, small enough to be changed thousands of times a second.
enum Seeds {
    /// Writes all into a folder.
    static func write(to folder: String) throws {
        for (index, bytes) in try (pngs() + jpegs() + webPs() + profiles).enumerated() {
            try Data(bytes).write(to: URL(fileURLWithPath: "\(folder)/seed-\(index)"))
        }
    }

    private static let side = 16
    private static let profiles = [
        ICCBytes.display("P3", colorants: ICCBytes.p3Colorants, gamma: nil), ICCBytes.gray("Gray", gamma: 1.8), ICCBytes.press("Press"),
    ]

    private static func pngs() -> [[UInt8]] {
        let colors: [(PNGBytes.Color, [Int])] = [
            (.gray, [1, 2, 4, 8, 16]), (.palette, [1, 2, 4, 8]), (.grayAlpha, [8, 16]), (.rgb, [8, 16]), (.rgba, [8, 16]),
        ]
        return colors.flatMap { color, depths in
            depths.flatMap { depth in [false, true].map { png(color, depth: depth, isInterlaced: $0) } }
        }
    }

    private static func png(_ color: PNGBytes.Color, depth: Int, isInterlaced: Bool) -> [UInt8] {
        let samples = (0..<side * side * color.channels).map { $0 * 37 % (1 << min(depth, 8)) }
        var chunks = [PNGBytes.chunk("gAMA", PNGBytes.word(50_000)), PNGBytes.chunk("eXIf", JPEGBytes.tiff(orientation: 6))]
        switch color {
        case .palette: chunks += [PNGBytes.chunk("PLTE", [1, 2, 3, 250, 240, 230]), PNGBytes.chunk("tRNS", [128])]
        case .gray: chunks += [PNGBytes.chunk("iCCP", Array("p\0\0".utf8) + PNGBytes.stored(profiles[1]))]
        case .rgb: chunks += [PNGBytes.chunk("tRNS", [0, 1, 0, 2, 0, 3])]
        case .rgba, .grayAlpha:
            let p3 = [31_270, 32_900, 68_000, 32_000, 26_500, 69_000, 15_000, 6_000]
            chunks += [PNGBytes.chunk("cHRM", p3.flatMap { PNGBytes.word($0) })]
        }
        return PNGBytes(
            width: side, height: side, depth: depth, color: color, isInterlaced: isInterlaced, samples: samples, extra: chunks
        ).bytes
    }

    private static func jpegs() throws -> [[UInt8]] {
        let scene = SyntheticImage.scene(width: side, height: side)
        let plain = try ChromaSubsampling.allCases.map { try scene.encodedJPEG(quality: 80, subsampling: $0) }
        let gray = try SyntheticImage.scene(width: side, height: side, channels: 1).encodedJPEG(quality: 80)
        let segments = JPEGBytes.exif(orientation: 5) + JPEGBytes.profile(profiles[0], most: 300).flatMap { $0 }
        return plain + [gray, JPEGBytes.inserted(segments, into: plain[2]), JPEGBytes.flat(scans: 40)] + (try fixtures(".jpg"))
    }

    private static func webPs() throws -> [[UInt8]] {
        let plain = try [3, 4].map { try SyntheticImage.scene(width: side, height: side, channels: $0).encodedWebP(quality: 50) }
        let exif = JPEGBytes.tiff(orientation: 8)
        return plain + [WebPBytes.extended(plain[0], width: side, height: side, icc: profiles[0], exif: exif)] + (try fixtures(".webp"))
    }

    /// What other programs wrote; found from the repository's root.
    private static func fixtures(_ suffix: String) throws -> [[UInt8]] {
        let folder = "Tests/MediaTests/Fixtures/pictures"
        let names = try FileManager.default.contentsOfDirectory(atPath: folder).filter { $0.hasSuffix(suffix) }.sorted()
        return try names.map { [UInt8](try Data(contentsOf: URL(fileURLWithPath: "\(folder)/\($0)"))) }
    }
}
