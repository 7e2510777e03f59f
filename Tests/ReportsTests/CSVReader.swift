/// RFC 4180 to the letter, with LF: a quote inside a plain cell, text after a closing quote and a ragged row are errors.
struct CSVReader {
    struct Wrong: Error {
        let what: String
        let line: Int
    }

    static func rows(_ text: String) throws -> [[String]] {
        var rows: [[String]] = []
        var row: [String] = []
        var cell = String.UnicodeScalarView()
        var state = State.start
        func end(_ isRow: Bool) throws {
            row.append(String(cell))
            (cell, state) = (String.UnicodeScalarView(), .start)
            guard isRow else { return }
            if let first = rows.first, first.count != row.count {
                throw Wrong(what: "\(row.count) cells, not \(first.count)", line: rows.count)
            }
            rows.append(row)
            row = []
        }
        for scalar in text.unicodeScalars {
            switch (state, scalar) {
            case (.quoted, "\""): state = .closed
            case (.quoted, _): cell.append(scalar)
            case (.closed, "\""):
                cell.append(scalar)
                state = .quoted
            case (.start, "\""): state = .quoted
            case (_, ","): try end(false)
            case (_, "\n"): try end(true)
            case (.closed, _): throw Wrong(what: "text after a quote", line: rows.count)
            case (_, "\""): throw Wrong(what: "a quote in a plain cell", line: rows.count)
            case (_, "\r"): throw Wrong(what: "a carriage return", line: rows.count)
            default:
                cell.append(scalar)
                state = .plain
            }
        }
        guard state == .start, row.isEmpty, cell.isEmpty else { throw Wrong(what: "the last line does not end", line: rows.count) }
        return rows
    }

    private enum State { case start, plain, quoted, closed }
}
