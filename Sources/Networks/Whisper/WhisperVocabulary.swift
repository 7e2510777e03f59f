/// The tokens of Whisper's English models, one a line, in GPT-2's spelling of bytes.
struct WhisperVocabulary: Sendable {
    static let (endOfText, startOfTranscript, noTimestamps) = (50_256, 50_257, 50_362)

    /// Bytes of the tokens of text; those after them are marks.
    private let tokens: [[UInt8]]
    /// Never said: marks, and the symbols of what is no speech.
    let suppressed: [Int]
    /// Not said first: a blank, and the end.
    let suppressedFirst: [Int]

    init(_ text: String, path: String) throws(WeightsError) {
        let lines = text.split(separator: "\n", omittingEmptySubsequences: false)
        guard lines.count > Self.noTimestamps, lines[Self.endOfText].hasSuffix("<|endoftext|>") else {
            throw WeightsError(path, "is not the vocabulary of Whisper tiny.en: it has \(lines.count) tokens")
        }
        let tokens = lines[..<Self.endOfText].map { line in line.unicodeScalars.compactMap { Self.bytes[$0] } }
        self.tokens = tokens
        suppressed = tokens.indices.filter { Self.isSymbol(tokens[$0]) } + (Self.startOfTranscript..<51_864)
        suppressedFirst = tokens.indices.filter { tokens[$0] == [0x20] } + [Self.endOfText]
    }

    /// Whisper's own rule: brackets, notes and the like mark what is no speech, also after a blank.
    private static func isSymbol(_ bytes: [UInt8]) -> Bool {
        let text = String(decoding: bytes, as: UTF8.self)
        if text == " -" || text == " '" { return true }
        let bare = text.hasPrefix(" ") ? String(text.dropFirst()) : text
        if bare.count == 1, let symbol = bare.first { return "#()*+/:;<=>@[\\]^_`{|}~♩♪♫♬♭♮♯「」『』".contains(symbol) }
        return [
            "<<", ">>", "<<<", ">>>", "--", "---", "-(", "-[", "('", "(\"", "((", "))", "(((", ")))", "[[", "]]", "{{", "}}", "♪♪", "♪♪♪",
        ]
        .contains(bare)
    }

    /// GPT-2 writes bytes that would not print as letters from U+0100 on.
    private static let bytes: [Unicode.Scalar: UInt8] = {
        var bytes: [Unicode.Scalar: UInt8] = [:]
        var next: UInt32 = 0x100
        for byte in UInt8.min...UInt8.max {
            let prints = (0x21...0x7E).contains(byte) || (0xA1...0xAC).contains(byte) || byte >= 0xAE
            if prints {
                bytes[Unicode.Scalar(byte)] = byte
            } else {
                Unicode.Scalar(next).map { bytes[$0] = byte }
                next += 1
            }
        }
        return bytes
    }()

    func text(of ids: [Int]) -> String { String(decoding: ids.flatMap { $0 < tokens.count ? tokens[$0] : [] }, as: UTF8.self) }
}
