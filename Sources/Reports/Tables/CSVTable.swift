/// Rows of cells as RFC 4180 has them, with LF at the end of a line; numbers have a point and never an exponent's comma.
struct CSVTable {
    enum Cell {
        case text(String)
        /// nil is unknown, and an empty cell.
        case number(Double?)
        case whole(Int?)

        static let empty = Cell.text("")
    }

    /// Text that a spreadsheet would read as a formula stands as it is.
    let isRaw: Bool
    private(set) var text = ""

    init(isRaw: Bool) { self.isRaw = isRaw }

    mutating func add(_ cells: [Cell]) {
        for (index, cell) in cells.enumerated() {
            if index > 0 { text += "," }
            switch cell {
            case .text(let words): text += Self.quoted(isRaw ? Self.shown(words) : Self.guarded(words))
            case .number(let value): text += value.map(Self.digits) ?? ""
            case .whole(let value): text += value.map { String($0) } ?? ""
            }
        }
        text += "\n"
    }

    /// Full precision, without `.0`; nothing where a record that was edited by hand holds no number.
    static func digits(_ value: Double) -> String {
        guard value.isFinite else { return "" }
        let text = "\(value)"
        return text.hasSuffix(".0") ? String(text.dropLast(2)) : text
    }

    /// With an apostrophe in front where a spreadsheet would calculate.
    private static func guarded(_ text: String) -> String {
        let starts: Set<Unicode.Scalar> = ["=", "+", "-", "@", "\t", "\r", "\n"]
        return text.unicodeScalars.first.map(starts.contains) ?? false ? "'" + shown(text) : shown(text)
    }

    /// Control characters and direction marks in visible form: RFC 4180 has no place for them, and strict readers stop at a NUL.
    private static func shown(_ text: String) -> String { Escaping.visible(text.replacing("\r\n", with: "\n")) }

    private static func quoted(_ text: String) -> String {
        let needsQuotes = text.utf8.contains { [0x22, 0x2C, 0x0A, 0x0D].contains($0) }
        return needsQuotes ? "\"" + text.replacing("\"", with: "\"\"") + "\"" : text
    }
}
