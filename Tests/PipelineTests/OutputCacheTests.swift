import Foundation
import Media
import Testing

@testable import Pipeline

@Suite struct OutputCacheTests {
    private let folder: TemporaryFolder
    private let cache: OutputCache
    private static let key = String(repeating: "ab12", count: 16)

    init() throws {
        folder = try TemporaryFolder()
        cache = OutputCache(folder: folder.path + "/cache")
    }

    private var shelf: String { cache.folder + "/outputs/ab" }
    private var output: String { "\(shelf)/\(Self.key).bin" }
    private var entryFile: String { "\(shelf)/\(Self.key).json" }
    private var target: String { folder.path + "/copy" }

    private func entry(of text: String, model: String = "flux", cost: Double? = 0.04, fileExtension: String = "png") -> OutputCache.Entry {
        OutputCache.Entry(
            kind: .image, mediaType: "image/png", fileExtension: fileExtension, sha256: sha256Hex(Array(text.utf8)), bytes: text.utf8.count,
            seconds: 6.5, costUSD: cost, tries: 2, seed: 7, created: "2026-11-24T10:00:00Z", model: model, provider: "fal")
    }

    @discardableResult
    private func store(_ text: String, key: String = key, model: String = "flux", unusedFor days: Double? = nil) throws -> OutputCache.Entry
    {
        try folder.write(text, to: "source")
        let entry = entry(of: text, model: model)
        try cache.store(entry, file: folder.path + "/source", key: key)
        if let days {
            let date = Self.now.addingTimeInterval(-days * 86_400)
            for end in ["bin", "json"] {
                try FileManager.default.setAttributes(
                    [.modificationDate: date], ofItemAtPath: "\(cache.folder)/outputs/\(key.prefix(2))/\(key).\(end)")
            }
        }
        return entry
    }

    private static let now = Date(timeIntervalSince1970: 1_800_000_000)

    private func exists(_ path: String) -> Bool { FileManager.default.fileExists(atPath: path) }

    @Test func whatWasStoredComesBackWithItsFacts() throws {
        let entry = try store("picture")
        #expect(cache.entry(Self.key) == entry)
        #expect(cache.fetch(Self.key, to: target) == entry)
        #expect(try String(contentsOfFile: target, encoding: .utf8) == "picture")
        #expect(try FileManager.default.contentsOfDirectory(atPath: shelf).count == 2, "nothing temporary is left")
    }

    @Test func anUnknownKeyIsAbsentAndLeavesNothing() {
        #expect(cache.entry(Self.key) == nil && cache.fetch(Self.key, to: target) == nil)
        #expect(!exists(target) && !exists(cache.folder))
    }

    @Test func anEmptyOutputIsAnOutput() throws {
        try store("")
        #expect(cache.fetch(Self.key, to: target)?.bytes == 0 && exists(target))
    }

    @Test func aFileInTheWayIsReplaced() throws {
        try store("picture")
        try folder.write("old", to: "copy")
        #expect(cache.fetch(Self.key, to: target) != nil)
        #expect(try String(contentsOfFile: target, encoding: .utf8) == "picture")
    }

    @Test func storingAgainReplaces() throws {
        try store("first")
        try store("second")
        #expect(cache.fetch(Self.key, to: target)?.bytes == 6)
        #expect(try String(contentsOfFile: target, encoding: .utf8) == "second")
    }

    @Test(arguments: ["picturf", "pic", ""])
    func aDamagedOutputIsRemovedAndCountsAsAbsent(bytes: String) throws {
        try store("picture")
        try bytes.write(toFile: output, atomically: true, encoding: .utf8)
        #expect(cache.fetch(Self.key, to: target) == nil)
        #expect(!exists(target) && !exists(output) && !exists(entryFile))
    }

    @Test(arguments: ["", "{", "{}", "[1]", "\u{0}"])
    func aDamagedEntryIsRemovedAndCountsAsAbsent(text: String) throws {
        try store("picture")
        try text.write(toFile: entryFile, atomically: true, encoding: .utf8)
        #expect(cache.entry(Self.key) == nil && exists(output), "looking removes nothing")
        #expect(cache.fetch(Self.key, to: target) == nil)
        #expect(!exists(output) && !exists(entryFile))
    }

    @Test func anEntryThatLeadsElsewhereIsNotBelieved() throws {
        try store("picture")
        let text = try String(contentsOfFile: entryFile, encoding: .utf8)
        try text.replacing("\"png\"", with: "\"/../x\"").write(toFile: entryFile, atomically: true, encoding: .utf8)
        #expect(cache.entry(Self.key) == nil && cache.fetch(Self.key, to: target) == nil)
        #expect(throws: CacheError.self) {
            try cache.store(entry(of: "picture", fileExtension: "../x"), file: folder.path + "/source", key: Self.key)
        }
    }

    @Test func anOutputAloneMayBelongToAWriterAndStays() throws {
        try store("picture")
        try FileManager.default.removeItem(atPath: entryFile)
        #expect(cache.fetch(Self.key, to: target) == nil && exists(output))
    }

    @Test(arguments: ["bin", "json"]) func aLinkIsNeverFollowed(end: String) throws {
        try store("picture")
        let file = "\(shelf)/\(Self.key).\(end)"
        let outside = folder.path + "/outside"
        try FileManager.default.moveItem(atPath: file, toPath: outside)
        try FileManager.default.createSymbolicLink(atPath: file, withDestinationPath: outside)
        #expect(cache.entry(Self.key) == nil && cache.fetch(Self.key, to: target) == nil)
        #expect(exists(outside), "what a link points to is not ours to remove")
    }

    @Test(arguments: ["outputs", "outputs/ab"]) func aLinkedFolderIsNeitherReadNorWrittenNorCleared(name: String) throws {
        try store("picture")
        let outside = folder.path + "/outside"
        try FileManager.default.moveItem(atPath: "\(cache.folder)/\(name)", toPath: outside)
        try FileManager.default.createSymbolicLink(atPath: "\(cache.folder)/\(name)", withDestinationPath: outside)
        let before = try FileManager.default.subpathsOfDirectory(atPath: outside).sorted()
        #expect(cache.entry(Self.key) == nil && cache.fetch(Self.key, to: target) == nil)
        #expect(throws: CacheError.self) { try store("picture") }
        #expect(try cache.clear() == OutputCache.Removal() && cache.info().entries == 0)
        #expect(try FileManager.default.subpathsOfDirectory(atPath: outside).sorted() == before)
    }

    @Test func onlyRegularFilesOfTheStatedLengthAreStored() throws {
        let entry = entry(of: "picture")
        try folder.write("longer than stated", to: "source")
        try FileManager.default.createSymbolicLink(atPath: folder.path + "/link", withDestinationPath: "source")
        for name in ["source", "link", "nowhere", ""] {
            #expect(throws: CacheError.self, "\(name)") { try cache.store(entry, file: "\(folder.path)/\(name)", key: Self.key) }
        }
    }

    @Test(arguments: ["", "abc", "../../../../etc/passwd", "ABCDEF012345", "abcdef01/2345", String(repeating: "a", count: 129)])
    func whatIsNoKeyTouchesNothing(key: String) throws {
        #expect(throws: CacheError.self) { try store("picture", key: key) }
        #expect(cache.entry(key) == nil && cache.fetch(key, to: target) == nil && !exists(cache.folder))
    }

    @Test func aFolderThatCannotBeMadeIsSaidAndNotFatal() throws {
        try folder.write("a file where a folder should be", to: "cache")
        let error = #expect(throws: CacheError.self) { try store("picture") }
        #expect(error?.description.contains("cannot be made") == true)
        #expect(cache.fetch(Self.key, to: target) == nil)
    }

    @Test func manyWritersAndReadersOfOneKeyNeverSeeHalfAnOutput() async throws {
        let texts = (0..<8).map { String(repeating: "\($0)", count: 50_000 + $0) }
        for (index, text) in texts.enumerated() { try folder.write(text, to: "source\(index)") }
        let (cache, folder, entries) = (cache, folder.path, texts.map { entry(of: $0) })
        try await withThrowingTaskGroup(of: Void.self) { tasks in
            for index in texts.indices {
                tasks.addTask {
                    for _ in 0..<20 { try cache.store(entries[index], file: "\(folder)/source\(index)", key: Self.key) }
                }
                tasks.addTask {
                    for round in 0..<20 {
                        let copy = "\(folder)/copy\(index)-\(round)"
                        guard let entry = cache.fetch(Self.key, to: copy) else { continue }
                        let hash = try sha256Hex(ofFile: copy)
                        #expect(hash == entry.sha256)
                    }
                }
            }
            try await tasks.waitForAll()
        }
        try store("last")
        #expect(cache.fetch(Self.key, to: target)?.bytes == 4)
        #expect(try FileManager.default.contentsOfDirectory(atPath: shelf).count == 2)
    }

    // MARK: Upkeep

    @Test func theEnvironmentNamesTheFolder() {
        func standard(_ environment: [String: String]) -> String { OutputCache.standard(environment: environment).folder }
        #expect(standard(["BAKEOFF_CACHE": "/b", "XDG_CACHE_HOME": "/x", "HOME": "/h"]) == "/b")
        #expect(standard(["BAKEOFF_CACHE": "", "XDG_CACHE_HOME": "/x", "HOME": "/h"]) == "/x/bakeoff")
        #expect(standard(["XDG_CACHE_HOME": "relative", "HOME": "/h"]) == "/h/.cache/bakeoff")
        #expect(standard(["HOME": "/h"]) == "/h/.cache/bakeoff")
        #expect(standard(["BAKEOFF_CACHE": "b"]).hasPrefix("/"))
    }

    private static func key(_ number: Int) -> String { "0\(number)" + String(repeating: "cd", count: 31) }

    @Test func theInfoCountsWhatIsThere() throws {
        #expect(try cache.info().entries == 0 && cache.info().models.isEmpty)
        try store("1", key: Self.key(1), unusedFor: 9)
        try store("22", key: Self.key(2), unusedFor: 3)
        try store(String(repeating: "3", count: 5000), key: Self.key(3), model: "sd", unusedFor: 5)
        let info = try cache.info()
        #expect(info.entries == 3 && info.damaged == 0 && info.bytes > 5003)
        #expect(info.models.map(\.model) == ["sd", "flux"] && info.models.map(\.entries) == [1, 2])
        #expect(abs(info.models[1].costUSD - 0.08) < 1e-12)
        #expect(info.bytes == info.models.reduce(0) { $0 + $1.bytes })
        #expect(info.oldest == "2027-01-06T08:00:00Z" && info.newest == "2027-01-12T08:00:00Z")
    }

    @Test func pruningByAgeRemovesWhatWasNotUsedFor() throws {
        for (number, days) in [(1, 40.0), (2, 31), (3, 29)] { try store("x", key: Self.key(number), unusedFor: days) }
        let removal = try cache.prune(olderThan: 30 * 86_400, maxBytes: nil, now: Self.now)
        #expect(removal.entries == 2 && removal.bytes > 2)
        #expect((1...3).map { cache.entry(Self.key($0)) != nil } == [false, false, true])
    }

    @Test func anOutputThatWasUsedStays() throws {
        try store("x", key: Self.key(1), unusedFor: 40)
        #expect(cache.entry(Self.key(1)) != nil, "looking is no use")
        #expect(try cache.info().oldest == "2026-12-06T08:00:00Z")
        #expect(cache.fetch(Self.key(1), to: target) != nil)
        #expect(try cache.info().oldest != "2026-12-06T08:00:00Z")
    }

    @Test func pruningBySizeRemovesTheLongestUnusedFirstAndNoMoreThanNeeded() throws {
        for (number, days) in [(1, 2.0), (2, 4), (3, 1), (4, 3)] {
            try store(String(repeating: "x", count: 10_000), key: Self.key(number), unusedFor: days)
        }
        let each = try cache.info().bytes / 4
        #expect(try cache.prune(olderThan: nil, maxBytes: 4 * each, now: Self.now).entries == 0)
        #expect(try cache.prune(olderThan: nil, maxBytes: 2 * each, now: Self.now) == OutputCache.Removal(entries: 2, bytes: 2 * each))
        #expect((1...4).map { cache.entry(Self.key($0)) != nil } == [true, false, true, false])
    }

    @Test func whatKilledWritersLeftGoesAfterAnHour() throws {
        try store("x", key: Self.key(1), unusedFor: 0)
        for (name, hours) in [("\(Self.key(2)).bin", 2.0), (".partial-old.bin", 2), (".partial-new.bin", 0.5), ("notes.txt", 9000)] {
            let path = "\(cache.folder)/outputs/01/\(name)"
            try "left".write(toFile: path, atomically: true, encoding: .utf8)
            try FileManager.default.setAttributes([.modificationDate: Self.now.addingTimeInterval(-hours * 3600)], ofItemAtPath: path)
        }
        #expect(try cache.info().damaged == 3)
        #expect(try cache.prune(olderThan: 1e9, maxBytes: nil, now: Self.now) == OutputCache.Removal(entries: 2, bytes: 8))
        #expect(cache.entry(Self.key(1)) != nil)
        #expect(exists("\(cache.folder)/outputs/01/.partial-new.bin") && exists("\(cache.folder)/outputs/01/notes.txt"))
    }

    @Test func clearingRemovesWhatIsOursAndNothingElse() throws {
        try store("x", key: Self.key(1))
        try store("y", key: Self.key(2))
        try "mine".write(toFile: "\(cache.folder)/outputs/01/notes.txt", atomically: true, encoding: .utf8)
        try "mine".write(toFile: "\(cache.folder)/keep.bin", atomically: true, encoding: .utf8)
        #expect(try cache.clear().entries == 2)
        #expect(try cache.info().entries == 0)
        #expect(exists("\(cache.folder)/outputs/01/notes.txt") && exists("\(cache.folder)/keep.bin"))
    }

    @Test(arguments: [("30d", 2_592_000), ("12h", 43_200), ("90m", 5400), ("45s", 45), ("2w", 1_209_600), ("1.5h", 5400), ("0d", 0)])
    func agesAreRead(text: String, seconds: Double) { #expect(CacheAmount.age(text) == seconds) }

    @Test(
        arguments: [
            ("5GB", 5_000_000_000), ("500MB", 500_000_000), ("800kb", 800_000), ("1.5 GiB", 1_610_612_736), ("7B", 7),
            ("1TB", 1_000_000_000_000),
        ])
    func sizesAreRead(text: String, bytes: Int) { #expect(CacheAmount.size(text) == bytes) }

    @Test(arguments: ["", "d", "30", "-3d", "30 days", "nan", "infd", "1e400d", "٣d", "3.4.5h", "5GBs", "999999999999TB"])
    func whatIsNoAmountIsRefused(text: String) {
        #expect(CacheAmount.age(text) == nil && CacheAmount.size(text) == nil)
    }
}
