import Catalogs
import Foundation
import GRDB

/// What a cell adds to the totals.
struct CellFigures {
    enum End {
        case produced
        case failed(String)
        case cancelled
    }

    let caseID: String
    let branch: String
    let end: End
    let seconds: Double
    let isCached: Bool
    /// nil is unknown.
    let costUSD: Double?
    let quality: Double?

    /// What it counts as in a comparison; nil where it does not count.
    func worth(isScored: Bool) -> Double? {
        switch end {
        case .produced: quality
        case .failed: isScored ? 0 : nil
        case .cancelled: nil
        }
    }
}

extension RunStore {
    /// Adds up all cells in one pass over the store, as they are at this moment.
    ///
    /// - Parameter minEffect: points below which a difference is a tie; nil takes what the run's pipeline says.
    package func totals(minEffect: Double? = nil) throws -> RunTotals {
        let minEffect = minEffect ?? plannedMinEffect
        let raced = try racedGroups
        return try database.read { database in
            var groups: [RunTotals.Group] = []
            var current: GroupTotals?
            let rows = try Row.fetchCursor(database, sql: Self.figures)
            while let row = try rows.next() {
                let group: String = row[0]
                if current?.group != group {
                    if let ended = current.take() { groups.append(ended.totals()) }
                    current = GroupTotals(
                        group: group, isScored: try Self.isScored(group, database), isRaced: raced.contains(group), minEffect: minEffect)
                }
                current?.add(CellFigures(row))
            }
            if let ended = current.take() { groups.append(ended.totals()) }
            return RunTotals(minEffect: minEffect, groups: groups)
        }
    }

    package func cellCount() throws -> Int {
        try database.read { try Int.fetchOne($0, sql: "SELECT COUNT(*) FROM cell WHERE \(Self.inScope)") } ?? 0
    }

    /// In the order of the primary key, so that nothing is sorted; whole results and cards are not decoded, which would take most of
    /// the time.
    private static let figures = """
        SELECT grp, case_id, branch, json_type(result, '$.outcome.produced') IS NOT NULL,
            CAST(json_extract(result, '$.outcome.failed._0.code') AS TEXT),
            MAX(0, COALESCE(CAST(json_extract(result, '$.seconds') AS REAL), 0)),
            COALESCE(json_extract(result, '$.isCached') = 1, 0), CAST(json_extract(result, '$.costUSD') AS REAL),
            CAST(json_extract(card, '$.quality') AS REAL)
        FROM cell WHERE \(inScope) ORDER BY grp, case_id, branch, repeat
        """

    private static func isScored(_ group: String, _ database: Database) throws -> Bool {
        try Bool.fetchOne(
            database,
            sql: "SELECT EXISTS (SELECT 1 FROM cell WHERE grp = ? AND json_extract(card, '$.quality') IS NOT NULL AND \(inScope))",
            arguments: [group]) ?? false
    }

    /// 2 where the pipeline says nothing or cannot be read.
    private var plannedMinEffect: Double {
        let name = "pipeline.resolved.yaml"
        guard let source = try? String(contentsOfFile: folder.absolute(name), encoding: .utf8),
            let settings = try? SettingsFile.parse(source, file: name)
        else { return 2 }
        var options = Options(settings, of: "the pipeline")
        return options.number("min_effect", default: 2, in: 0...100)
    }
}

extension CellFigures {
    fileprivate init(_ row: Row) {
        let isProduced: Bool = row[3]
        let code: String? = row[4]
        self.init(
            caseID: row[1], branch: row[2], end: isProduced ? .produced : code.map(End.failed) ?? .cancelled, seconds: row[5],
            isCached: row[6], costUSD: row[7], quality: row[8])
    }
}
