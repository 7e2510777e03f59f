/// WebP containers made by hand around encoded pictures (WebP container specification).
package enum WebPBytes {
    package static func chunk(_ name: String, _ data: [UInt8]) -> [UInt8] {
        Array(name.utf8) + word(data.count) + data + (data.count % 2 == 1 ? [0] : [])
    }

    package static func file(_ chunks: [[UInt8]]) -> [UInt8] {
        let body = Array("WEBP".utf8) + chunks.flatMap { $0 }
        return Array("RIFF".utf8) + word(body.count) + body
    }

    /// The picture of a plain file in an extended one, with a profile before it and Exif data behind.
    package static func extended(_ plain: [UInt8], width: Int, height: Int, icc: [UInt8]? = nil, exif: [UInt8]? = nil) -> [UInt8] {
        let flags = UInt8((icc == nil ? 0 : 0x20) | (exif == nil ? 0 : 0x08))
        let size = [width - 1, height - 1].flatMap { Array(word($0).prefix(3)) }
        let before = [chunk("VP8X", [flags, 0, 0, 0] + size)] + (icc.map { [chunk("ICCP", $0)] } ?? [])
        return file(before + [Array(plain[12...])] + (exif.map { [chunk("EXIF", $0)] } ?? []))
    }

    private static func word(_ value: Int) -> [UInt8] { [0, 8, 16, 24].map { UInt8(value >> $0 & 255) } }
}
