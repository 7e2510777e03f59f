import Catalogs
import Foundation
import Statistics

/// Reads votes from plain tables: `case,left,right,winner[,rater]`, winner `left`, `right` or `tie`.
package enum VoteFile {
    /// - Parameter branches: the names that may stand under left and right; nil takes whatever stands there.
    /// - Throws: every problem of every file, with its line.
    package static func read(_ files: [String], branches: [String]?) throws(Problems) -> [VoteTable.Entry] {
        var entries: [VoteTable.Entry] = []
        var problems: [Problem] = []
        for file in files {
            do {
                var table = try TableFile(
                    file, needed: ["case", "left", "right", "winner"], known: ["case", "left", "right", "winner", "rater"])
                entries += table.rows.compactMap { entry($0, in: &table, branches: branches) }
                problems += table.problems
            } catch {
                problems += error.list
            }
        }
        try Problems.throwIfAny(problems)
        return entries
    }

    private static func entry(_ row: TableFile.Row, in table: inout TableFile, branches: [String]?) -> VoteTable.Entry? {
        guard let name = table.needed("case", in: row), let left = table.needed("left", in: row),
            let right = table.needed("right", in: row), let winner = table.needed("winner", in: row)
        else { return nil }
        if let branches {
            for side in [left, right] where !branches.contains(side) {
                table.report("no branch called '\(side.prefix(60))'", at: row, remedy: suggestion(for: side, among: branches))
                return nil
            }
        }
        guard left != right else {
            table.report("'\(left)' stands on both sides", at: row)
            return nil
        }
        // Both bad says nothing of which is better.
        let choices: [String: Vote.Choice] = ["left": .left, "right": .right, "tie": .tie, "both_bad": .tie]
        guard let choice = choices[winner.lowercased()] else {
            let side = winner == left ? "write left" : winner == right ? "write right" : nil
            table.report(
                "winner must be left, right or tie, found '\(winner.prefix(60))'", at: row,
                remedy: side ?? suggestion(for: winner, among: ["left", "right", "tie"]))
            return nil
        }
        return VoteTable.Entry(caseName: name, left: left, right: right, choice: choice, rater: row["rater"])
    }
}
