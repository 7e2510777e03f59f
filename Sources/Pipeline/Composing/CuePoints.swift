import Foundation
import Media

/// Named places in a WAV file: the `cue ` chunk and a `LIST` of type `adtl`.
///
/// Source: Microsoft and IBM, Multimedia Programming Interface and Data Specifications 1.0 (1991).
struct CuePoints {
    let points: [(frame: Int, label: String)]

    /// Puts the chunks at the end of a WAV file and corrects its length.
    ///
    /// - Throws: `unwritable`, or `too_large` beyond 4 GiB.
    func append(toWave path: String) throws(MediaError) {
        do {
            let file = try FileHandle(forUpdating: URL(fileURLWithPath: path))
            defer { file.closeFile() }
            let end = try file.seekToEnd()
            let chunks = (end % 2 == 1 ? [0] : []) + cueChunk + listChunk
            guard let size = UInt32(exactly: Int(end) + chunks.count - 8) else {
                throw MediaError(.tooLarge, path, "a WAV file holds at most 4 GiB")
            }
            try file.write(contentsOf: Data(chunks))
            try file.seek(toOffset: 4)
            try file.write(contentsOf: Data(littleEndian(size)))
        } catch let error as MediaError {
            throw error
        } catch {
            throw MediaError(.unwritable, path, "cannot be written: \(error.localizedDescription)")
        }
    }

    private var cueChunk: [UInt8] {
        var body = littleEndian(UInt32(points.count))
        for (index, point) in points.enumerated() {
            let frame = littleEndian(UInt32(point.frame))
            body += littleEndian(UInt32(index + 1)) + frame + Array("data".utf8) + littleEndian(0) + littleEndian(0) + frame
        }
        return chunk("cue ", body)
    }

    private var listChunk: [UInt8] {
        let labels = points.enumerated().flatMap { chunk("labl", littleEndian(UInt32($0 + 1)) + Array($1.label.utf8) + [0]) }
        return chunk("LIST", Array("adtl".utf8) + labels)
    }

    private func chunk(_ name: String, _ body: [UInt8]) -> [UInt8] {
        Array(name.utf8) + littleEndian(UInt32(body.count)) + body + (body.count % 2 == 1 ? [0] : [])
    }

    private func littleEndian(_ value: UInt32) -> [UInt8] { (0..<4).map { UInt8(truncatingIfNeeded: value >> ($0 * 8)) } }
}
