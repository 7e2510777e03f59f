/// Problems as a person reads them: message, place, the line with a caret, the remedy.
package struct ProblemReport: Sendable {
    /// How many problems are shown in full.
    static let limit = 20

    package let problems: Problems
    /// Text of each file by the name that places carry.
    package let sources: [String: String]

    package init(_ problems: Problems, sources: [String: String]) {
        self.problems = problems
        self.sources = sources
    }

    package var text: String {
        var blocks = problems.list.prefix(Self.limit).map(block)
        if problems.list.count > Self.limit { blocks.append("… and \(problems.list.count - Self.limit) more") }
        blocks.append(total)
        return blocks.joined(separator: "\n\n")
    }

    private var total: String {
        let errors = problems.errors.count
        let others = problems.list.count - errors
        return [
            errors > 0 ? "\(errors) error\(errors == 1 ? "" : "s")" : nil, others > 0 ? "\(others) warning\(others == 1 ? "" : "s")" : nil,
        ]
        .compactMap { $0 }.joined(separator: ", ")
    }

    private func block(_ problem: Problem) -> String {
        var lines = ["\(problem.severity.rawValue): \(visible(problem.message))"]
        guard let place = problem.place else {
            if let remedy = problem.remedy { lines.append("   = \(visible(remedy))") }
            return lines.joined(separator: "\n")
        }
        lines.append("  --> \(place)")
        let remedy = problem.remedy.map { " " + visible($0) } ?? ""
        if let written = line(place) {
            let gutter = String(place.line)
            let blank = String(repeating: " ", count: gutter.count)
            let caret = String(repeating: "^", count: min(problem.length, max(1, written.unicodeScalars.count - place.column + 1)))
            lines.append("\(blank) |")
            lines.append("\(gutter) | \(written)")
            lines.append("\(blank) | \(String(repeating: " ", count: max(0, place.column - 1)))\(caret)\(remedy)")
        } else if !remedy.isEmpty {
            lines.append("   =\(remedy)")
        }
        return lines.joined(separator: "\n")
    }

    /// The line of a place, cut to 200 columns with control characters made visible, or nil when the file is not at hand.
    private func line(_ place: SourcePlace) -> String? {
        guard let source = sources[place.file] else { return nil }
        let lines = source.split(maxSplits: place.line, omittingEmptySubsequences: false, whereSeparator: \.isNewline)
        guard lines.indices.contains(place.line - 1) else { return nil }
        // A key that somebody wrote out must not reach a log.
        return visible(String(lines[place.line - 1].prefix(200)).replacing(/(\bkey:\s*)(?!none\b|\{)[^\s,}]+/) { "\($0.1)[hidden]" })
    }

    /// GitHub's workflow commands, one a problem.
    package var annotations: String {
        problems.list.map { problem in
            let place = problem.place.map { "file=\(escaped($0.file, property: true)),line=\($0.line),col=\($0.column)" } ?? ""
            let kind = problem.severity == .note ? "notice" : problem.severity.rawValue
            return
                "::\(kind) \(place)::\(escaped([problem.message, problem.remedy].compactMap { $0 }.joined(separator: ": "), property: false))"
        }.joined(separator: "\n")
    }

    /// A text as the message of a workflow command: it cannot end the line.
    package static func annotated(_ text: String) -> String {
        String(
            text.unicodeScalars.reduce(into: String.UnicodeScalarView()) { kept, scalar in
                switch scalar {
                case "%": kept.append(contentsOf: "%25".unicodeScalars)
                case "\r": kept.append(contentsOf: "%0D".unicodeScalars)
                case "\n": kept.append(contentsOf: "%0A".unicodeScalars)
                default: kept.append(scalar)
                }
            })
    }

    private func escaped(_ text: String, property: Bool) -> String {
        let plain = Self.annotated(text)
        return property ? plain.replacing(":", with: "%3A").replacing(",", with: "%2C") : plain
    }
}

/// The text with control characters and direction marks shown as `\u{1B}`, so that a file cannot steer the terminal.
package func visible(_ text: String) -> String {
    var result = ""
    for scalar in text.unicodeScalars {
        let isHidden = scalar.properties.generalCategory == .control || scalar.properties.generalCategory == .format
        if isHidden, scalar != "\t" {
            result += "\\u{\(String(scalar.value, radix: 16, uppercase: true))}"
        } else {
            result.unicodeScalars.append(scalar)
        }
    }
    return result
}
