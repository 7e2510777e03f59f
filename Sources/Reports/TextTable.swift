/// A table of plain text whose columns are aligned by what a terminal shows, not by counted characters.
struct TextTable {
    enum Alignment { case left, right }

    struct Column {
        let title: String
        let alignment: Alignment
        /// The higher, the sooner it is left out of a narrow window; 0 stays.
        let expendability: Int
        let cells: [String]
    }

    private let columns: [Column]
    private static let gap = "  "

    init(_ columns: [Column]) { self.columns = columns }

    /// Lines of at most `width` columns, as far as leaving out expendable columns can do it.
    func lines(width: Int) -> [String] {
        var kept = columns
        while Self.width(of: kept) > width, let most = kept.map(\.expendability).max(), most > 0 {
            kept.removeLast(where: { $0.expendability == most })
        }
        let count = kept.map(\.cells.count).max() ?? 0
        return (-1..<count).map { row in
            let cells = kept.map { column in
                let text = row < 0 ? column.title : row < column.cells.count ? column.cells[row] : ""
                let space = String(repeating: " ", count: max(0, Self.width(of: column) - displayWidth(text)))
                return column.alignment == .left ? text + space : space + text
            }
            let line = cells.joined(separator: Self.gap)
            return String(line.reversed().drop { $0 == " " }.reversed())
        }
    }

    private static func width(of column: Column) -> Int { ([column.title] + column.cells).map(displayWidth).max() ?? 0 }

    private static func width(of columns: [Column]) -> Int {
        columns.reduce(0) { $0 + width(of: $1) } + gap.count * max(0, columns.count - 1)
    }
}

extension Array {
    fileprivate mutating func removeLast(where fits: (Element) -> Bool) {
        if let index = lastIndex(where: fits) { remove(at: index) }
    }
}

/// Columns that a terminal gives a text: 2 for East Asian wide characters and emoji, 0 for combining marks (UAX #11).
func displayWidth(_ text: String) -> Int {
    text.reduce(0) { $0 + width(of: $1) }
}

private func width(of character: Character) -> Int {
    guard let first = character.unicodeScalars.first else { return 0 }
    if character.unicodeScalars.contains(where: { $0.value == 0xFE0F }) { return 2 }
    switch first.properties.generalCategory {
    case .nonspacingMark, .enclosingMark, .format: return 0
    default: break
    }
    if first.properties.isEmojiPresentation { return 2 }
    let wide: [ClosedRange<UInt32>] = [
        0x1100...0x115F, 0x2E80...0x303E, 0x3041...0x33FF, 0x3400...0x4DBF, 0x4E00...0x9FFF, 0xA000...0xA4CF, 0xA960...0xA97F,
        0xAC00...0xD7A3, 0xF900...0xFAFF, 0xFE30...0xFE6F, 0xFF00...0xFF60, 0xFFE0...0xFFE6, 0x1F300...0x1F64F, 0x1F900...0x1F9FF,
        0x20000...0x3FFFD,
    ]
    return wide.contains { $0.contains(first.value) } ? 2 : 1
}

/// Text broken at spaces into lines of at most so many columns; a longer word stands alone.
func wrapped(_ text: String, width: Int) -> [String] {
    var lines: [String] = []
    var line = ""
    for word in text.split(separator: " ") {
        if line.isEmpty {
            line = String(word)
        } else if displayWidth(line) + 1 + displayWidth(String(word)) <= width {
            line += " \(word)"
        } else {
            lines.append(line)
            line = String(word)
        }
    }
    return line.isEmpty ? lines : lines + [line]
}
