/// Paths of the record as links of a written file.
struct Links {
    private let base: String
    private let runFolder: [Substring]

    init(_ settings: ModelSettings) {
        base = settings.base
        runFolder = settings.runFolder.split(separator: "/")
    }

    /// A relative link to a file; empty for an absolute path when the run folder is not known to be absolute.
    func href(_ path: String) -> String {
        guard let relative = relative(path) else { return "" }
        return base + Escaping.link(relative)
    }

    /// The path as a reader may see it: never one of this machine.
    func shown(_ path: String) -> String { relative(path) ?? String(path.split(separator: "/").last ?? "") }

    private func relative(_ path: String) -> String? {
        guard path.hasPrefix("/") else {
            // A first segment with a colon would be read as a scheme when there is no base before it.
            return path.isEmpty ? nil : base.isEmpty && path.prefix(while: { $0 != "/" }).contains(":") ? "./" + path : path
        }
        guard !runFolder.isEmpty else { return nil }
        let target = path.split(separator: "/")
        let shared = zip(runFolder, target).prefix { $0 == $1 }.count
        // Without a common folder the way up would spell out the whole path of this machine.
        guard shared > 0 else { return nil }
        return (Array(repeating: "..", count: runFolder.count - shared) + target.dropFirst(shared)).joined(separator: "/")
    }
}
