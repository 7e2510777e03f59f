import Media

extension StepRecord {
    /// What a step that compares nothing did, inner steps of a batch each for itself.
    static func records(of step: PlannedStep, in plan: Plan, from store: RunStore) throws -> [StepRecord] {
        switch step.work {
        case .group: return []
        case .batch(let batch): return try batch.steps.flatMap { try records(of: $0, in: plan, from: store) }
        case .generate(let group):
            guard let branch = group.branches.first else { return [] }
            return [try StepRecord(of: step, branch: branch, strategy: nil, in: plan, from: store)]
        case .merge(let merge): return [try StepRecord(of: step, branch: nil, strategy: merge.mergeName, in: plan, from: store)]
        case .split(let split): return [try StepRecord(of: step, branch: nil, strategy: split.strategyName, in: plan, from: store)]
        }
    }

    private init(of step: PlannedStep, branch: Branch?, strategy: String?, in plan: Plan, from store: RunStore) throws {
        let cases = try CaseAssembly(plan: plan, store: store, group: step.id).records(branches: branch.map { [$0.id] })
        let results = cases.flatMap(\.results)
        self.init(
            id: step.id, type: step.type.rawValue, kind: step.output.media, isList: step.output.isList,
            branch: branch.map {
                BranchRecord(id: $0.id, label: Letters.label(0), provider: $0.providerName, model: $0.model, params: $0.params)
            },
            strategy: strategy, successfulCount: results.count { $0.status == .ok }, failedCount: results.count { $0.status == .failed },
            cancelledCount: results.count { $0.status == .cancelled }, totalCost: CaseAssembly.sum(results.map(\.spentUsd)), cases: cases)
    }
}
