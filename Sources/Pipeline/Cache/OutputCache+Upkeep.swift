import Foundation

extension OutputCache {
    /// What the cache holds.
    package struct Info: Codable, Sendable, Hashable {
        package struct Model: Codable, Sendable, Hashable {
            package let model: String
            package let provider: String
            package let entries: Int
            package let bytes: Int
            /// US dollars that the original calls cost, as far as they are known.
            package let costUSD: Double
        }

        package let folder: String
        package let entries: Int
        /// Of outputs and entries, left-overs included.
        package let bytes: Int
        /// Last use of the entry that was not used for longest, ISO 8601.
        package let oldest: String?
        /// Last use of the entry that was used last, ISO 8601.
        package let newest: String?
        /// Outputs and entries without their other half, unreadable entries, and what killed writers left.
        package let damaged: Int
        /// By model and provider, the largest first.
        package let models: [Model]
    }

    /// What was removed.
    package struct Removal: Codable, Sendable, Hashable {
        package var entries = 0
        package var bytes = 0
    }

    /// Counts what is there; a cache that was never written is empty.
    ///
    /// - Throws: `CacheError` when a folder cannot be read.
    package func info() throws(CacheError) -> Info {
        let shelves = try contents()
        let used = shelves.filter { $0.entry != nil }.map(\.used)
        var models: [[String]: [Stored]] = [:]
        for stored in shelves {
            if let entry = stored.entry { models[[entry.model, entry.provider], default: []].append(stored) }
        }
        let counted = models.map { name, all in
            Info.Model(
                model: name[0], provider: name[1], entries: all.count, bytes: all.reduce(0) { $0 + $1.bytes },
                costUSD: all.reduce(0) { $0 + ($1.entry?.costUSD ?? 0) })
        }
        return Info(
            folder: folder, entries: used.count, bytes: shelves.reduce(0) { $0 + $1.bytes }, oldest: used.min().map(Self.timestamp),
            newest: used.max().map(Self.timestamp), damaged: shelves.count - used.count,
            models: counted.sorted { ($1.bytes, $0.model, $0.provider) < ($0.bytes, $1.model, $1.provider) })
    }

    /// Removes what was not used for `seconds`, then the longest unused until at most `maxBytes` are left; nil leaves that rule out.
    /// What killed writers left goes too, when it is older than an hour.
    ///
    /// - Throws: `CacheError` when a folder cannot be read or a file cannot be removed.
    package func prune(olderThan seconds: Double?, maxBytes: Int?, now: Date = Date()) throws(CacheError) -> Removal {
        let time = now.timeIntervalSince1970
        let leftOverAge = 3600.0
        var kept: [Stored] = []
        var removal = Removal()
        for stored in try contents() {
            let age = time - stored.used
            if (seconds.map { age > $0 } ?? false) || (stored.entry == nil && age > leftOverAge) {
                try remove(stored, counting: &removal)
            } else {
                kept.append(stored)
            }
        }
        guard let maxBytes else { return removal }
        var bytes = kept.reduce(0) { $0 + $1.bytes }
        for stored in kept.sorted(by: { ($0.used, $0.name) < ($1.used, $1.name) }) where bytes > maxBytes {
            try remove(stored, counting: &removal)
            bytes -= stored.bytes
        }
        return removal
    }

    /// Removes everything that the cache wrote, and nothing else.
    ///
    /// - Throws: `CacheError` when a folder cannot be read or a file cannot be removed.
    @discardableResult package func clear() throws(CacheError) -> Removal {
        var removal = Removal()
        for stored in try contents() { try remove(stored, counting: &removal) }
        return removal
    }

    // MARK: Looking through the folders

    /// An entry with its output, or what is left of them.
    private struct Stored {
        let name: String
        let files: [String]
        let bytes: Int
        /// Seconds since 1970.
        let used: Double
        /// nil when damaged.
        let entry: Entry?
    }

    /// Everything in `outputs/<2 digits>/` that has a name of ours and is a file.
    private func contents() throws(CacheError) -> [Stored] {
        var all: [Stored] = []
        for shelf in try names(in: outputs) where shelf.utf8.count == 2 && Self.isHexadecimal(shelf) {
            let folder = "\(outputs)/\(shelf)"
            var keys: [String: [String]] = [:]
            for name in try names(in: folder) {
                if let key = Self.key(ofFile: name) { keys[key, default: []].append("\(folder)/\(name)") }
            }
            for (key, files) in keys.sorted(by: { $0.key < $1.key }) {
                if let stored = stored(key, files: files) { all.append(stored) }
            }
        }
        return all
    }

    private func stored(_ key: String, files: [String]) -> Stored? {
        let facts = files.map { ($0, CachePlace.facts($0)) }.filter { $0.1?.isFile ?? false }
        guard !facts.isEmpty else { return nil }
        let place = place(of: key)
        // The entry is touched when it is used, the output only when it is written.
        let used = facts.first { $0.0 == place?.entry }?.1?.changed ?? facts.compactMap { $0.1?.changed }.max() ?? 0
        return Stored(
            name: key, files: facts.map(\.0).sorted().reversed(), bytes: facts.reduce(0) { $0 + ($1.1?.bytes ?? 0) }, used: used,
            entry: place.flatMap(readEntry))
    }

    /// What a file belongs to: the key, or for one that is being written its own name.
    private static func key(ofFile name: String) -> String? {
        for suffix in [".bin", ".json"] where name.hasSuffix(suffix) {
            let stem = name.dropLast(suffix.count)
            return isKey(stem) || stem.hasPrefix(partialPrefix) ? String(stem) : nil
        }
        return nil
    }

    private func names(in folder: String) throws(CacheError) -> [String] {
        guard CachePlace.isFolder(folder) else { return [] }
        do {
            return try FileManager.default.contentsOfDirectory(atPath: folder).sorted()
        } catch {
            throw CacheError(folder, "cannot be read: \(error.localizedDescription)")
        }
    }

    private func remove(_ stored: Stored, counting removal: inout Removal) throws(CacheError) {
        for file in stored.files {
            guard CachePlace.remove(file) else { throw CacheError(file, "cannot be removed: \(String(cString: strerror(errno)))") }
        }
        removal.entries += 1
        removal.bytes += stored.bytes
    }

    private static func timestamp(_ seconds: Double) -> String { Date(timeIntervalSince1970: seconds).formatted(.iso8601) }
}
