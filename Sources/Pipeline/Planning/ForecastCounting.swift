import Foundation
import Media

/// Walks the steps of a plan as a run would, and counts in place of calling.
struct ForecastCounting {
    let plan: Plan
    let cache: OutputCache?
    let store: RunStore?

    func lines(_ steps: [PlannedStep], isInBatch: Bool) throws -> [Forecast.Line] {
        try steps.flatMap { step in
            if case .batch(let batch) = step.work { return try lines(batch.steps, isInBatch: true) }
            return try step.callingGroups.filter(isSelected).flatMap { group in
                let isOpen = isInBatch || step.mapsLists(in: plan) && !group.takesLists
                let isKnown = !isOpen && takesTheCaseAlone(step)
                return try group.branches.filter { $0.isSelected && $0.nested == nil }.map {
                    try line($0, in: group, isOpenEnded: isOpen, hasKnownInput: isKnown)
                }
            }
        }
    }

    private func isSelected(_ group: ParallelGroup) -> Bool { plan.selection.groups?.contains(group.id) ?? true }

    /// True when all that the step is given stands in the case: nothing flows in, and no step before it writes the prompt anew.
    private func takesTheCaseAlone(_ step: PlannedStep) -> Bool {
        guard step.inputs.isEmpty else { return false }
        var seen: Set<String> = []
        var waiting = step.after
        while let id = waiting.popLast() {
            guard seen.insert(id).inserted else { continue }
            guard let before = plan.steps.first(where: { $0.id == id }), before.output.media != .text, before.type != .promptGeneration
            else { return false }
            waiting += before.after
        }
        return true
    }

    // MARK: One branch

    /// What became of one cell in the forecast.
    private enum Lot {
        case stored(seconds: Double?)
        case cached(seconds: Double)
        case call
        /// Not to be run in this sitting (`--only`).
        case leftOut
    }

    private func line(_ branch: Branch, in group: ParallelGroup, isOpenEnded: Bool, hasKnownInput: Bool) throws -> Forecast.Line {
        var line = Forecast.Line(
            group: group.id, branch: branch.id, model: branch.model, provider: branch.providerName, isOpenEnded: isOpenEnded,
            price: branch.price?.words, workers: min(group.maxWorkers, branch.limits.maxConcurrent ?? .max))
        var costs: [Double?] = []
        var seconds: [Double] = []
        for input in try inputs(isOpenEnded: isOpenEnded) {
            for number in 0..<plan.repeats {
                line.cells += 1
                switch try lot(of: branch, in: group, input, repeat: number, hasKnownInput: hasKnownInput) {
                case .stored(let took):
                    line.stored += 1
                    if let took { seconds.append(took) }
                case .cached(let took):
                    line.cached += 1
                    seconds.append(took)
                case .call:
                    line.calls += 1
                    costs.append(cost(of: branch, input, hasKnownInput: hasKnownInput))
                case .leftOut: break
                }
            }
        }
        line.costUSD = CaseAssembly.sum(costs)
        line.seconds = time(of: line, each: seconds, branch.limits)
        return line
    }

    /// The cases that are selected; where a list decides, the items that an earlier sitting has made of them.
    private func inputs(isOpenEnded: Bool) throws -> [Case] {
        let cases = plan.cases.filter { plan.selection.cases?.contains($0.id) ?? true }
        guard isOpenEnded, let store else { return cases }
        return try cases.flatMap { input in
            let items = try store.withItems(input).dropFirst()
            return items.isEmpty ? [input] : Array(items)
        }
    }

    private func lot(of branch: Branch, in group: ParallelGroup, _ input: Case, repeat: Int, hasKnownInput: Bool) throws -> Lot {
        let cell = Cell(group: group.id, caseID: input.id, branch: branch.id, repeat: `repeat`)
        let key = hasKnownInput ? key(of: branch, input, repeat: `repeat`) : nil
        let stored = try store?.stored(cell)
        if let stored, stored.result.artifact != nil, key == nil || key == stored.fingerprint {
            return .stored(seconds: stored.result.isCached == true ? nil : stored.result.seconds)
        }
        switch plan.selection.only {
        case .all: break
        case .missing: if stored?.result.failure != nil { return .leftOut }
        case .failed: if stored?.result.failure == nil { return .leftOut }
        }
        if let key, let provider = branch.provider, type(of: provider).isCacheable, let entry = cache?.entry(key) {
            return .cached(seconds: entry.seconds)
        }
        return .call
    }

    /// nil when an output of an earlier step belongs to it.
    private func key(of branch: Branch, _ input: Case, repeat: Int) -> String? {
        let named = branch.fingerprint + branch.templates.values.flatMap(\.names).joined(separator: " ")
        guard named.firstMatch(of: /step(s\.|_\d)/) == nil else { return nil }
        return Fingerprint.key(branch, input: input, seed: plan.seed(of: input.id, repeat: `repeat`), repeat: `repeat`)
    }

    /// US dollars of one call; nil is unknown.
    private func cost(of branch: Branch, _ input: Case, hasKnownInput: Bool) -> Double? {
        guard let price = branch.price else { return nil }
        guard hasKnownInput || price.unit != .thousandCharacters || price.amount == 0 else { return nil }
        return price.estimate(characters: input.prompt?.count ?? 0, pixels: nil)
    }

    /// Seconds of all calls of a line, from the median of earlier ones and the rate at which calls may begin.
    private func time(of line: Forecast.Line, each seconds: [Double], _ limits: ModelLimits) -> Double? {
        guard line.calls > 0 else { return 0 }
        guard !seconds.isEmpty else { return nil }
        let sorted = seconds.sorted()
        let median = (sorted[(sorted.count - 1) / 2] + sorted[sorted.count / 2]) / 2
        let rounds = (Double(line.calls) / Double(max(1, line.workers))).rounded(.up)
        let begun = limits.perMinute.map { Double(line.calls) / $0 * 60 } ?? 0
        return max(median * rounds, begun)
    }
}
