import Catalogs

extension ReleaseGate {
    /// Names in the rule that no group or branch has.
    func problems(against groups: [ParallelGroup]) -> [Problem] {
        if let name = group, !groups.contains(where: { $0.id == name }) {
            let remedy = suggestion(for: name, among: groups.map(\.id))
            return [Problem("gate '\(rule)' names no group of this pipeline", at: place, remedy: remedy)]
        }
        let fitting = groups.filter { group == nil || group == $0.id }
        let known = fitting.flatMap { $0.branches.map(\.id) }
        return branches.filter { !known.contains($0) }.map { name in
            Problem("gate '\(rule)' names no branch: '\(name)'", at: place, remedy: suggestion(for: name, among: known))
        }
    }
}
