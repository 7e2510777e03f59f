import Catalogs

/// Text with holes: `{{prompt}}`, `{{case.COLUMN}}`, `{{params.NAME}}`, `${ENVIRONMENT}`.
///
/// A filled hole is never looked at again, so a prompt that contains braces stays what it is.
package struct Template: Sendable, Hashable {
    package enum Part: Sendable, Hashable {
        case literal(String)
        case name(String)
    }

    package let parts: [Part]
    package let place: SourcePlace
    /// Values that came from the environment: a key may be among them, so no record may show one.
    package let secrets: [String]

    /// - Parameter environment: values for `${NAME}`, filled in at once.
    /// - Throws: a `Problem` for a hole that is not closed or a variable that is not set.
    package init(_ text: String, at place: SourcePlace, environment: [String: String]) throws(Problem) {
        var parts: [Part] = []
        var secrets: [String] = []
        var rest = text[...]
        func literal(_ text: some StringProtocol) {
            guard !text.isEmpty else { return }
            if case .literal(let before) = parts.last {
                parts[parts.count - 1] = .literal(before + text)
            } else {
                parts.append(.literal(String(text)))
            }
        }
        while let opening = rest.firstIndex(where: { $0 == "{" || $0 == "$" }) {
            literal(rest[..<opening])
            rest = rest[opening...]
            if rest.hasPrefix("{{") {
                guard let end = rest.firstRange(of: "}}") else {
                    throw Problem("'{{' without '}}'", at: place, length: text.unicodeScalars.count, remedy: "close it: {{prompt}}")
                }
                parts.append(.name(rest[rest.index(rest.startIndex, offsetBy: 2)..<end.lowerBound].trimmed))
                rest = rest[end.upperBound...]
            } else if rest.hasPrefix("${"), let end = rest.firstIndex(of: "}") {
                let name = rest[rest.index(rest.startIndex, offsetBy: 2)..<end].trimmed
                guard let value = environment[name] else {
                    throw Problem(
                        "environment variable '\(name)' is not set", at: place, length: text.unicodeScalars.count,
                        remedy: "export \(name)=…")
                }
                literal(value)
                if value.count >= 4 { secrets.append(value) }
                rest = rest[rest.index(after: end)...]
            } else {
                literal(rest.prefix(1))
                rest = rest.dropFirst()
            }
        }
        literal(rest)
        self.parts = parts
        self.place = place
        self.secrets = secrets
    }

    /// The text with every value from the environment blotted out.
    package static func masked(_ text: String, _ secrets: [String]) -> String {
        secrets.reduce(text) { $0.replacing($1, with: "[hidden]") }
    }

    /// A template that is one hole.
    package init(naming name: String, at place: SourcePlace) {
        parts = [.name(name)]
        secrets = []
        self.place = place
    }

    /// The names of all holes, in order.
    package var names: [String] {
        parts.compactMap { part in
            if case .name(let name) = part { return name }
            return nil
        }
    }

    /// - Parameter value: gives the text for a name; the planner has made sure that it knows every name.
    /// - Throws: a `Problem` for a name without a value, so that a hole never becomes an empty string.
    package func filled(_ value: (String) -> String?) throws(Problem) -> String {
        var text = ""
        for part in parts {
            switch part {
            case .literal(let literal): text += literal
            case .name(let name):
                guard let filling = value(name) else { throw Problem("nothing to put into {{\(name)}}", at: place) }
                text += filling
            }
        }
        return text
    }
}

extension Substring {
    fileprivate var trimmed: String {
        String(drop { $0 == " " }.reversed().drop { $0 == " " }.reversed())
    }
}
