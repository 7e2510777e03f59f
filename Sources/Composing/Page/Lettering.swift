import CText
import Synchronization

/// Text as coverage of pixels: every script that a font on the machine has, shaped by Pango.
///
/// The same fonts give the same pixels; a machine with other fonts draws other letters.
enum Lettering {
    /// What every label is cut to before it is shaped; no bar has room for more.
    private static let mostLetters = 400

    // Pango's font map is not safe from several threads at once.
    private static let fonts = Mutex(OpenFonts())

    /// Draws a text within a width, broken into at most `lines` lines; what does not fit ends in `…`.
    ///
    /// - Parameter size: of the letters, in pixels.
    /// - Throws: `no_fonts`.
    static func draw(_ text: String, size: Int, width: Int, lines: Int = 1) throws(CompositionError) -> DrawnText {
        // Control characters and line ends of a hostile name would break a bar of one line.
        let letters = String(text.prefix(mostLetters).map { $0.isNewline || $0.unicodeScalars.allSatisfy(\.isControl) ? " " : $0 })
        return try fonts.withLock { fonts throws(CompositionError) in
            try fonts.draw(letters, size: size, width: max(1, width), lines: lines)
        }
    }
}

/// A text as it was drawn.
struct DrawnText {
    let width: Int
    let height: Int
    /// Whether a part of it found no room.
    let isCut: Bool
    /// 0…255 for each pixel, row by row.
    let coverage: [UInt8]
}

/// The fonts, opened when the first text is drawn.
private struct OpenFonts: ~Copyable {
    // Only ever touched behind the lock.
    private var handle: OpaquePointer?

    mutating func draw(_ text: String, size: Int, width: Int, lines: Int) throws(CompositionError) -> DrawnText {
        if handle == nil { handle = ctext_open() }
        guard let handle else {
            throw CompositionError("no_fonts", "labels need a font, and this machine has none; install one: apt install fonts-dejavu-core")
        }
        var text = text
        var drawing = ctext_drawing()
        let isDrawn = text.withUTF8 { bytes in
            bytes.withMemoryRebound(to: CChar.self) {
                ctext_draw(
                    handle, $0.baseAddress, $0.count, Int32(clamping: size), Int32(clamping: width), Int32(clamping: lines), &drawing)
            }
        }
        guard isDrawn != 0 else { throw CompositionError("too_large", "not enough memory to draw a label") }
        defer { ctext_release(&drawing) }
        let count = Int(drawing.width) * Int(drawing.height)
        let coverage = drawing.coverage.map { Array(UnsafeBufferPointer(start: $0, count: count)) } ?? []
        return DrawnText(
            width: coverage.isEmpty ? 0 : Int(drawing.width), height: coverage.isEmpty ? 0 : Int(drawing.height),
            isCut: drawing.is_cut != 0, coverage: coverage)
    }
}

extension Unicode.Scalar {
    fileprivate var isControl: Bool { properties.generalCategory == .control }
}
