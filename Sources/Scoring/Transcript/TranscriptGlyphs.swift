import Foundation

/// One folded letter, digit or sign and the Character it came from.
struct TranscriptGlyph: Sendable {
    /// Lower case, compatibility forms resolved (NFKD), without combining accents.
    let scalar: Unicode.Scalar
    let offset: Int
    let isUpper: Bool

    var isDigit: Bool { ("0"..."9").contains(scalar) }
    var isSpace: Bool { scalar == " " }

    /// Letters of any script and the marks inside their words.
    var isLetter: Bool {
        if scalar.isASCII { return ("a"..."z").contains(scalar) }
        return scalar.properties.isAlphabetic || Self.marks.contains(scalar.properties.generalCategory)
    }

    private static let marks: Set<Unicode.GeneralCategory> = [.nonspacingMark, .spacingMark, .enclosingMark]
}

/// Folds a text Character by Character, so that each glyph knows where it stood.
enum TranscriptGlyphs {
    static func folded(_ characters: [Character]) -> [TranscriptGlyph] {
        var glyphs: [TranscriptGlyph] = []
        glyphs.reserveCapacity(characters.count + 8)
        for (offset, character) in characters.enumerated() {
            if let ascii = character.asciiValue {
                glyphs.append(glyph(ascii, offset))
            } else {
                append(character, offset, to: &glyphs)
            }
        }
        return glyphs
    }

    private static func glyph(_ ascii: UInt8, _ offset: Int) -> TranscriptGlyph {
        let isUpper = (UInt8(ascii: "A")...UInt8(ascii: "Z")).contains(ascii)
        let lower = isUpper ? ascii + 32 : ascii
        return TranscriptGlyph(scalar: Unicode.Scalar(lower < 33 || lower == 127 ? 32 : lower), offset: offset, isUpper: isUpper)
    }

    private static func append(_ character: Character, _ offset: Int, to glyphs: inout [TranscriptGlyph]) {
        for scalar in character.unicodeScalars {
            if let known = signs[scalar] {
                glyphs += known.unicodeScalars.map { TranscriptGlyph(scalar: $0, offset: offset, isUpper: false) }
                continue
            }
            // "2½" is "2 1/2", never "21/2".
            if scalar.properties.numericType == .numeric, glyphs.last?.isDigit == true {
                glyphs.append(TranscriptGlyph(scalar: " ", offset: offset, isUpper: false))
            }
            appendFolded(scalar, offset, to: &glyphs)
        }
    }

    private static func appendFolded(_ scalar: Unicode.Scalar, _ offset: Int, to glyphs: inout [TranscriptGlyph]) {
        let properties = scalar.properties
        if scalar.isASCII { return glyphs.append(glyph(UInt8(scalar.value), offset)) }
        if properties.numericType == .decimal, let value = properties.numericValue {
            return glyphs.append(TranscriptGlyph(scalar: Unicode.Scalar(UInt8(48 + value)), offset: offset, isUpper: false))
        }
        let decomposed = String(Character(scalar)).decomposedStringWithCompatibilityMapping
        for part in decomposed.unicodeScalars {
            let isUpper = part.properties.isUppercase || properties.isUppercase
            for lower in (letters[part] ?? part.properties.lowercaseMapping).unicodeScalars where !isDropped(lower) {
                let sign = signs[lower]?.unicodeScalars.first ?? lower
                let isBlank = sign.properties.isWhitespace || sign.properties.generalCategory == .control
                glyphs.append(TranscriptGlyph(scalar: isBlank ? " " : sign, offset: offset, isUpper: isUpper))
            }
        }
    }

    /// Accents of Latin letters, and what has no width.
    private static func isDropped(_ scalar: Unicode.Scalar) -> Bool {
        (0x300...0x36F).contains(scalar.value) || (0xFE00...0xFE0F).contains(scalar.value) || scalar.value == 0x20E3
            || scalar.properties.generalCategory == .format
    }

    /// Letters that Unicode does not decompose.
    private static let letters: [Unicode.Scalar: String] = [
        "ß": "ss", "æ": "ae", "Æ": "ae", "œ": "oe", "Œ": "oe", "ø": "o", "Ø": "o", "ł": "l", "Ł": "l", "đ": "d", "Đ": "d", "ı": "i",
        "þ": "th", "Þ": "th", "ð": "d", "Ð": "d",
    ]

    /// Quotes, dashes, and signs whose decomposition would lose their meaning.
    private static let signs: [Unicode.Scalar: String] = [
        "\u{2018}": "'", "\u{2019}": "'", "\u{201B}": "'", "\u{2BC}": "'", "\u{2032}": "'", "\u{B4}": "'", "`": "'",
        "\u{201C}": "\"", "\u{201D}": "\"", "\u{2033}": "\"", "\u{2010}": "-", "\u{2011}": "-", "\u{2212}": "-", "\u{2012}": "–",
        "\u{2015}": "—", "\u{2044}": "/", "\u{2215}": "/", "²": "²", "³": "³", "™": " ", "®": " ", "©": " ", "…": ".",
        "º": "°", "№": "no.",
    ]
}
