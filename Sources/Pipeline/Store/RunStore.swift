import Foundation
import GRDB
import Glibc
import Media
import Scoring
import Synchronization
import SystemPackage

/// `run.sqlite`, the truth about a run: one transaction a cell, readable after a kill at any instant.
package final class RunStore: Sendable {
    package let folder: RunFolder
    let database: DatabaseQueue
    /// Held while this process works in the folder; the system lets go of it however the process ends.
    private let claimed = Mutex<FileDescriptor?>(nil)

    /// Opens the store of a run folder, making it when there is none.
    ///
    /// - Throws: `RunError.storeBroken`.
    package init(_ folder: RunFolder) throws(RunError) {
        self.folder = folder
        do {
            var configuration = Configuration()
            configuration.busyMode = .timeout(10)
            configuration.prepareDatabase { database in
                try database.execute(sql: "PRAGMA journal_mode = WAL")
                try database.execute(sql: "PRAGMA synchronous = NORMAL")
            }
            database = try DatabaseQueue(path: folder.database, configuration: configuration)
            try database.write { try $0.execute(sql: Self.schema + Self.scopeSchema) }
        } catch {
            throw .storeBroken(String(describing: error))
        }
    }

    private static let schema = """
        CREATE TABLE IF NOT EXISTS run (key TEXT PRIMARY KEY, value TEXT NOT NULL);
        CREATE TABLE IF NOT EXISTS cell (
            grp TEXT NOT NULL, case_id TEXT NOT NULL, branch TEXT NOT NULL, repeat INTEGER NOT NULL,
            fingerprint TEXT NOT NULL, source TEXT, result TEXT NOT NULL, card TEXT, card_version TEXT,
            PRIMARY KEY (grp, case_id, branch, repeat));
        CREATE TABLE IF NOT EXISTS verdict (
            grp TEXT NOT NULL, case_id TEXT NOT NULL, repeat INTEGER NOT NULL, verdict TEXT NOT NULL,
            PRIMARY KEY (grp, case_id, repeat));
        CREATE TABLE IF NOT EXISTS merged (
            grp TEXT NOT NULL, case_id TEXT NOT NULL, repeat INTEGER NOT NULL, key TEXT NOT NULL,
            PRIMARY KEY (grp, case_id, repeat));
        CREATE TABLE IF NOT EXISTS item (case_id TEXT PRIMARY KEY, parent TEXT NOT NULL, position INTEGER NOT NULL, value TEXT NOT NULL);
        CREATE INDEX IF NOT EXISTS item_of ON item (parent);
        CREATE TABLE IF NOT EXISTS ballot (
            sha256 TEXT PRIMARY KEY, grp TEXT NOT NULL, method TEXT NOT NULL, ballot TEXT NOT NULL, ballot_key TEXT NOT NULL);
        CREATE TABLE IF NOT EXISTS vote (
            ballot TEXT NOT NULL, listener TEXT NOT NULL, trial INTEGER NOT NULL, answer TEXT NOT NULL, origin TEXT NOT NULL,
            PRIMARY KEY (ballot, listener, trial));
        """

    /// Makes sure that no other process works in the folder: two would pay for every cell twice.
    ///
    /// - Throws: `RunError.inUse`, `RunError.cannotWrite`.
    func claim() throws(RunError) {
        guard claimed.withLock({ $0 }) == nil else { return }
        let file: FileDescriptor
        do {
            file = try FileDescriptor.open(
                FilePath("\(folder.path)/run.lock"), .readWrite, options: [.create, .closeOnExec], permissions: .ownerReadWrite)
        } catch {
            throw .cannotWrite("\(folder.path)/run.lock: \(error)")
        }
        guard flock(file.rawValue, LOCK_EX | LOCK_NB) == 0 else {
            close(file.rawValue)
            throw .inUse(folder.path)
        }
        claimed.withLock { $0 = file }
    }

    deinit {
        claimed.withLock { file in
            if let file { close(file.rawValue) }
        }
    }

    // MARK: Facts about the run

    package func note(_ key: String, _ value: String) throws {
        try database.write { try $0.execute(sql: "INSERT OR REPLACE INTO run VALUES (?, ?)", arguments: [key, value]) }
    }

    package func fact(_ key: String) throws -> String? {
        try database.read { try String.fetchOne($0, sql: "SELECT value FROM run WHERE key = ?", arguments: [key]) }
    }

    // MARK: Cells

    /// A stored cell with its scorecard, when that was made with the same scoring version.
    package struct Stored: Sendable {
        package let result: CellResult
        package let fingerprint: String
        package let scorecard: Scorecard?
        package let scoringVersion: String?
    }

    /// Keeps a result and moves its file to its place in the run folder.
    ///
    /// The row is committed before the file is moved, and says where the file lies: whichever comes last before a kill,
    /// `recover` puts the file in place, so that a paid output is never lost and never paid for twice.
    package func keep(_ result: CellResult, fingerprint: String, source: String?) throws {
        try keep(result, fingerprint: fingerprint, source: source, judgement: nil)
    }

    /// Keeps a result together with the scorecard that came with it.
    func keep(_ result: CellResult, fingerprint: String, source: String?, judgement: Judgement?) throws {
        try write(
            "INSERT OR REPLACE INTO cell VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
            [
                result.cell.group, result.cell.caseID, result.cell.branch, result.cell.repeat, fingerprint, source,
                try Self.encode(result), try judgement.map { try Self.encode($0.card) }, judgement?.version,
            ])
        if let artifact = result.artifact, let source { try place(source, at: folder.absolute(artifact.path)) }
    }

    package func keep(_ card: Scorecard, version: String, for cell: Cell) throws {
        try write(
            "UPDATE cell SET card = ?, card_version = ? WHERE grp = ? AND case_id = ? AND branch = ? AND repeat = ?",
            [try Self.encode(card), version, cell.group, cell.caseID, cell.branch, cell.repeat])
    }

    package func stored(_ cell: Cell) throws -> Stored? {
        try first(
            "SELECT * FROM cell WHERE grp = ? AND case_id = ? AND branch = ? AND repeat = ?",
            [cell.group, cell.caseID, cell.branch, cell.repeat]
        ).map(Self.stored)
    }

    /// Branches of a group, or of one case in it, that have something stored, in the order of storing.
    func branches(group: String, caseID: String? = nil) throws -> [String] {
        try database.read {
            try String.fetchAll(
                $0, sql: "SELECT branch FROM cell WHERE grp = ?1 AND (?2 IS NULL OR case_id = ?2) GROUP BY branch ORDER BY MIN(rowid)",
                arguments: [group, caseID])
        }
    }

    private static func stored(_ row: Row) throws -> Stored {
        Stored(
            result: try decode(row["result"]), fingerprint: row["fingerprint"],
            scorecard: try (row["card"] as String?).map { try decode($0) },
            scoringVersion: row["card_version"])
    }

    /// Finishes what a kill interrupted: files that were committed but not yet moved. Row by row, since a run may have millions.
    package func recover() throws {
        try database.read { database in
            let rows = try Row.fetchCursor(database, sql: "SELECT source, result FROM cell WHERE source IS NOT NULL")
            while let row = try rows.next() {
                let source: String = row["source"]
                guard FileManager.default.fileExists(atPath: source) else { continue }
                // What lies at the target may be an older file: the one that was committed is still at its source.
                let result: CellResult = try Self.decode(row["result"])
                if let artifact = result.artifact { try place(source, at: folder.absolute(artifact.path)) }
            }
        }
    }

    private func place(_ source: String, at target: String) throws {
        try FileManager.default.createDirectory(atPath: (target as NSString).deletingLastPathComponent, withIntermediateDirectories: true)
        guard rename(source, target) == 0 else {
            throw RunError.cannotWrite("\(target): \(String(cString: strerror(errno)))")
        }
    }

    /// A further copy of an output inside the run folder.
    package func copy(_ artifact: Artifact, to relative: String) throws {
        let target = folder.absolute(relative)
        do {
            try FileManager.default.createDirectory(
                atPath: (target as NSString).deletingLastPathComponent, withIntermediateDirectories: true)
            if FileManager.default.fileExists(atPath: target) { try FileManager.default.removeItem(atPath: target) }
            try FileManager.default.copyItem(atPath: folder.absolute(artifact.path), toPath: target)
        } catch {
            throw RunError.cannotWrite("\(target): \(error.localizedDescription)")
        }
    }

    /// The first row that a statement gives. It is prepared once, and sees one state of the store without a transaction around it.
    func first(_ sql: String, _ arguments: StatementArguments) throws -> Row? {
        try database.unsafeRead { try Row.fetchOne(try $0.cachedStatement(sql: sql), arguments: arguments) }
    }

    /// Carries out one statement, which is a transaction by itself and prepared once.
    private func write(_ sql: String, _ arguments: StatementArguments) throws {
        try database.writeWithoutTransaction { try $0.cachedStatement(sql: sql).execute(arguments: arguments) }
    }

    static func encode(_ value: some Encodable) throws -> String {
        String(decoding: try JSONLines.encoder.encode(value), as: UTF8.self)
    }

    static func decode<T: Decodable>(_ text: String) throws -> T {
        try JSONDecoder().decode(T.self, from: Data(text.utf8))
    }
}
