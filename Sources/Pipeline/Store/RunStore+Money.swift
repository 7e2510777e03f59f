import Foundation
import GRDB

extension RunStore {
    /// US dollars that all sittings spent so far, as far as they are known.
    package func spentUSD() throws -> Double {
        try database.read { database in
            try Double.fetchOne(
                database,
                sql: """
                    SELECT SUM(json_extract(result, '$.costUSD')) FROM cell
                    WHERE COALESCE(json_extract(result, '$.isCached'), 0) = 0 AND fingerprint NOT LIKE 'group %'
                    """) ?? 0
        }
    }

    /// Stores a result that no model was called for, unless it stands there already.
    func keepUnlessEqual(_ result: CellResult, fingerprint: String) throws {
        if let stored = try stored(result.cell), stored.fingerprint == fingerprint, stored.result == result { return }
        try keep(result, fingerprint: fingerprint, source: nil)
    }
}
