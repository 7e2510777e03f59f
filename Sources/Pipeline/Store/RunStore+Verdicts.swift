import Foundation
import GRDB

extension RunStore {
    /// - Parameter key: what the verdict depends on, so that it need not be made again while that is the same.
    package func keep(_ verdict: CaseVerdictRecord, group: String, caseID: String, key: String) throws {
        try database.write { database in
            try database.cachedStatement(sql: "INSERT OR REPLACE INTO verdict VALUES (?, ?, ?, ?)").execute(
                arguments: [group, caseID, verdict.repeat, try Self.encode(verdict)])
            try database.cachedStatement(sql: "INSERT OR REPLACE INTO merged VALUES (?, ?, ?, ?)").execute(
                arguments: [group, caseID, verdict.repeat, key])
        }
    }

    package func verdict(group: String, caseID: String, repeat: Int) throws -> CaseVerdictRecord? {
        try first("SELECT verdict FROM verdict WHERE grp = ? AND case_id = ? AND repeat = ?", [group, caseID, `repeat`]).map {
            try Self.decode($0[0])
        }
    }

    /// The verdict, if it was made of what `key` stands for.
    func verdict(group: String, caseID: String, repeat: Int, key: String) throws -> CaseVerdictRecord? {
        let stored = try first("SELECT key FROM merged WHERE grp = ? AND case_id = ? AND repeat = ?", [group, caseID, `repeat`])
        return stored.map { $0[0] } == key ? try verdict(group: group, caseID: caseID, repeat: `repeat`) : nil
    }

    // MARK: Items of lists

    /// Writes down the case that an item of a list makes, so that reports can show it.
    func keep(_ item: Case, of parent: String, position: Int) throws {
        let value = try Self.encode(item)
        let known = try database.read { try String.fetchOne($0, sql: "SELECT value FROM item WHERE case_id = ?", arguments: [item.id]) }
        guard known != value else { return }
        try database.write {
            try $0.execute(sql: "INSERT OR REPLACE INTO item VALUES (?, ?, ?, ?)", arguments: [item.id, parent, position, value])
        }
    }

    /// The case and the items that lists made of it, each after the one it belongs to.
    func withItems(_ parent: Case) throws -> [Case] {
        let values = try database.read {
            try String.fetchAll($0, sql: "SELECT value FROM item WHERE parent = ? ORDER BY position", arguments: [parent.id])
        }
        return [parent] + (try values.flatMap { try withItems(try Self.decode($0)) })
    }
}
