/// Names that become part of a path in the run folder.
package enum Identifier {
    /// Letters, digits, dot, underscore, hyphen, plus; up to 80 characters; not hidden and not a path.
    package static func isValid(_ id: String) -> Bool {
        !id.isEmpty && id.utf8.count <= 80 && !id.hasPrefix(".") && !id.hasPrefix("-")
            && id.unicodeScalars.allSatisfy { isAllowed($0) }
    }

    package static let rule = "letters, digits, '.', '_', '+' and '-', not first '.' or '-', at most 80"

    /// A valid identifier made from any text, for ids that nobody wrote.
    package static func made(from text: String) -> String {
        var id = ""
        for scalar in text.unicodeScalars.prefix(80) {
            if isAllowed(scalar) {
                id.unicodeScalars.append(scalar)
            } else if !id.hasSuffix("-") {
                id += "-"
            }
        }
        while let first = id.first, first == "." || first == "-" { id.removeFirst() }
        while id.hasSuffix("-") { id.removeLast() }
        return id.isEmpty ? "x" : id
    }

    /// The names, each with `_2`, `_3` … appended where it stood before.
    package static func unique(_ names: [String]) -> [String] {
        var seen: [String: Int] = [:]
        return names.map { name in
            seen[name, default: 0] += 1
            var candidate = seen[name]! == 1 ? name : "\(name)_\(seen[name]!)"
            while candidate != name, seen[candidate] != nil { candidate += "_2" }
            seen[candidate] = max(seen[candidate] ?? 0, 1)
            return candidate
        }
    }

    private static func isAllowed(_ scalar: Unicode.Scalar) -> Bool {
        scalar.isASCII
            && (scalar.properties.isAlphabetic || ("0"..."9").contains(scalar) || [".", "_", "-", "+"].contains(scalar))
    }
}
