import Foundation

/// What was asked of the engine, written before and after each asking: a kill in between leaves an intent without an id, which is
/// then looked up by its name.
final class Journal: Sendable {
    private struct Entry: Codable {
        var intent: String?
        var submitted: String?
        var id: String?
        var closed: String?
    }

    private let file: AppendedFile
    /// Arrays that were meant to be submitted and were not closed, by name, in their order.
    let open: [String]
    /// How many arrays this run has had.
    let count: Int

    init(_ folder: ShardFolder) throws {
        let data = FileManager.default.contents(atPath: folder.journal) ?? Data()
        (open, count) = Self.read(data)
        file = try AppendedFile(folder.journal)
        // A kill may have torn the last line: what comes next begins one of its own.
        if let last = data.last, last != UInt8(ascii: "\n") { try file.append(Data("\n".utf8), isSynced: false) }
    }

    /// The open arrays, without touching the file.
    static func open(in folder: ShardFolder) -> [String] { read(FileManager.default.contents(atPath: folder.journal) ?? Data()).open }

    private static func read(_ data: Data) -> (open: [String], count: Int) {
        let entries = JSONLines.decode(Entry.self, from: data)
        let closed = Set(entries.compactMap(\.closed))
        return (entries.compactMap(\.intent).filter { !closed.contains($0) }, entries.count { $0.intent != nil })
    }

    func intend(_ name: String) throws { try file.append(line: Entry(intent: name)) }
    func submitted(_ name: String, id: String) throws { try file.append(line: Entry(submitted: name, id: id)) }
    func close(_ name: String) throws { try file.append(line: Entry(closed: name)) }
}
