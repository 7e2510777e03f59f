/// The pages of an Ogg file (RFC 3533, 6), walked to know whether libsndfile will see all of it.
///
/// libsndfile takes the length from the last page it finds, so a cut file looks whole to it; it passes over damaged pages, and
/// it reads the first of several streams and says nothing of the others.
enum OggPages {
    private static let isFirstPage: UInt8 = 2
    private static let isLastPage: UInt8 = 4

    /// - Throws: `.truncated` without a page that is marked as the last, `.corrupt` for a page whose checksum is wrong,
    ///   `.unsupported` for several streams.
    static func check(_ bytes: [UInt8], path: String) throws(MediaError) {
        var (place, streams, isEnded) = (0, 0, false)
        while let end = endOfPage(bytes, at: place), end <= bytes.count {
            guard isWhole(bytes[place..<end]) else { throw MediaError(.corrupt, path, "damaged: the Ogg page at byte \(place.grouped)") }
            isEnded = bytes[place + 5] & isLastPage != 0
            streams += bytes[place + 5] & isFirstPage != 0 ? 1 : 0
            place = end
        }
        guard isEnded else {
            let isCut = endOfPage(bytes, at: place).map { $0 > bytes.count } ?? (bytes.count - place < 27)
            if isCut { throw MediaError(.truncated, path, "ends early: the page that ends an Ogg stream is missing") }
            throw MediaError(.corrupt, path, "damaged: no Ogg page at byte \(place.grouped)")
        }
        guard streams == 1 else {
            throw MediaError(
                .unsupported, path, "\(streams) streams in one Ogg file; join or separate them first, with: ffmpeg -i INPUT OUTPUT.wav")
        }
    }

    // 27 bytes, then as many lengths of segments as the last of them says, then the segments.
    private static func endOfPage(_ bytes: [UInt8], at start: Int) -> Int? {
        guard start + 27 <= bytes.count, bytes[start..<start + 5].elementsEqual([0x4F, 0x67, 0x67, 0x53, 0]) else { return nil }
        let count = Int(bytes[start + 26])
        return start + 27 + count + bytes.dropFirst(start + 27).prefix(count).reduce(0) { $0 + Int($1) }
    }

    // The checksum is taken with zeros in its own place, bytes 22…25.
    private static func isWhole(_ page: ArraySlice<UInt8>) -> Bool {
        let own = page.startIndex + 22..<page.startIndex + 26
        let zeros: [UInt8] = [0, 0, 0, 0]
        let sum = checksum(page[own.upperBound...], after: checksum(zeros[...], after: checksum(page[..<own.lowerBound], after: 0)))
        return Int(sum) == page[own].littleEndian
    }

    private static func checksum(_ bytes: ArraySlice<UInt8>, after start: UInt32) -> UInt32 {
        bytes.reduce(start) { $0 << 8 ^ table[Int($0 >> 24 ^ UInt32($1))] }
    }

    private static let table: [UInt32] = (0..<256).map { index in
        (0..<8).reduce(UInt32(index) << 24) { crc, _ in crc & 0x8000_0000 != 0 ? crc << 1 ^ 0x04C1_1DB7 : crc << 1 }
    }
}
