import Yams

/// YAML text as `Settings`, every value with its line and column.
package enum SettingsFile {
    /// Aliases share nodes, so a file of a few lines can stand for billions of values; the walk stops here.
    static let valueLimit = 200_000

    /// Reads one YAML document.
    ///
    /// - Throws: `Problems` with the position of the syntax error, the duplicate key, or the value that is too much.
    package static func parse(_ yaml: String, file: String) throws(Problems) -> Settings {
        do {
            guard let root = try Yams.compose(yaml: yaml) else {
                return Settings(.null, at: SourcePlace(file: file, line: 1, column: 1))
            }
            var walk = Walk(file: file)
            let settings = walk.settings(root, depth: 0)
            try Problems.throwIfAny(walk.problems)
            return settings
        } catch let problems as Problems {
            throw problems
        } catch let error as YamlError {
            throw Problems([problem(error, file: file)])
        } catch {
            throw Problems([Problem("cannot read as YAML: \(error)", at: SourcePlace(file: file, line: 1, column: 1))])
        }
    }

    private static func problem(_ error: YamlError, file: String) -> Problem {
        func at(_ mark: Mark) -> SourcePlace { SourcePlace(file: file, line: mark.line, column: mark.column) }
        switch error {
        case .scanner(_, let problem, let mark, _), .parser(_, let problem, let mark, _), .composer(_, let problem, let mark, _):
            return Problem("not valid YAML: \(problem)", at: at(mark), remedy: "check indentation, quotes and brackets above this place")
        case .duplicatedKeysInMapping(let duplicates, let context):
            let keys = duplicates.map { "'\(String(describing: $0).prefix(60))'" }.joined(separator: ", ")
            return Problem("key \(keys) stands twice in one mapping", at: at(context.mark), remedy: "keep one of them")
        default:
            return Problem("not valid YAML: \(String(describing: error).prefix(200))", at: SourcePlace(file: file, line: 1, column: 1))
        }
    }
}

private struct Walk {
    let file: String
    var count = 0
    var problems: [Problem] = []

    mutating func settings(_ node: Node, depth: Int) -> Settings {
        let mark = node.mark
        let place = SourcePlace(file: file, line: mark?.line ?? 1, column: mark?.column ?? 1)
        count += 1
        guard count <= SettingsFile.valueLimit, depth <= 64 else {
            if problems.isEmpty {
                problems.append(Problem("too many or too deeply nested values", at: place, remedy: "write fewer aliases and levels"))
            }
            return Settings(.null, at: place)
        }
        switch node {
        case .scalar(let scalar):
            let isQuoted =
                scalar.style == .singleQuoted || scalar.style == .doubleQuoted || scalar.style == .literal || scalar.style == .folded
            if !isQuoted, ["", "~", "null", "Null", "NULL"].contains(scalar.string) { return Settings(.null, at: place) }
            return Settings(.scalar(scalar.string, isQuoted: isQuoted), at: place)
        case .sequence(let sequence):
            return Settings(.list(sequence.map { settings($0, depth: depth + 1) }), at: place)
        case .mapping(let mapping):
            return Settings(.map(mapping.compactMap { entry($0.key, $0.value, depth: depth) }), at: place)
        case .alias:
            problems.append(Problem("unresolved alias", at: place))
            return Settings(.null, at: place)
        }
    }

    private mutating func entry(_ key: Node, _ value: Node, depth: Int) -> Settings.Entry? {
        let mark = key.mark
        let place = SourcePlace(file: file, line: mark?.line ?? 1, column: mark?.column ?? 1)
        guard case .scalar(let name) = key else {
            problems.append(Problem("a key must be plain text", at: place))
            return nil
        }
        return Settings.Entry(key: name.string, keyPlace: place, value: settings(value, depth: depth + 1))
    }
}
