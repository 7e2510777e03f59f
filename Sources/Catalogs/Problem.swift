/// One thing that is wrong with a file the user wrote: what, where, and what to do about it.
package struct Problem: Error, Sendable, Hashable {
    package enum Severity: String, Sendable, Codable { case error, warning, note }

    package var severity: Severity
    package var message: String
    package var place: SourcePlace?
    /// How many columns the caret underlines, at least one.
    package var length: Int
    /// What to do: the nearest known name, a command, the allowed values.
    package var remedy: String?

    package init(
        _ message: String, at place: SourcePlace? = nil, length: Int = 1, remedy: String? = nil, severity: Severity = .error
    ) {
        self.severity = severity
        self.message = message
        self.place = place
        self.length = max(1, length)
        self.remedy = remedy
    }
}

/// Every problem found in one pass, in the order of the file.
package struct Problems: Error, Sendable {
    package let list: [Problem]

    package init(_ list: [Problem]) {
        self.list = list.sorted { left, right in
            switch (left.place, right.place) {
            case (let a?, let b?): a < b
            case (nil, _?): true
            default: false
            }
        }
    }

    package var errors: [Problem] { list.filter { $0.severity == .error } }

    /// Throws all problems when at least one of them is an error.
    package static func throwIfAny(_ list: [Problem]) throws(Problems) {
        if list.contains(where: { $0.severity == .error }) { throw Problems(list) }
    }
}

extension Problem: CustomStringConvertible {
    package var description: String {
        let head = place.map { "\($0): " } ?? ""
        let tail = remedy.map { " (\($0))" } ?? ""
        return "\(head)\(severity.rawValue): \(message)\(tail)"
    }
}

extension Problems: CustomStringConvertible {
    package var description: String { list.map(\.description).joined(separator: "\n") }
}
