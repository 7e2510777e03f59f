import Catalogs
import Foundation

/// Reads `cases:` from a list, or from a .txt, .csv or .jsonl file.
struct CaseReader {
    let folder: String
    private(set) var problems: [Problem] = []

    init(folder: String) { self.folder = folder }

    /// One row before ids are made unique and paths absolute.
    private struct Row {
        var fields: [String: String]
        var tags: [String] = []
        let place: SourcePlace
    }

    mutating func cases(_ settings: Settings) -> [Case] {
        switch settings.content {
        case .list(let items): finish(items.compactMap { inline($0) }, at: settings.place)
        case .scalar(let path, _): finish(file(path, at: settings), at: settings.place)
        default: report("'cases' must be a list or the path of a .txt, .csv or .jsonl file, found \(settings.inWords)", at: settings.place)
        }
    }

    private mutating func report(_ message: String, at place: SourcePlace, remedy: String? = nil) -> [Case] {
        problems.append(Problem(message, at: place, remedy: remedy))
        return []
    }

    private mutating func inline(_ item: Settings) -> Row? {
        if let text = item.text { return Row(fields: ["prompt": text], place: item.place) }
        guard let entries = item.entries else {
            problems.append(Problem("a case must be a text or a mapping, found \(item.inWords)", at: item.place))
            return nil
        }
        var row = Row(fields: [:], place: item.place)
        for entry in entries {
            if entry.key == "tags", let tags = entry.value.items {
                row.tags = tags.compactMap(\.text)
            } else if let text = entry.value.text {
                row.fields[entry.key] = text
            } else if entry.value.content != .null {
                problems.append(Problem("'\(entry.key)' of a case must be text, found \(entry.value.inWords)", at: entry.value.place))
            }
        }
        return row
    }

    private mutating func file(_ path: String, at settings: Settings) -> [Row] {
        let absolute = Paths.absolute(path, from: folder)
        guard let data = FileManager.default.contents(atPath: absolute) else {
            problems.append(
                Problem(
                    "no case file at \(path)", at: settings.place, length: settings.length,
                    remedy: "the path counts from the pipeline file's folder"))
            return []
        }
        guard data.count <= 256 << 20, let text = String(data: data, encoding: .utf8) else {
            problems.append(Problem("\(path) is not UTF-8 text of at most 256 MB", at: settings.place))
            return []
        }
        let body = text.hasPrefix("\u{FEFF}") ? String(text.dropFirst()) : text
        switch (path as NSString).pathExtension.lowercased() {
        case "txt": return lines(body, file: path).map { Row(fields: ["prompt": $0.text], place: $0.place) }
        case "csv": return table(body, file: path)
        case "jsonl": return lines(body, file: path).compactMap { object($0.text, at: $0.place) }
        default:
            problems.append(Problem("case files are .txt, .csv or .jsonl, found \(path)", at: settings.place, length: settings.length))
            return []
        }
    }

    private func lines(_ text: String, file: String) -> [(text: String, place: SourcePlace)] {
        text.split(omittingEmptySubsequences: false, whereSeparator: \.isNewline).enumerated().compactMap { number, line in
            let content = line.trimmingCharacters(in: .whitespaces)
            return content.isEmpty ? nil : (content, SourcePlace(file: file, line: number + 1, column: 1))
        }
    }

    private mutating func table(_ text: String, file: String) -> [Row] {
        let table = CommaSeparated.parse(text)
        if let line = table.unclosedQuoteLine {
            problems.append(
                Problem(
                    "a quoted field is not closed", at: SourcePlace(file: file, line: line, column: 1), remedy: "end it with a double quote"
                ))
        }
        guard let header = table.rows.first else { return [] }
        var rows: [Row] = []
        for row in table.rows.dropFirst() {
            let place = SourcePlace(file: file, line: row.line, column: 1)
            guard row.fields.count == header.fields.count else {
                problems.append(
                    Problem(
                        "\(row.fields.count) fields where the header has \(header.fields.count)", at: place,
                        remedy: "quote fields that contain commas"))
                continue
            }
            var made = Row(fields: [:], place: place)
            for (name, value) in zip(header.fields, row.fields) where !value.isEmpty {
                if name == "tags" {
                    made.tags = value.split(whereSeparator: { " ;|".contains($0) }).map(String.init)
                } else {
                    made.fields[name] = value
                }
            }
            rows.append(made)
        }
        return rows
    }

    private mutating func object(_ line: String, at place: SourcePlace) -> Row? {
        guard let object = (try? JSONSerialization.jsonObject(with: Data(line.utf8))) as? [String: Any] else {
            problems.append(Problem("not a JSON object", at: place, remedy: "one object a line: {\"id\": \"a\", \"prompt\": \"…\"}"))
            return nil
        }
        var row = Row(fields: [:], place: place)
        for (key, value) in object {
            switch value {
            case let tags as [String] where key == "tags": row.tags = tags
            case let text as String: row.fields[key] = text
            case let number as NSNumber: row.fields[key] = number.stringValue
            case is NSNull: break
            default: problems.append(Problem("'\(key)' must be text or a number", at: place))
            }
        }
        return row
    }

    private mutating func finish(_ rows: [Row], at place: SourcePlace) -> [Case] {
        if rows.isEmpty, problems.isEmpty { return report("no cases", at: place, remedy: "cases: [\"a prompt\", …]") }
        let width = max(2, String(rows.count).count)
        var firstPlace: [String: SourcePlace] = [:]
        var cases: [Case] = []
        for (index, row) in rows.enumerated() {
            let number = String(index + 1)
            let id = row.fields["id"] ?? "case-" + String(repeating: "0", count: width - number.count) + number
            if !Identifier.isValid(id) {
                problems.append(Problem("case id '\(id.prefix(60))' cannot name a file", at: row.place, remedy: Identifier.rule))
            } else if let first = firstPlace[id] {
                problems.append(Problem("case id '\(id)' stands twice, first at line \(first.line)", at: row.place))
            }
            firstPlace[id] = firstPlace[id] ?? row.place
            cases.append(made(row, id: id))
        }
        return cases
    }

    private mutating func made(_ row: Row, id: String) -> Case {
        var columns = row.fields
        for key in ["id", "prompt", "input", "reference", "transcript"] { columns[key] = nil }
        func file(_ key: String, _ problems: inout [Problem]) -> String? {
            guard let path = row.fields[key] else { return nil }
            let absolute = Paths.absolute(path, from: folder)
            if !FileManager.default.fileExists(atPath: absolute) {
                problems.append(Problem("\(key) of case '\(id)' does not exist: \(path)", at: row.place))
            }
            return absolute
        }
        return Case(
            id: id, prompt: row.fields["prompt"], input: file("input", &problems), reference: file("reference", &problems),
            transcript: row.fields["transcript"], tags: row.tags, columns: columns)
    }
}
