/// The pages of an Ogg file (RFC 3533, 6), walked to know whether libsndfile will see all of it.
///
/// libsndfile takes the length from the last page it finds, so a cut file looks whole to it; and it reads the first of
/// several streams and says nothing of the others.
enum OggPages {
    private static let isFirstPage: UInt8 = 2
    private static let isLastPage: UInt8 = 4

    /// - Throws: `.truncated` without a whole page that is marked as the last, `.unsupported` for several streams.
    static func check(_ bytes: [UInt8], path: String) throws(MediaError) {
        var (place, streams, lastFlags) = (0, 0, UInt8(0))
        while let start = nextPage(bytes, from: place) {
            let flags = bytes[start + 5]
            lastFlags = flags
            streams += flags & isFirstPage != 0 ? 1 : 0
            place = end(of: start, in: bytes)
        }
        guard place <= bytes.count, lastFlags & isLastPage != 0 else {
            throw MediaError(.truncated, path, "ends early: the page that ends an Ogg stream is missing")
        }
        guard streams <= 1 else {
            throw MediaError(
                .unsupported, path, "\(streams) streams in one Ogg file; join or separate them first, with: ffmpeg -i INPUT OUTPUT.wav")
        }
    }

    // The usual case is the first place looked at; a damaged page is stepped over byte by byte.
    private static func nextPage(_ bytes: [UInt8], from start: Int) -> Int? {
        var place = start
        while place + 27 <= bytes.count {
            if bytes[place] == 0x4F, bytes[place..<place + 5].elementsEqual([0x4F, 0x67, 0x67, 0x53, 0]) { return place }
            place += 1
        }
        return nil
    }

    // Beyond the end of the file for a page that is cut.
    private static func end(of start: Int, in bytes: [UInt8]) -> Int {
        let count = Int(bytes[start + 26])
        let segments = bytes.dropFirst(start + 27).prefix(count)
        return start + 27 + count + segments.reduce(0) { $0 + Int($1) }
    }
}
