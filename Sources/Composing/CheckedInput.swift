import Catalogs
import Media

/// An input whose file was looked at: its kind fits, or why it cannot be used.
struct CheckedInput {
    let input: CompositionInput
    /// The file to read; nil when there is none or it is of no known kind.
    let path: String?
    /// Why the file cannot be used.
    let error: MediaError?

    /// Why nothing of it can be in the composite.
    var reason: String { error?.message ?? input.note ?? "no output" }

    /// Looks at the first bytes of every file.
    ///
    /// - Throws: `nothing_to_combine`, `mixed_kinds` or `wrong_kind`.
    static func all(_ inputs: [CompositionInput], for mode: any Composition.Type) throws(CompositionError) -> [CheckedInput] {
        guard inputs.contains(where: { $0.path != nil }) else {
            throw CompositionError("nothing_to_combine", "\(mode.name) has nothing to combine: no branch has a usable output")
        }
        var kinds: [(branch: String, kind: FileKind)] = []
        var checked: [CheckedInput] = []
        for input in inputs {
            do throws(MediaError) {
                if let path = input.path { kinds.append((input.branch, try kind(of: path, for: mode))) }
                checked.append(CheckedInput(input: input, path: input.path, error: nil))
            } catch {
                checked.append(CheckedInput(input: input, path: nil, error: error))
            }
        }
        if let wanted = mode.kind, kinds.contains(where: { $0.kind.media != wanted }) {
            let list = kinds.map { "\($0.branch) is \($0.kind.media.rawValue) (\($0.kind.rawValue))" }.joined(separator: ", ")
            let areMixed = Set(kinds.map(\.kind.media)).count > 1
            let message = "\(mode.name) combines \(wanted.rawValue) files only: \(list); mode 'bundle' takes every kind"
            throw CompositionError(areMixed ? "mixed_kinds" : "wrong_kind", message)
        }
        return checked
    }

    /// By its first bytes; where texts are wanted, what is of no known kind may be a text in an encoding that can be repaired.
    private static func kind(of path: String, for mode: any Composition.Type) throws(MediaError) -> FileKind {
        do throws(MediaError) {
            return try FileKind.of(file: path)
        } catch {
            guard mode.kind == .text, error.code == .unknownKind, try FileKind.canBeText(file: path) else { throw error }
            return .text
        }
    }
}
