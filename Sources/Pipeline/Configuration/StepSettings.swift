import Catalogs

/// One entry of `steps:` as written, before any name is looked up.
struct StepSettings: Sendable {
    let type: StepType
    let place: SourcePlace
    let id: String?
    let idPlace: SourcePlace
    let isEnabled: Bool
    /// nil follows the step above; empty starts from the case.
    let dependsOn: [Dependency]?
    let body: Body

    struct Dependency: Sendable {
        let id: String
        let place: SourcePlace
    }

    enum Body: Sendable {
        case call(BranchSettings, maxWorkers: Int)
        case group(GroupSettings)
        case merge(MergeSettings)
        case split(SplitSettings)
        case batch(BatchSettings)
    }
}

/// How results are merged, in a group or in `merge_results`.
struct MergeSettings: Sendable {
    let strategy: String
    let place: SourcePlace
    /// A profile's name or path, `none`, or nil for the default of the kind.
    let scoring: Settings?
    /// Options of the merge strategy and its composition.
    let params: Settings
}

/// The keys of a `parallel_group`.
struct GroupSettings: Sendable {
    let place: SourcePlace
    let groupID: String?
    let branches: [BranchSettings]
    let maxWorkers: Int
    let failFast: Bool
    let merge: MergeSettings
    /// nil runs every case.
    let stop: StopSettings?
}

/// One entry of `parallel_steps`, or a step that calls one model.
struct BranchSettings: Sendable {
    let type: StepType
    let place: SourcePlace
    let id: String?
    let idPlace: SourcePlace
    let model: String?
    let modelPlace: SourcePlace
    let params: [String: String]
    /// The parameters that have holes.
    let templates: [String: Template]
    let isEnabled: Bool
    let timeout: Double?
    let retries: Int?
    var resources = Resources()
    /// The group that the branch is.
    let group: GroupBox?

    var outputFile: String? { params["output_file"] }

    /// A group holds branches, and a branch may be a group.
    final class GroupBox: Sendable {
        let settings: GroupSettings
        init(_ settings: GroupSettings) { self.settings = settings }
    }
}

/// The keys of `split_input`.
struct SplitSettings: Sendable {
    let strategyName: String
    let strategyPlace: SourcePlace
    let strategy: (any SplitStrategy)?
    let source: InputSplit.Source
}

/// The keys of `batch_process`.
struct BatchSettings: Sendable {
    let steps: [StepSettings]
    let maxWorkers: Int
}
