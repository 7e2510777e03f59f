import Catalogs

extension Planner {
    /// Whether `--branch` lets a branch run.
    func isSelected(_ id: String) -> Bool { overrides.shared.map { $0.branch == id } ?? Pattern.select(id, by: overrides.branches) }

    /// What the command line picks of the plan; a pattern that fits nothing is a problem.
    mutating func selection(of cases: [Case], in steps: [PlannedStep]) -> Selection {
        var selection = Selection()
        selection.only = overrides.only
        selection.maxCost = overrides.maxCost
        let groups = steps.flatMap(\.callingGroups)
        report(overrides.branches, without: groups.flatMap { $0.branches.map(\.id) }, what: "--branch", noun: "branch")
        report(overrides.cases, without: cases.map(\.id), what: "--case", noun: "case")
        let steps = steps.map(\.id) + groups.map(\.id)
        report(overrides.groups, without: steps, what: "--group", noun: "group or step")
        if !overrides.cases.isEmpty || overrides.limit != nil {
            let chosen = cases.map(\.id).filter { Pattern.select($0, by: overrides.cases) }
            selection.cases = Set(chosen.prefix(overrides.limit ?? chosen.count))
        }
        if !overrides.groups.isEmpty { selection.groups = Set(steps.filter { Pattern.select($0, by: overrides.groups) }) }
        return selection
    }

    private mutating func report(_ patterns: [String], without names: [String], what: String, noun: String) {
        for pattern in patterns {
            let plain = pattern.hasPrefix("!") ? String(pattern.dropFirst()) : pattern
            guard !names.contains(where: { Pattern.fits($0, plain) }) else { continue }
            problems.append(Problem("\(what) '\(pattern.prefix(60))' fits no \(noun)", remedy: suggestion(for: plain, among: names)))
        }
    }

    /// Items of lists are named `CASE.01`, which must not be another case.
    mutating func checkItemNames(of cases: [Case], in steps: [PlannedStep]) {
        guard steps.contains(where: { $0.output.isList }) else { return }
        let ids = Set(cases.map(\.id))
        for id in cases.map(\.id) {
            guard let match = id.wholeMatch(of: /(.+)\.\d+/), ids.contains(String(match.1)) else { continue }
            problems.append(
                Problem("case id '\(id)' would name an item of the list of case '\(match.1)'", remedy: "choose another id for it"))
        }
    }
}

/// Names with `*` for any letters and `?` for one.
enum Pattern {
    /// True when a positive pattern fits, or there is none, and no negative one does.
    static func select(_ name: String, by patterns: [String]) -> Bool {
        let (negative, positive) = (patterns.filter { $0.hasPrefix("!") }, patterns.filter { !$0.hasPrefix("!") })
        return (positive.isEmpty || positive.contains { fits(name, $0) }) && !negative.contains { fits(name, String($0.dropFirst())) }
    }

    /// Goes back to the last star only, so that no pattern takes long.
    static func fits(_ name: String, _ pattern: String) -> Bool {
        let (name, pattern) = (Array(name), Array(pattern))
        var (at, place) = (0, 0)
        var star: (pattern: Int, name: Int)?
        while at < name.count {
            if place < pattern.count, pattern[place] == "?" || pattern[place] == name[at] && pattern[place] != "*" {
                at += 1
                place += 1
            } else if place < pattern.count, pattern[place] == "*" {
                star = (place, at)
                place += 1
            } else if let last = star {
                star = (last.pattern, last.name + 1)
                place = last.pattern + 1
                at = last.name + 1
            } else {
                return false
            }
        }
        return pattern[place...].allSatisfy { $0 == "*" }
    }
}
