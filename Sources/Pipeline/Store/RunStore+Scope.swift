import Foundation
import GRDB

/// Which of the stored cells the pipeline still has: a file may have lost branches, cases and repeats between two sittings.
extension RunStore {
    static let scopeSchema = """
        CREATE TABLE IF NOT EXISTS planned_branch (grp TEXT NOT NULL, branch TEXT NOT NULL, PRIMARY KEY (grp, branch)) WITHOUT ROWID;
        CREATE TABLE IF NOT EXISTS planned_case (case_id TEXT PRIMARY KEY) WITHOUT ROWID;
        """

    /// A condition on rows of `cell`; it holds for all of them in a run that was begun before there was a scope. Cases are written
    /// down only where cells were stored before the sitting, and what lists made of them counts as well.
    static let inScope = """
        (NOT EXISTS (SELECT 1 FROM planned_branch) OR (grp, branch) IN (SELECT grp, branch FROM planned_branch)
            OR (grp, '') IN (SELECT grp, branch FROM planned_branch))
        AND repeat < COALESCE((SELECT CAST(value AS INTEGER) FROM run WHERE key = 'repeats'), 9223372036854775807)
        AND (NOT EXISTS (SELECT 1 FROM planned_case)
            OR case_id IN (SELECT case_id FROM planned_case) OR case_id IN (SELECT case_id FROM item))
        """

    /// Groups that stop a branch once enough is known of it.
    var racedGroups: Set<String> {
        get throws { Set((try fact("raced") ?? "").split(separator: "\n").map(String.init)) }
    }

    /// Writes down what the plan has.
    func noteScope(of plan: Plan) throws {
        try note("repeats", String(plan.repeats))
        try note("raced", plan.callingGroups.filter { $0.race != nil }.map(\.id).joined(separator: "\n"))
        try database.write { database in
            try database.execute(sql: "DELETE FROM planned_branch; DELETE FROM planned_case")
            let branch = try database.makeStatement(sql: "INSERT OR IGNORE INTO planned_branch VALUES (?, ?)")
            for group in plan.callingGroups {
                for each in group.branches { try branch.execute(arguments: [group.id, each.id]) }
            }
            // Steps that call nothing have results under the names of others' branches.
            for step in plan.steps.flatMap(\.withInner) where step.callingGroups.isEmpty { try branch.execute(arguments: [step.id, ""]) }
            guard try Bool.fetchOne(database, sql: "SELECT EXISTS (SELECT 1 FROM cell)") ?? false else { return }
            let one = try database.makeStatement(sql: "INSERT OR IGNORE INTO planned_case VALUES (?)")
            for input in plan.cases { try one.execute(arguments: [input.id]) }
        }
    }
}

extension PlannedStep {
    fileprivate var withInner: [PlannedStep] {
        if case .batch(let batch) = work { return [self] + batch.steps.flatMap(\.withInner) }
        return [self]
    }
}
