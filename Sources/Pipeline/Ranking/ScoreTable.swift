import Catalogs
import Foundation
import Scoring
import Statistics

/// Scores of branches on cases, from a run or from a plain table: what a ranking is made of.
package struct ScoreTable: Sendable {
    /// In order of appearance.
    package private(set) var branches: [String] = []
    package private(set) var cases: [String] = []
    /// Of each case, where it has one.
    package private(set) var categories: [String: String] = [:]
    /// Of each case that has one; cases of one family count as one.
    package private(set) var families: [String: String] = [:]
    /// By branch and case: one number a repeat, a failure as 0.
    private var scores: [String: [String: [Double]]] = [:]
    private var known: Set<String> = []
    private var failures: [String: [String: Int]] = [:]

    package init() {}

    /// `case,branch,quality[,repeat][,category][,family]`; an empty quality, or `failed`, is a failure and counts as 0.
    ///
    /// - Throws: every problem of the file, with its line.
    package init(file: String) throws(Problems) {
        var table = try TableFile(
            file, needed: ["case", "branch", "quality"], known: ["case", "branch", "quality", "repeat", "category", "family"])
        var seen: Set<[String]> = []
        for row in table.rows {
            guard let name = table.needed("case", in: row), let branch = table.needed("branch", in: row) else { continue }
            let number = row["repeat"]
            if !seen.insert([name, branch, number ?? ""]).inserted {
                table.report(
                    "case '\(name)' and branch '\(branch)' stand twice", at: row,
                    remedy: number == nil ? "add a column 'repeat' where a case was run more than once" : nil)
                continue
            }
            let text = row["quality"]
            let isFailure = text == nil || text?.lowercased() == "failed"
            guard isFailure || text.flatMap(Double.init)?.isFinite == true else {
                table.report("'\(text?.prefix(40) ?? "")' is no number", at: row, remedy: "leave the field empty for a failure")
                continue
            }
            if let category = row["category"], let first = categories[name], first != category {
                table.report("case '\(name)' stands in the categories '\(first)' and '\(category)'", at: row)
            }
            if let family = row["family"] { families[name] = family }
            add(isFailure ? nil : text.flatMap(Double.init), branch: branch, case: name, category: row["category"])
        }
        try Problems.throwIfAny(table.problems)
        if branches.count < 2 {
            throw Problems([
                Problem("the table has one branch alone, which cannot be ranked", at: SourcePlace(file: file, line: 1, column: 1))
            ])
        }
    }

    /// - Parameter score: nil is a failure.
    package mutating func add(_ score: Double?, branch: String, case name: String, category: String?) {
        if scores[branch] == nil {
            branches.append(branch)
            scores[branch] = [:]
        }
        if known.insert(name).inserted { cases.append(name) }
        if let category { categories[name] = category }
        scores[branch]?[name, default: []].append(score ?? 0)
        if score == nil { failures[branch, default: [:]][name, default: 0] += 1 }
    }

    /// Numbers of the repeats of a cell, failures as 0; empty where it was not run.
    package func repeats(_ branch: String, _ name: String) -> [Double] { scores[branch]?[name] ?? [] }

    package var mostRepeats: Int { scores.values.flatMap(\.values).map(\.count).max() ?? 0 }

    /// What a ranking is made of: one number a branch and case, families averaged.
    package var input: RankingInput {
        let cells = RankingInput(
            branches: branches, cases: cases, quality: branches.map { branch in cases.map { ContestScores.mean(repeats(branch, $0)) } },
            failed: branches.map { branch in
                cases.map { name in
                    let all = repeats(branch, name).count
                    return all > 0 && failures[branch]?[name] == all
                }
            })
        return families.isEmpty ? cells : cells.averaged { families[$0] }
    }

    /// Mean over the repeats; nil where it was not run.
    package func mean(_ branch: String, _ name: String) -> Double? { ContestScores.mean(repeats(branch, name)) }
}

extension ScoreTable {
    /// What a run's group scored, from the metrics that all outputs of a case have.
    package init(_ comparison: Comparison, profile: ScoringProfile?) {
        let scores = ComparableScores(profile)
        self.init(comparison) { result, record in scores.quality(of: result, in: record) ?? result.scorecard?.quality }
    }

    /// What a run's group scored: its quality, or what a metric's reading is worth.
    ///
    /// - Parameter worth: of one output of a case; nil where it has none. Failures are 0 whatever it says.
    package init(_ comparison: Comparison, worth: (ResultRecord, CaseRecord) -> Double?) {
        self.init()
        for record in comparison.cases {
            families[record.id] = record.family
            for branch in comparison.branches {
                for result in record.results where result.branch == branch.id && result.status != .cancelled {
                    let score = result.status == .failed ? nil : worth(result, record)
                    guard result.status == .failed || score != nil else { continue }
                    add(score, branch: branch.id, case: record.id, category: record.tags.first)
                }
            }
        }
    }
}
