/// Segments put into JPEG files and Exif data made by hand (ITU-T T.81, annex B; CIPA DC-008).
package enum JPEGBytes {
    package static let end: [UInt8] = [0xFF, 0xD9]

    package static func segment(_ marker: UInt8, _ data: [UInt8]) -> [UInt8] {
        [0xFF, marker, UInt8((data.count + 2) >> 8), UInt8((data.count + 2) & 255)] + data
    }

    /// The file with segments right behind its first marker.
    package static func inserted(_ segments: [UInt8], into file: [UInt8]) -> [UInt8] { Array(file[..<2]) + segments + file[2...] }

    package static func exif(orientation: Int, isLittle: Bool = true) -> [UInt8] {
        segment(0xE1, Array("Exif\0\0".utf8) + tiff(orientation: orientation, isLittle: isLittle))
    }

    /// A TIFF structure whose first directory holds a resolution unit and the orientation.
    package static func tiff(orientation: Int, isLittle: Bool = true) -> [UInt8] {
        func number(_ value: Int, bytes: Int) -> [UInt8] {
            let little = (0..<bytes).map { UInt8(value >> ($0 * 8) & 255) }
            return isLittle ? little : little.reversed()
        }
        func entry(_ tag: Int, _ value: Int) -> [UInt8] {
            number(tag, bytes: 2) + number(3, bytes: 2) + number(1, bytes: 4) + number(value, bytes: 2) + [0, 0]
        }
        let head = Array((isLittle ? "II" : "MM").utf8) + number(42, bytes: 2) + number(8, bytes: 4)
        return head + number(2, bytes: 2) + entry(0x0128, 2) + entry(0x0112, orientation) + number(0, bytes: 4)
    }

    /// A profile in numbered segments of at most `most` bytes (ICC.1:2010, B.4).
    package static func profile(_ profile: [UInt8], most: Int = 65_519) -> [[UInt8]] {
        let starts = Array(stride(from: 0, to: profile.count, by: most))
        return starts.enumerated().map { index, start in
            let piece = profile[start..<min(start + most, profile.count)]
            return segment(0xE2, Array("ICC_PROFILE\0".utf8) + [UInt8(index + 1), UInt8(starts.count)] + piece)
        }
    }

    /// Where the first marker of a kind stands.
    package static func place(of marker: UInt8, in file: [UInt8]) -> Int? {
        file.indices.dropLast().first { file[$0] == 0xFF && file[$0 + 1] == marker }
    }

    /// A gray progressive picture of 8 × 8 that brings every coefficient in two scans of its own, 128 at most.
    package static func flat(scans: Int) -> [UInt8] {
        let steps = [UInt8](repeating: 1, count: 64)
        // One symbol, 0, whose code is a single zero bit: no change, or nothing up to the end of the band.
        func table(_ place: UInt8) -> [UInt8] { segment(0xC4, [place, 1] + [UInt8](repeating: 0, count: 15) + [0]) }
        var file: [UInt8] = [0xFF, 0xD8]
        file += segment(0xDB, [0] + steps) + segment(0xC2, [8, 0, 8, 0, 8, 1, 1, 0x11, 0]) + table(0x00) + table(0x10)
        for scan in 0..<scans {
            let coefficient = UInt8(scan / 2)
            file += segment(0xDA, [1, 1, 0, coefficient, coefficient, scan % 2 == 0 ? 0x01 : 0x10]) + [0x7F]
        }
        return file + end
    }

    /// The file with another size in its frame header.
    package static func resized(_ file: [UInt8], width: Int, height: Int) -> [UInt8] {
        var file = file
        guard let frame = place(of: 0xC0, in: file) ?? place(of: 0xC2, in: file) else { return file }
        file.replaceSubrange(frame + 5..<frame + 9, with: [height >> 8, height & 255, width >> 8, width & 255].map { UInt8($0) })
        return file
    }
}
