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

    mutating func add(_ cells: [Cell]) { add([written(cells)]) }

    /// A row of cells that are written already, for rows that share most of theirs.
    mutating func add(_ parts: [String]) { text += parts.joined(separator: ",") + "\n" }

    func written(_ cells: [Cell]) -> String {
        cells.map { cell in
            switch cell {
            case .text(let words): Self.quoted(isRaw ? Self.shown(words) : Self.guarded(words))
            case .number(let value): value.map(Self.digits) ?? ""
            case .whole(let value): value.map { String($0) } ?? ""
            }
        }.joined(separator: ",")
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
    private static func shown(_ text: String) -> String {
        // Nearly every cell is plain, and there are millions of them.
        text.utf8.allSatisfy { (0x20..<0x7F).contains($0) } ? text : Escaping.visible(text.replacing("\r\n", with: "\n"))
    }

    private static func quoted(_ text: String) -> String {
        let needsQuotes = text.utf8.contains { [0x22, 0x2C, 0x0A, 0x0D].contains($0) }
        return needsQuotes ? "\"" + text.replacing("\"", with: "\"\"") + "\"" : text
    }
}
