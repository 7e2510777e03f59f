/// The four bytes before each frame of MPEG-1, -2 and -2.5 audio, layers II and III (ISO/IEC 11172-3, 13818-3).
///
/// Layer I is left out: a text in UTF-16 begins like one.
struct MPEGHeader {
    enum Version: Equatable { case one, two, twoAndAHalf }

    let version: Version
    let layer: Int
    let sampleRate: Int
    let isMono: Bool
    /// Bytes of the whole frame, these four included.
    let length: Int

    /// nil when there is no header at `place`; frames of free bit rate count as none, since they do not tell their length.
    init?(_ bytes: [UInt8], at place: Int) {
        guard place >= 0, place + 4 <= bytes.count, bytes[place] == 0xFF, bytes[place + 1] >= 0xE0 else { return nil }
        let (second, third, fourth) = (bytes[place + 1], bytes[place + 2], bytes[place + 3])
        switch second >> 3 & 3 {
        case 3: version = .one
        case 2: version = .two
        case 0: version = .twoAndAHalf
        default: return nil
        }
        switch second >> 1 & 3 {
        case 1: layer = 3
        case 2: layer = 2
        default: return nil
        }
        let (rateIndex, bitRateIndex) = (Int(third >> 2 & 3), Int(third >> 4))
        // Emphasis 2 is reserved.
        guard rateIndex < 3, (1...14).contains(bitRateIndex), fourth & 3 != 2 else { return nil }
        sampleRate = [44_100, 48_000, 32_000][rateIndex] / (version == .one ? 1 : version == .two ? 2 : 4)
        isMono = fourth >> 6 == 3
        let bitRate = Self.kilobits(version, layer)[bitRateIndex - 1] * 1000
        length = (layer == 3 && version != .one ? 72 : 144) * bitRate / sampleRate + Int(third >> 1 & 1)
    }

    /// Samples a channel in one frame.
    var samples: Int { layer == 3 && version != .one ? 576 : 1152 }

    /// Bytes from the start of a layer III frame to its data, where the Xing and Info headers stand.
    var sideEnd: Int { 4 + (version == .one ? (isMono ? 17 : 32) : (isMono ? 9 : 17)) }

    /// True when both can belong to one stream.
    func fits(_ other: MPEGHeader) -> Bool { version == other.version && layer == other.layer && sampleRate == other.sampleRate }

    private static func kilobits(_ version: Version, _ layer: Int) -> [Int] {
        switch (version, layer) {
        case (.one, 3): [32, 40, 48, 56, 64, 80, 96, 112, 128, 160, 192, 224, 256, 320]
        case (.one, _): [32, 48, 56, 64, 80, 96, 112, 128, 160, 192, 224, 256, 320, 384]
        default: [8, 16, 24, 32, 40, 48, 56, 64, 80, 96, 112, 128, 144, 160]
        }
    }
}
