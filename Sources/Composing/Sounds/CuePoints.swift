/// Named places in a WAV file: the `cue ` chunk and a `LIST` of type `adtl`.
///
/// Source: Microsoft and IBM, Multimedia Programming Interface and Data Specifications 1.0 (1991).
struct CuePoints {
    let points: [(frame: Int, label: String)]

    /// Both chunks, for the end of a file; nothing without a point.
    var chunks: [UInt8] { points.isEmpty ? [] : cueChunk + listChunk }

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
