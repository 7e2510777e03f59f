/// The cells of a group in file order, made one at a time: case, then repeat, then branch.
struct CellSequence: Sequence {
    let plan: Plan
    let group: ParallelGroup

    func makeIterator() -> AnyIterator<(Cell, Case, Branch)> {
        let branches = group.branches
        let perCase = branches.count * plan.repeats
        var index = 0
        return AnyIterator { [plan, group] in
            guard perCase > 0, index < plan.cases.count * perCase else { return nil }
            defer { index += 1 }
            let input = plan.cases[index / perCase]
            let branch = branches[index % branches.count]
            let cell = Cell(group: group.id, caseID: input.id, branch: branch.id, repeat: index % perCase / branches.count)
            return (cell, input, branch)
        }
    }
}
