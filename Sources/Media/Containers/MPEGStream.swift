/// The frames of an MP3 file, counted one by one.
///
/// libsndfile believes the frame count of a Xing or Info header, and without one guesses the length from the first frame's bit
/// rate and stops there: of a file with variable bit rate (every stream that a server sends without going back) most is lost
/// in silence. So the frames are counted here, and libsndfile is shown a stream that begins with the true count.
struct MPEGStream {
    private var runs: [Range<Int>] = []
    private var frames = 0
    private let first: MPEGHeader
    /// Bytes between frames that belong to none.
    private var strangeBytes = 0
    private var isCut = false
    private let bytes: [UInt8]
    private let path: String

    /// - Throws: `.corrupt` when there is no frame.
    init(_ bytes: [UInt8], path: String) throws(MediaError) {
        self.bytes = bytes
        self.path = path
        let start = Self.endOfLeadingTags(bytes)
        let end = Self.startOfTrailingTags(bytes, from: start)
        guard let place = Self.nextFrame(bytes, from: start, to: end, like: nil), let header = MPEGHeader(bytes, at: place) else {
            throw MediaError(.corrupt, path, "no MPEG audio frame in \(bytes.count.grouped) bytes")
        }
        first = header
        walk(from: place, to: end)
    }

    private mutating func walk(from start: Int, to end: Int) {
        var place = start
        while place + 4 <= end {
            if let header = MPEGHeader(bytes, at: place), header.fits(first) {
                guard place + header.length <= end else { return isCut = true }
                frames += 1
                if runs.last?.upperBound == place {
                    runs[runs.count - 1] = runs[runs.count - 1].lowerBound..<place + header.length
                } else {
                    runs.append(place..<place + header.length)
                }
                place += header.length
            } else {
                guard let next = Self.nextFrame(bytes, from: place + 1, to: end, like: first) else { return }
                strangeBytes += next - place
                place = next
            }
        }
    }

    /// The stream for libsndfile.
    ///
    /// - Throws: `.truncated` when frames are missing at the end, `.empty` when there is none with sound.
    func bytes(of file: InputFile) throws(MediaError) -> SoundBytes {
        let info = InfoFrame(bytes, at: runs.first?.lowerBound ?? 0, first)
        let sounding = frames - (info == nil ? 0 : 1)
        try checkLength(sounding, promised: info?.frames)
        guard sounding > 0 else { throw MediaError(.empty, path, "no samples") }
        var stream = runs.flatMap { bytes[$0] }
        if let place = info?.countPlace {
            stream.replaceSubrange(place..<place + 4, with: sounding.bigEndianBytes(4))
        } else {
            if info != nil { stream.removeFirst(first.length) }
            if first.layer == 3 { stream = InfoFrame.made(like: bytes, at: runs[0].lowerBound, frames: sounding) + stream }
        }
        let sound = SoundBytes(file, [.memory(stream)])
        let promised = info?.frames ?? 0
        sound.promisesFrames = promised > 0
        if promised > 0, promised + 1 < sounding {
            sound.warnings.append("the header counts \(promised.grouped) MPEG frames, and all \(sounding.grouped) that are there were read")
        }
        if strangeBytes > 0 { sound.warnings.append("\(strangeBytes.grouped) bytes between frames are no MPEG audio and were passed over") }
        return sound
    }

    private func checkLength(_ sounding: Int, promised: Int?) throws(MediaError) {
        // Some encoders count the header's own frame; where bytes are damaged one missing frame is a lost one.
        let tolerance = strangeBytes == 0 && !isCut ? 1 : 0
        if let promised, sounding + tolerance < promised {
            throw MediaError(
                .truncated, path, "ends early: \((sounding * first.samples).grouped) of \((promised * first.samples).grouped) frames")
        }
        if isCut {
            let arrived = (max(0, sounding) * first.samples).grouped
            throw MediaError(.truncated, path, "ends early: cut inside an MPEG frame, after \(arrived) frames")
        }
    }

    // A frame is one when another follows, or the end of the sound: two bytes alone are too easily found in anything.
    private static func nextFrame(_ bytes: [UInt8], from start: Int, to end: Int, like first: MPEGHeader?) -> Int? {
        var place = start
        while place + 4 <= end {
            defer { place += 1 }
            guard bytes[place] == 0xFF, let header = MPEGHeader(bytes, at: place), first?.fits(header) ?? true else { continue }
            let next = place + header.length
            let isOnlyCutFrame = first == nil && place == start && next > end
            if next == end || isOnlyCutFrame || MPEGHeader(bytes, at: next)?.fits(header) == true { return place }
        }
        return nil
    }

    // ID3v2 (id3.org, 3.1): ten bytes of header, the size in four bytes of seven bits, maybe a footer.
    private static func endOfLeadingTags(_ bytes: [UInt8]) -> Int {
        var place = 0
        while place + 10 <= bytes.count, bytes[place..<place + 3].elementsEqual("ID3".utf8) {
            let size = bytes[place + 6..<place + 10].reduce(0) { $0 << 7 | Int($1 & 0x7F) }
            place += 10 + size + (bytes[place + 5] & 0x10 != 0 ? 10 : 0)
        }
        return min(place, bytes.count)
    }

    // ID3v1 is the last 128 bytes; an APEv2 tag ends with 32 bytes that state its size without its header.
    private static func startOfTrailingTags(_ bytes: [UInt8], from start: Int) -> Int {
        var end = bytes.count
        if end - start >= 128, bytes[end - 128..<end - 125].elementsEqual("TAG".utf8) { end -= 128 }
        if end - start >= 32, bytes[end - 32..<end - 24].elementsEqual("APETAGEX".utf8) {
            let hasHeader = bytes[end - 9] & 0x80 != 0
            end -= min(end - start, bytes[end - 20..<end - 16].littleEndian + (hasHeader ? 32 : 0))
        }
        return end
    }
}

/// The first frame of an MP3 when it holds no sound but the number of frames (Xing, Info or VBRI).
private struct InfoFrame {
    /// What it promises, itself left out; nil when it does not say.
    var frames: Int?
    /// Where in the frame the number stands when libsndfile reads it there.
    var countPlace: Int?

    init?(_ bytes: [UInt8], at start: Int, _ header: MPEGHeader) {
        guard header.layer == 3, start + header.length <= bytes.count else { return nil }
        let frame = Array(bytes[start..<start + header.length])
        func word(_ place: Int) -> ArraySlice<UInt8>? { place + 4 <= frame.count ? frame[place..<place + 4] : nil }
        func says(_ name: String, at place: Int) -> Bool { word(place)?.elementsEqual(name.utf8) ?? false }
        let place = header.sideEnd
        if says("Xing", at: place) || says("Info", at: place) {
            guard let flags = word(place + 4)?.bigEndian, flags & 1 == 1, let count = word(place + 8)?.bigEndian else { return }
            frames = count
            countPlace = place + 8
        } else if says("VBRI", at: 36) {
            frames = word(50)?.bigEndian
        } else {
            return nil
        }
    }

    /// An Info frame for a stream that has none, of the same kind as the stream's first frame; nothing where no frame has room.
    static func made(like bytes: [UInt8], at start: Int, frames: Int) -> [UInt8] {
        for bitRateIndex in UInt8(1)...14 {
            // No checksum, no padding, and the smallest bit rate whose frame has room for the number.
            let head = [0xFF, bytes[start + 1] | 1, bytes[start + 2] & 0b0000_1100 | bitRateIndex << 4, bytes[start + 3]]
            guard let header = MPEGHeader(head, at: 0), header.length >= header.sideEnd + 12 else { continue }
            let tag = Array("Info".utf8) + 1.bigEndianBytes(4) + frames.bigEndianBytes(4)
            let silence = [UInt8](repeating: 0, count: header.length)
            return head + silence[4..<header.sideEnd] + tag + silence[(header.sideEnd + tag.count)...]
        }
        return []
    }
}
