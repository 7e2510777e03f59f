/// The bytes that libsndfile is shown as one file: ranges of the real file with mended parts between them.
///
/// One decoder owns it, so it needs no lock.
final class SoundBytes {
    enum Piece {
        case memory([UInt8])
        case file(Range<Int>)

        var count: Int {
            switch self {
            case .memory(let bytes): bytes.count
            case .file(let range): range.count
            }
        }
    }

    let file: InputFile
    let count: Int
    /// False when the length that libsndfile will find is not one that the file itself promises.
    var promisesFrames = true
    var warnings: [String] = []
    /// True after the file system has refused a read, which libsndfile would take for the end of the file.
    private(set) var isBroken = false
    var position = 0
    private let pieces: [(start: Int, piece: Piece)]

    init(_ file: InputFile, _ pieces: [Piece]) {
        self.file = file
        var start = 0
        self.pieces = pieces.map { piece in
            defer { start += piece.count }
            return (start, piece)
        }
        count = start
    }

    /// The file as it is.
    convenience init(_ file: InputFile) { self.init(file, [.file(0..<file.size)]) }

    /// Reads from the position on and moves it; fewer bytes than asked for at the end only.
    func read(into buffer: UnsafeMutableRawBufferPointer) -> Int {
        var done = 0
        for (start, piece) in pieces where position >= start && position < start + piece.count && done < buffer.count {
            let from = position - start
            let target = UnsafeMutableRawBufferPointer(rebasing: buffer[done..<min(buffer.count, done + piece.count - from)])
            let count = copy(piece, from: from, into: target)
            done += count
            position += count
            if count < target.count { break }
        }
        return done
    }

    private func copy(_ piece: Piece, from: Int, into target: UnsafeMutableRawBufferPointer) -> Int {
        switch piece {
        case .memory(let bytes):
            bytes.withUnsafeBytes { target.copyMemory(from: UnsafeRawBufferPointer(rebasing: $0[from..<from + target.count])) }
            return target.count
        case .file(let range):
            guard let count = file.read(at: range.lowerBound + from, into: target) else {
                isBroken = true
                return 0
            }
            return count
        }
    }
}

extension SoundBytes {
    /// The file as libsndfile should see it, with what it cannot see by itself found out first: cut files, placeholder
    /// sizes, MP3 without a length.
    ///
    /// - Throws: `.truncated`, `.corrupt` or what reading the file throws.
    static func prepared(_ file: InputFile, kind: FileKind, limits: MediaLimits) throws(MediaError) -> SoundBytes {
        switch kind {
        case .wav, .aiff: return try ChunkedSound(file).bytes()
        case .mp3: return try MPEGStream(file.contents(limit: limits.bytes), path: file.path).bytes(of: file)
        case .flac: try FLACFrames.check(file.contents(limit: limits.bytes), path: file.path)
        case .ogg: try OggPages.check(file.contents(limit: limits.bytes), path: file.path)
        default: break
        }
        return SoundBytes(file)
    }
}
