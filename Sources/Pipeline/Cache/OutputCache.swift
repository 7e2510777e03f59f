import Foundation
import Media

/// Outputs of paid calls by what made them, so that the same call is paid once.
///
/// `<folder>/outputs/<first two digits of the key>/<key>.bin` is the output exactly as it came, `<key>.json` its entry. Both are written
/// under another name and renamed, so that any number of processes may share a cache. A file counts only while its bytes have the
/// hash that the entry names. Links are never followed below the folder. All work blocks: call it off the conductor.
package struct OutputCache: Sendable {
    /// Holds `outputs/`; made when something is first stored.
    package let folder: String

    package init(folder: String) { self.folder = folder }

    /// Where `BAKEOFF_CACHE` says, else `$XDG_CACHE_HOME/bakeoff`, else `~/.cache/bakeoff`.
    package static func standard(environment: [String: String] = ProcessInfo.processInfo.environment) -> OutputCache {
        if let named = environment["BAKEOFF_CACHE"], !named.isEmpty {
            return OutputCache(folder: URL(fileURLWithPath: named).path)
        }
        // The XDG base directory specification says that a relative path is to be ignored.
        if let base = environment["XDG_CACHE_HOME"], base.hasPrefix("/") { return OutputCache(folder: "\(base)/bakeoff") }
        let home = environment["HOME"].flatMap { $0.hasPrefix("/") ? $0 : nil } ?? NSHomeDirectory()
        return OutputCache(folder: "\(home)/.cache/bakeoff")
    }

    /// What is stored under the key, without reading the output itself; nil when absent or damaged.
    package func entry(_ key: String) -> Entry? {
        guard let place = place(of: key), hasSafeFolder(place) else { return nil }
        return readEntry(place)
    }

    /// Copies the stored output to `path`, in place of a file that is there; nil, and nothing at `path`, when the key is absent.
    ///
    /// A damaged entry is removed and counts as absent. One that is used stays longest when the cache is pruned.
    package func fetch(_ key: String, to path: String) -> Entry? {
        guard let place = place(of: key), hasSafeFolder(place) else { return nil }
        guard let entry = readEntry(place) else {
            // An output alone may belong to a writer that is about to put its entry beside it.
            if CachePlace.facts(place.entry) != nil { remove(place) }
            return nil
        }
        CachePlace.remove(path)
        do {
            try FileManager.default.copyItem(atPath: place.output, toPath: path)
        } catch {
            CachePlace.remove(path)
            return nil
        }
        // The copy is what counts: the original may be replaced at any time.
        guard CachePlace.fileSize(path) == entry.bytes, Self.hash(path) == entry.sha256 else {
            CachePlace.remove(path)
            remove(place)
            return nil
        }
        CachePlace.touch(place.entry)
        return entry
    }

    /// Keeps a copy of `file` under the key, in place of what was there.
    ///
    /// - Throws: `CacheError`: a full disk, a folder that cannot be written. The cache then is as it was.
    package func store(_ entry: Entry, file: String, key: String) throws(CacheError) {
        guard let place = place(of: key) else { throw CacheError(key, "not a key: wanted at least 8 digits 0–9, a–f") }
        guard entry.isSound else { throw CacheError(file, "its entry is not sound: \(entry)") }
        guard CachePlace.fileSize(file) == entry.bytes else {
            throw CacheError(file, "not a regular file of \(entry.bytes) bytes")
        }
        try makeFolder(place)
        let temporary = "\(place.folder)/\(Self.partialPrefix)\(UUID().uuidString)"
        defer { for suffix in [".bin", ".json"] { CachePlace.remove(temporary + suffix) } }
        do {
            try FileManager.default.copyItem(atPath: file, toPath: temporary + ".bin")
            try Self.encoder.encode(entry).write(to: URL(fileURLWithPath: temporary + ".json"))
        } catch {
            throw CacheError(place.folder, "cannot be written: \(error.localizedDescription)")
        }
        // A copy keeps the time of its source, by which a left-over of a killed process would look old while it is being written.
        CachePlace.touch(temporary + ".bin")
        try CachePlace.move(temporary + ".bin", to: place.output)
        try CachePlace.move(temporary + ".json", to: place.entry)
    }

    // MARK: Places

    /// Begins the names of files that are being written.
    static let partialPrefix = ".partial-"
    /// Bytes; an entry is a few hundred.
    static let entryLimit = 1 << 16

    struct Place {
        let folder: String
        let output: String
        let entry: String
    }

    var outputs: String { "\(folder)/outputs" }

    /// nil for what is no key, so that no name can lead out of the folder.
    func place(of key: String) -> Place? {
        guard Self.isKey(key) else { return nil }
        let folder = "\(outputs)/\(key.prefix(2))"
        return Place(folder: folder, output: "\(folder)/\(key).bin", entry: "\(folder)/\(key).json")
    }

    static func isKey(_ text: some StringProtocol) -> Bool { (8...128).contains(text.utf8.count) && isHexadecimal(text) }

    static func isHexadecimal(_ text: some StringProtocol) -> Bool {
        text.utf8.allSatisfy { ($0 >= 0x30 && $0 <= 0x39) || ($0 >= 0x61 && $0 <= 0x66) }
    }

    /// The entry, when it can be read and an output of its length stands beside it.
    func readEntry(_ place: Place) -> Entry? {
        guard let bytes = CachePlace.contents(place.entry, limit: Self.entryLimit) else { return nil }
        do {
            let entry = try JSONDecoder().decode(Entry.self, from: Data(bytes))
            return entry.isSound && CachePlace.fileSize(place.output) == entry.bytes ? entry : nil
        } catch {
            return nil
        }
    }

    @discardableResult func remove(_ place: Place) -> Bool {
        // The entry first: an output alone counts as absent.
        let isGone = CachePlace.remove(place.entry)
        return CachePlace.remove(place.output) && isGone
    }

    private func hasSafeFolder(_ place: Place) -> Bool { CachePlace.isFolder(outputs) && CachePlace.isFolder(place.folder) }

    private func makeFolder(_ place: Place) throws(CacheError) {
        do {
            try FileManager.default.createDirectory(atPath: place.folder, withIntermediateDirectories: true)
        } catch {
            throw CacheError(place.folder, "cannot be made: \(error.localizedDescription)")
        }
        guard hasSafeFolder(place) else { throw CacheError(place.folder, "is a link or no folder") }
    }

    private static var encoder: JSONEncoder {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        return encoder
    }

    private static func hash(_ path: String) -> String? {
        do { return try sha256Hex(ofFile: path) } catch { return nil }
    }
}
