/// WAV files built by hand, field by field, so that headers can lie.
struct WAVBytes {
    var format = 1
    var bits = 16
    var channels = 1
    var sampleRate = 16_000
    var data: [UInt8]
    /// What the data chunk says of itself; the truth when nil.
    var dataSize: Int?
    /// What the RIFF header says; the truth when nil.
    var riffSize: Int?
    /// Whole chunks between `fmt ` and `data`.
    var extra: [UInt8] = []

    init(data: [UInt8]) { self.data = data }

    init(words: [Int16]) { data = words.flatMap { Self.field(Int($0), 2) } }

    init(floats: [Float], channels: Int = 1) {
        data = floats.flatMap { Self.field(Int($0.bitPattern), 4) }
        format = 3
        bits = 32
        self.channels = channels
    }

    var bytes: [UInt8] {
        let frame = channels * bits / 8
        let description =
            Self.field(format, 2) + Self.field(channels, 2) + Self.field(sampleRate, 4) + Self.field(sampleRate * frame, 4)
            + Self.field(frame, 2) + Self.field(bits, 2)
        let size = 4 + 24 + extra.count + 8 + data.count
        return Array("RIFF".utf8) + Self.field(riffSize ?? size, 4) + Array("WAVEfmt ".utf8) + Self.field(16, 4) + description + extra
            + Array("data".utf8) + Self.field(dataSize ?? data.count, 4) + data
    }

    static func field(_ value: Int, _ count: Int) -> [UInt8] { (0..<count).map { UInt8(truncatingIfNeeded: value >> ($0 * 8)) } }
}
