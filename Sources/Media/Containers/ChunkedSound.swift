/// A WAV (RIFF, RIFX, RF64, BW64) or AIFF file as chunks: where the samples lie, and what the header promises of them.
///
/// Programs that write to a pipe cannot come back to fill in sizes and leave a placeholder. A size of the sample chunk
/// counts as one when the file is shorter and it is 0x7FFF0000…0x80000000 (sox and espeak-ng write 0x7FFFF000), at least
/// 0xFFFF0000 (ffmpeg writes 0xFFFFFFFF) or 2,000,000,000 (seen from text-to-speech servers); and when it is 0 and the whole
/// file's size is a placeholder too, or ends with the header. What is there is then read, with a warning. Any other size
/// beyond the end of the file is a promise: the file is truncated.
struct ChunkedSound {
    private let file: InputFile
    private let isBigEndian: Bool
    private let isAIFF: Bool
    private var outerSize = 0
    /// What the ds64 chunk of RF64 holds: the place of its numbers and the size of the samples.
    private var long: (place: Int, size: Int)?
    private var format = SampleFormat()
    /// The place of the sample chunk's header and the size it states.
    private var samples: (place: Int, size: Int)?

    private struct SampleFormat {
        var bytesPerFrame = 0
        /// False for block codes (ADPCM), where bytes do not tell frames.
        var isPlain = false
    }

    // More chunks than any program writes; a file of nothing but chunk headers must not take minutes.
    private static let chunkLimit = 4096

    init(_ file: InputFile) throws(MediaError) {
        self.file = file
        let head = try file.bytes(at: 0, count: 12)
        let name = String(decoding: head.prefix(4), as: UTF8.self)
        isAIFF = name == "FORM"
        isBigEndian = isAIFF || name == "RIFX"
        outerSize = number(head.dropFirst(4).prefix(4))
        var place = 12
        for _ in 0..<Self.chunkLimit where samples == nil && place + 8 <= file.size {
            let header = try file.bytes(at: place, count: 8)
            let size = number(header.suffix(4))
            try note(String(decoding: header.prefix(4), as: UTF8.self), at: place, size: size)
            place += 8 + size + size % 2
        }
    }

    /// The file as it is, or with true sizes where it has placeholders.
    ///
    /// - Throws: `.truncated` when fewer samples are there than the header promises.
    func bytes() throws(MediaError) -> SoundBytes {
        guard let samples else { return SoundBytes(file) }
        let start = samples.place + 8
        let present = file.size - start
        let promised = samples.size == 0xFFFF_FFFF ? long?.size ?? samples.size : samples.size
        if isPlaceholder(promised, present: present) { return try mended(start: start, present: present) }
        guard promised > present else { return SoundBytes(file) }
        let tellsFrames = format.isPlain && format.bytesPerFrame > 0
        func amount(_ size: Int) -> String { (max(0, size - leadIn) / (tellsFrames ? format.bytesPerFrame : 1)).grouped }
        let unit = tellsFrames ? "frames" : "bytes of sound"
        throw MediaError(.truncated, file.path, "ends early: \(amount(present)) of \(amount(promised)) \(unit)")
    }

    private func number(_ bytes: some Collection<UInt8>) -> Int { isBigEndian ? bytes.bigEndian : bytes.littleEndian }

    private mutating func note(_ name: String, at place: Int, size: Int) throws(MediaError) {
        switch name {
        case "fmt ":
            let bytes = try file.bytes(at: place + 8, count: min(size, 26))
            guard bytes.count >= 16 else { return }
            let tag = number(bytes[0..<2])
            let code = tag == 0xFFFE && bytes.count == 26 ? number(bytes[24..<26]) : tag
            // PCM, float, A-law, µ-law.
            format = SampleFormat(bytesPerFrame: number(bytes[12..<14]), isPlain: [1, 3, 6, 7].contains(code))
        case "COMM":
            let bytes = try file.bytes(at: place + 8, count: min(size, 22))
            guard bytes.count >= 18 else { return }
            let code = String(decoding: bytes[18...], as: UTF8.self)
            let isPlain = ["", "NONE", "twos", "sowt", "in24", "in32", "fl32", "FL32", "fl64", "FL64"].contains(code)
            format = SampleFormat(bytesPerFrame: number(bytes[0..<2]) * ((number(bytes[6..<8]) + 7) / 8), isPlain: isPlain)
        case "ds64":
            let bytes = try file.bytes(at: place + 8, count: min(size, 24))
            guard bytes.count == 24 else { return }
            long = (place + 8, number(bytes[8..<16]))
        case "data" where !isAIFF, "SSND" where isAIFF:
            samples = (place, size)
        default: break
        }
    }

    /// AIFF's sample chunk begins with eight bytes that are no samples.
    private var leadIn: Int { isAIFF ? 8 : 0 }

    private func isPlaceholder(_ size: Int, present: Int) -> Bool {
        if size == 0 {
            let endOfHeader = (samples?.place ?? 0) + 8
            return present > 0 && (outerSize == 0 || outerSize + 8 == endOfHeader || outerSize >= 0x7FFF_0000)
        }
        guard size > present || size < 0 else { return false }
        let isKnown = (0x7FFF_0000...0x8000_0000).contains(size) || (0xFFFF_0000...0xFFFF_FFFF).contains(size) || size == 2_000_000_000
        return isKnown || size < 0
    }

    private func mended(start: Int, present: Int) throws(MediaError) -> SoundBytes {
        let length = present - max(0, present - leadIn) % max(1, format.bytesPerFrame)
        guard long != nil || start + length < 0xFFFF_FFFF else {
            throw MediaError(.tooLarge, file.path, "\(present.grouped) bytes of sound behind a header of 32-bit sizes")
        }
        func field(_ value: Int, _ count: Int) -> [UInt8] { isBigEndian ? value.bigEndianBytes(count) : value.littleEndianBytes(count) }
        var changes: [(place: Int, bytes: [UInt8])] = []
        if let long {
            changes.append((long.place, field(start + length - 8, 8) + field(length, 8)))
        } else {
            changes.append((4, field(start + length - 8, 4)))
            changes.append((start - 4, field(length, 4)))
        }
        var pieces: [SoundBytes.Piece] = []
        var place = 0
        for change in changes {
            pieces += [.file(place..<change.place), .memory(change.bytes)]
            place = change.place + change.bytes.count
        }
        let sound = SoundBytes(file, pieces + [.file(place..<start + length)])
        sound.promisesFrames = false
        sound.warnings.append(
            "the header was written for a stream and gives no length; the \(length.grouped) bytes that follow it were read")
        return sound
    }
}
