/// Comma-separated values as RFC 4180 has them: quoted fields, doubled quotes, line ends inside quotes; CR LF or LF.
///
/// A package exists for this, but it reports neither lines nor an unclosed quote, which every error of ours needs.
enum CommaSeparated {
    struct Row {
        let fields: [String]
        /// The line the row starts on, from 1.
        let line: Int
    }

    struct Table {
        var rows: [Row] = []
        var unclosedQuoteLine: Int?
    }

    static func parse(_ text: String) -> Table {
        var table = Table()
        var fields: [String] = []
        var field = String.UnicodeScalarView()
        var line = 1
        var rowLine = 1
        var quoteLine: Int?
        var scalars = text.unicodeScalars.makeIterator()
        var pending = scalars.next()
        func endField() { fields.append(String(field)); field = .init() }
        func endRow() {
            endField()
            if fields != [""] { table.rows.append(Row(fields: fields, line: rowLine)) }
            fields = []
        }
        while let scalar = pending {
            pending = scalars.next()
            if quoteLine != nil {
                if scalar == "\"" {
                    if pending == "\"" { field.append("\""); pending = scalars.next() } else { quoteLine = nil }
                } else {
                    if scalar == "\n" { line += 1 }
                    field.append(scalar)
                }
            } else if scalar == "\"", field.isEmpty {
                quoteLine = line
            } else if scalar == "," {
                endField()
            } else if scalar == "\n" {
                endRow()
                line += 1
                rowLine = line
            } else if scalar != "\r" || pending != "\n" {
                field.append(scalar)
            }
        }
        table.unclosedQuoteLine = quoteLine
        endRow()
        return table
    }
}
