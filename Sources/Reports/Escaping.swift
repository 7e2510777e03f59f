/// Untrusted text made fit for a place where it would otherwise act. HTML is escaped by the templates themselves.
enum Escaping {
    /// Control characters and direction overrides in visible form, so that a name cannot move a cursor or reorder a line.
    ///
    /// C0 controls become their Unicode pictures (U+2400 …), C1 controls and the bidirectional formatting characters of
    /// UAX #9 become `⟨U+202E⟩`; tab and newline stay.
    static func visible(_ text: String) -> String {
        guard text.unicodeScalars.contains(where: isHidden) else { return text }
        var shown = String.UnicodeScalarView()
        for scalar in text.unicodeScalars {
            guard isHidden(scalar) else {
                shown.append(scalar)
                continue
            }
            if let picture = picture(of: scalar) {
                shown.append(picture)
            } else {
                shown.append(contentsOf: "⟨U+\(String(scalar.value, radix: 16, uppercase: true).leftPadded(to: 4))⟩".unicodeScalars)
            }
        }
        return String(shown)
    }

    /// One line for a terminal: nothing in it can act on the terminal, and nothing breaks the line.
    static func terminal(_ text: String) -> String {
        visible(text.replacing("\r\n", with: " ").replacing("\n", with: " ").replacing("\t", with: " "))
    }

    /// A Markdown code span that also holds in a table cell: the fence is one backtick longer than any run inside.
    static func markdownCode(_ text: String) -> String {
        let line = terminal(text).replacing("|", with: "\\|")
        guard !line.isEmpty else { return "" }
        var longest = 0
        var run = 0
        for character in line {
            run = character == "`" ? run + 1 : 0
            longest = max(longest, run)
        }
        let fence = String(repeating: "`", count: longest + 1)
        let isAtEdge = line.hasPrefix("`") || line.hasSuffix("`")
        return isAtEdge ? "\(fence) \(line) \(fence)" : fence + line + fence
    }

    /// Markdown prose in which a name can start no markup, table cell, mention, issue link, emoji or HTML.
    static func markdownProse(_ text: String) -> String {
        var escaped = ""
        let line = Array(terminal(text))
        for (index, character) in line.enumerated() {
            switch character {
            case "<": escaped += "&lt;"
            case ">": escaped += "&gt;"
            case "&": escaped += "&amp;"
            // Names stand in attributes of HTML inside Markdown too.
            case "\"": escaped += "&quot;"
            case "\\", "`", "*", "[", "]", "|", "~": escaped += "\\\(character)"
            case "_" where !isInsideWord(line, index): escaped += "\\_"
            case "@", "#", ":":
                escaped.append(character)
                if index + 1 < line.count, !line[index + 1].isWhitespace { escaped += "<!-- -->" }
            default: escaped.append(character)
            }
        }
        return escaped
    }

    /// A relative or absolute path as a URL reference that cannot be read as another scheme.
    static func link(_ path: String) -> String {
        let kept = path.utf8.map { byte -> String in
            let isPlain = (0x30...0x39).contains(byte) || (0x41...0x5A).contains(byte) || (0x61...0x7A).contains(byte)
            return isPlain || [0x2D, 0x2E, 0x2F, 0x5F, 0x7E].contains(byte)
                ? String(UnicodeScalar(byte)) : "%" + String(byte, radix: 16, uppercase: true).leftPadded(to: 2)
        }
        return kept.joined()
    }

    /// An address that the user gives, with what would end it in a link or an attribute percent-encoded.
    static func address(_ text: String) -> String {
        text.utf8.map { byte in
            let isKept = byte > 0x20 && byte < 0x7F && ![0x22, 0x27, 0x3C, 0x3E, 0x5C, 0x60, 0x7C].contains(byte)
            return isKept ? String(UnicodeScalar(byte)) : "%" + String(byte, radix: 16, uppercase: true).leftPadded(to: 2)
        }.joined()
    }

    /// SVG text and attribute values.
    static func markup(_ text: String) -> String {
        visible(text).replacing("&", with: "&amp;").replacing("<", with: "&lt;").replacing(">", with: "&gt;")
            .replacing("\"", with: "&quot;").replacing("'", with: "&#39;")
    }

    /// XML 1.0 text and attribute values: what the standard forbids is dropped, the rest of what is hidden is made visible.
    ///
    /// Line ends and tabs are references, which an attribute's value keeps; a raw one would be read as a space.
    static func xml(_ text: String) -> String {
        var escaped = ""
        for scalar in visible(String(String.UnicodeScalarView(text.unicodeScalars.filter(isXML)))).unicodeScalars {
            switch scalar {
            case "&": escaped += "&amp;"
            case "<": escaped += "&lt;"
            case ">": escaped += "&gt;"
            case "\"": escaped += "&quot;"
            case "'": escaped += "&#39;"
            case "\t", "\n": escaped += "&#\(scalar.value);"
            default: escaped.unicodeScalars.append(scalar)
            }
        }
        return escaped
    }

    /// The production `Char` of XML 1.0; surrogates cannot occur in a Swift string.
    private static func isXML(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar.value {
        case 0x09, 0x0A, 0x0D, 0x20...0xFFFD, 0x10000...0x10FFFF: true
        default: false
        }
    }

    private static func isInsideWord(_ line: [Character], _ index: Int) -> Bool {
        index > 0 && index + 1 < line.count && line[index - 1].isLetterOrNumber && line[index + 1].isLetterOrNumber
    }

    private static func isHidden(_ scalar: UnicodeScalar) -> Bool {
        switch scalar.value {
        case 0x09, 0x0A: false
        case 0x00...0x1F, 0x7F...0x9F, 0x061C, 0x200B, 0x200E, 0x200F, 0x2028...0x202E, 0x2060...0x2064, 0x2066...0x2069, 0xFEFF: true
        default: false
        }
    }

    private static func picture(of scalar: UnicodeScalar) -> UnicodeScalar? {
        switch scalar.value {
        case 0x00...0x1F: UnicodeScalar(0x2400 + scalar.value)
        case 0x7F: "\u{2421}"
        default: nil
        }
    }
}

extension Character {
    fileprivate var isLetterOrNumber: Bool { isLetter || isNumber }
}

extension String {
    /// Zeros in front up to a length.
    func leftPadded(to length: Int) -> String { String(repeating: "0", count: max(0, length - count)) + self }
}
