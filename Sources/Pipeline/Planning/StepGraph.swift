import Catalogs

/// Which step waits for which, with the steps that are switched off taken out.
struct StepGraph {
    struct Node {
        let step: StepSettings
        let id: String
        /// Ids of the enabled steps it waits for, in the order written.
        let after: [String]
        /// True when `depends_on` says so, false when it follows the step above.
        let isExplicit: Bool
    }

    /// Enabled steps in file order.
    private(set) var nodes: [Node] = []
    private(set) var problems: [Problem] = []

    /// - Parameter ids: of all steps, also of those that are switched off.
    init(_ steps: [StepSettings], ids: [String]) {
        let known = Dictionary(zip(ids, steps.indices)) { first, _ in first }
        var written: [[Int]] = []
        for (index, step) in steps.enumerated() {
            guard let dependencies = step.dependsOn else {
                written.append(index == 0 ? [] : [index - 1])
                continue
            }
            written.append(
                dependencies.compactMap { dependency in
                    // `step_N` names the N-th step whatever its id is.
                    if let found = known[dependency.id] ?? Self.position(dependency.id, of: steps.count) { return found }
                    if step.isEnabled {
                        problems.append(
                            Problem(
                                "'depends_on' names no step: '\(dependency.id.prefix(60))'", at: dependency.place,
                                length: dependency.id.unicodeScalars.count, remedy: suggestion(for: dependency.id, among: ids)))
                    }
                    return nil
                })
        }
        reportCycles(written, steps, ids)
        // The rest is checked as if the steps stood in file order.
        if !problems.isEmpty { written = steps.indices.map { $0 == 0 ? [] : [$0 - 1] } }
        add(steps, ids, written)
    }

    private mutating func add(_ steps: [StepSettings], _ ids: [String], _ written: [[Int]]) {
        for (index, step) in steps.enumerated() where step.isEnabled {
            var after: [String] = []
            for dependency in written[index] {
                for enabled in Self.enabled(dependency, steps, written) where !after.contains(ids[enabled]) { after.append(ids[enabled]) }
            }
            nodes.append(Node(step: step, id: ids[index], after: after, isExplicit: step.dependsOn != nil))
        }
    }

    static func position(_ id: String, of count: Int) -> Int? {
        guard id.hasPrefix("step_"), let number = Int(id.dropFirst(5)), (1...max(1, count)).contains(number) else { return nil }
        return number - 1
    }

    /// A step that is switched off hands its own dependencies to those that waited for it.
    private static func enabled(_ index: Int, _ steps: [StepSettings], _ written: [[Int]]) -> [Int] {
        steps[index].isEnabled ? [index] : written[index].flatMap { enabled($0, steps, written) }
    }

    private mutating func reportCycles(_ after: [[Int]], _ steps: [StepSettings], _ ids: [String]) {
        var state = [Int](repeating: 0, count: after.count)
        var path: [Int] = []
        func visit(_ index: Int) -> [Int]? {
            if state[index] == 2 { return nil }
            if state[index] == 1 { return path.firstIndex(of: index).map { Array(path[$0...]) + [index] } }
            state[index] = 1
            path.append(index)
            for next in after[index] {
                if let cycle = visit(next) { return cycle }
            }
            path.removeLast()
            state[index] = 2
            return nil
        }
        for index in after.indices {
            if let cycle = visit(index), let first = cycle.first {
                problems.append(
                    Problem(
                        "'depends_on' goes round in a circle: \(cycle.map { ids[$0] }.joined(separator: " → "))", at: steps[first].place,
                        remedy: "let one of them depend on something else"))
                return
            }
        }
    }
}
