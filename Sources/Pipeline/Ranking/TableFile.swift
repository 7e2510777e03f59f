import Catalogs
import Foundation

/// A table of comma-separated values with a header, and where each row stands.
struct TableFile {
    struct Row {
        fileprivate let fields: [String: String]
        let place: SourcePlace

        /// nil where the field is empty or the column absent.
        subscript(_ column: String) -> String? { fields[column] }
    }

    let name: String
    let columns: [String]
    private(set) var rows: [Row] = []
    private(set) var problems: [Problem] = []

    private static let mostBytes = 512 << 20

    /// - Parameters:
    ///   - needed: columns that must be there.
    ///   - known: all that are read; others are passed over.
    /// - Throws: a missing file, text that is not UTF-8, a header without the needed columns.
    init(_ name: String, needed: [String], known: [String]) throws(Problems) {
        self.name = name
        let path = Paths.absolute(name, from: FileManager.default.currentDirectoryPath)
        guard let data = FileManager.default.contents(atPath: path) else { throw Problems([Problem("no file at \(name)")]) }
        guard data.count <= Self.mostBytes, let text = String(data: data, encoding: .utf8) else {
            throw Problems([Problem("\(name) is not UTF-8 text of at most 512 MB")])
        }
        let table = CommaSeparated.parse(text.hasPrefix("\u{FEFF}") ? String(text.dropFirst()) : text)
        if let line = table.unclosedQuoteLine {
            problems.append(Problem("a quoted field is not closed", at: SourcePlace(file: name, line: line, column: 1)))
        }
        let columns = (table.rows.first?.fields ?? []).map { $0.trimmingCharacters(in: .whitespaces).lowercased() }
        self.columns = columns
        let header = SourcePlace(file: name, line: 1, column: 1)
        let absent = needed.filter { !columns.contains($0) }
        guard absent.isEmpty else {
            let list = absent.map { "'\($0)'" }.joined(separator: ", ")
            throw Problems([
                Problem("the table has no column \(list)", at: header, remedy: "the header is \(known.joined(separator: ","))")
            ])
        }
        for row in table.rows.dropFirst() {
            let place = SourcePlace(file: name, line: row.line, column: 1)
            guard row.fields.count == columns.count else {
                problems.append(
                    Problem(
                        "\(row.fields.count) fields where the header has \(columns.count)", at: place,
                        remedy: "quote fields that contain commas"))
                continue
            }
            let values = zip(columns, row.fields.map { $0.trimmingCharacters(in: .whitespaces) }).filter { !$0.1.isEmpty }
            rows.append(Row(fields: Dictionary(values) { first, _ in first }, place: place))
        }
        if rows.isEmpty, problems.isEmpty { throw Problems([Problem("the table has no rows", at: header)]) }
    }

    mutating func report(_ message: String, at row: Row, remedy: String? = nil) {
        problems.append(Problem(message, at: row.place, remedy: remedy))
    }

    /// A field that must not be empty.
    mutating func needed(_ column: String, in row: Row) -> String? {
        if let value = row[column] { return value }
        report("'\(column)' is empty", at: row)
        return nil
    }
}
