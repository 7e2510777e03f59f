extension FileKind {
    /// How many first bytes decide.
    static let decisiveBytes = 4096

    /// The kind that the first bytes of a file say, nil when they are of no known kind.
    ///
    /// Four kilobytes are looked at; a text is valid UTF-8 without control characters there.
    package static func of(_ bytes: some Sequence<UInt8>) -> FileKind? {
        let head = Array(bytes.prefix(decisiveBytes))
        if let kind = ofContainer(head) { return kind }
        for (signature, kind) in signatures where head.starts(with: signature) { return kind }
        if MPEGHeader(head, at: 0) != nil { return .mp3 }
        return isText(head) ? .text : nil
    }

    /// - Throws: `.missing`, `.unreadable`, `.empty` or `.unknownKind`.
    package static func of(file path: String) throws(MediaError) -> FileKind { try of(InputFile(path)) }

    /// Whether a file can be a text in whatever encoding: it begins with the mark of UTF-16, or has no zero among its first bytes.
    ///
    /// For those who know that a text is meant; nearly every other file has a zero there.
    /// - Throws: `.missing` or `.unreadable`.
    package static func canBeText(file path: String) throws(MediaError) -> Bool {
        let head = try InputFile(path).bytes(at: 0, count: decisiveBytes)
        return head.starts(with: [0xFF, 0xFE]) || head.starts(with: [0xFE, 0xFF]) || !head.isEmpty && !head.contains(0)
    }

    static func of(_ file: InputFile) throws(MediaError) -> FileKind {
        try of(file.bytes(at: 0, count: decisiveBytes), path: file.path)
    }

    /// The kind that the first bytes of a file say.
    ///
    /// - Parameter path: names the file in errors.
    /// - Throws: `.empty` or `.unknownKind`.
    static func of(_ head: [UInt8], path: String) throws(MediaError) -> FileKind {
        guard !head.isEmpty else { throw MediaError(.empty, path, "the file has no bytes") }
        guard let kind = of(head) else {
            throw MediaError(.unknownKind, path, "not an image, sound, video or text that bakeoff knows")
        }
        return kind
    }

    // PNG by four bytes of its eight: the others are made to be damaged by text-mode transfer, which the decoder then names.
    private static let signatures: [([UInt8], FileKind)] = [
        ([0x89] + Array("PNG".utf8), .png),
        ([0xFF, 0xD8, 0xFF], .jpeg),
        (Array("GIF87a".utf8), .gif),
        (Array("GIF89a".utf8), .gif),
        (Array("fLaC".utf8), .flac),
        (Array("OggS".utf8), .ogg),
        (Array("ID3".utf8), .mp3),
        ([0x1A, 0x45, 0xDF, 0xA3], .webm),
    ]

    // Formats whose first word is a container's and whose third says what is in it.
    private static func ofContainer(_ head: [UInt8]) -> FileKind? {
        guard head.count >= 12 else { return nil }
        func word(_ index: Int) -> String { String(decoding: head[index * 4..<index * 4 + 4], as: UTF8.self) }
        switch (word(0), word(2)) {
        case ("RIFF", "WAVE"), ("RF64", "WAVE"), ("BW64", "WAVE"), ("RIFX", "WAVE"): return .wav
        case ("RIFF", "WEBP"): return .webp
        case ("FORM", "AIFF"), ("FORM", "AIFC"): return .aiff
        default: break
        }
        // AVIF and HEIC are still pictures in the container of MP4.
        let pictureBrands = ["avif", "avis", "heic", "heix", "heim", "heis", "hevc", "mif1", "msf1"]
        return word(1) == "ftyp" && !pictureBrands.contains(word(2)) ? .mp4 : nil
    }

    private static func isText(_ head: [UInt8]) -> Bool {
        guard !head.isEmpty else { return false }
        var bytes = head[...]
        if head.count == decisiveBytes { bytes = withoutCutCharacter(bytes) }
        guard let text = String(validating: bytes, as: UTF8.self) else { return false }
        return text.unicodeScalars.allSatisfy { scalar in
            scalar.properties.generalCategory != .control || ["\t", "\n", "\r"].contains(scalar)
        }
    }

    // A character that begins in the last three bytes may go on beyond them.
    private static func withoutCutCharacter(_ bytes: ArraySlice<UInt8>) -> ArraySlice<UInt8> {
        for length in 1...3 {
            let lead = bytes[bytes.endIndex - length]
            if lead & 0b1100_0000 == 0b1000_0000 { continue }
            let needed = lead >= 0xF0 ? 4 : lead >= 0xE0 ? 3 : lead >= 0xC0 ? 2 : 1
            return needed > length ? bytes.dropLast(length) : bytes
        }
        return bytes
    }
}
