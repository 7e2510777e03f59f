import Catalogs
import Media
import Scoring

/// One step with every name resolved.
package struct PlannedStep: Sendable {
    package let id: String
    package let type: StepType
    package let place: SourcePlace
    /// Ids of the steps that must have ended before, for a case.
    package let after: [String]
    /// Ids among `after` whose outputs it takes, in order; empty takes the case itself.
    package let inputs: [String]
    package let work: StepWork
    package let output: FlowKind

    package init(
        id: String, type: StepType, place: SourcePlace, after: [String], inputs: [String], work: StepWork, output: FlowKind
    ) {
        self.id = id
        self.type = type
        self.place = place
        self.after = after
        self.inputs = inputs
        self.work = work
        self.output = output
    }

    /// The groups of competing branches in it, nested ones after the one that holds them.
    var groups: [ParallelGroup] {
        switch work {
        case .group(let group): group.withNested
        case .batch(let batch): batch.steps.flatMap(\.groups)
        case .generate, .merge, .split: []
        }
    }
}

/// What a step does with its input.
package enum StepWork: Sendable {
    /// Calls one model: a group of one branch that nothing competes with.
    case generate(ParallelGroup)
    /// Competing branches; their results are merged.
    case group(ParallelGroup)
    /// Brings outputs of earlier steps together.
    case merge(ResultMerge)
    /// Deals a list out to the branches of the group that follows.
    case split(InputSplit)
    /// Runs inner steps once for each item of a list.
    case batch(BatchProcess)
}

/// `merge_results`: outputs of earlier steps as contestants.
package struct ResultMerge: Sendable {
    package let merge: any MergeStrategy
    package let mergeName: String
    /// The contestants' common kind.
    package let kind: MediaKind
    package let scorer: Scorer?
}

/// `split_input`: which branch gets which items of a list.
package struct InputSplit: Sendable {
    /// Where the items come from.
    package enum Source: Sendable, Hashable {
        /// The list, or the one item, that the step above hands on.
        case flow
        /// Texts written in the pipeline.
        case items([SplitItem])
        /// Parts of the text that the step above hands on, or of the case's prompt.
        case parts(TextParts)
    }

    package let source: Source
    package let strategy: any SplitStrategy
    package let strategyName: String
    /// Branches of the group that follows, in file order; empty when the list goes on undealt.
    package let branches: [String]
}

/// One text of `items:` with its tags.
package struct SplitItem: Sendable, Hashable {
    package let text: String
    package let tags: [String]

    package init(text: String, tags: [String] = []) {
        self.text = text
        self.tags = tags
    }
}

/// How a text is cut into items.
package enum TextParts: String, Sendable, CaseIterable { case lines, paragraphs, sentences }

/// `batch_process`: inner steps mapped over a list.
package struct BatchProcess: Sendable {
    /// Inner steps in file order, at least one; the output of the last is the item's.
    package let steps: [PlannedStep]
    /// Items under way at once, over the whole run.
    package let maxWorkers: Int
}

/// What a step takes or gives: one artifact or a list of them.
package struct FlowKind: Sendable, Hashable, CustomStringConvertible {
    package let media: MediaKind
    package let isList: Bool

    package init(_ media: MediaKind, isList: Bool = false) {
        self.media = media
        self.isList = isList
    }

    package var description: String { isList ? "a list of \(media.rawValue)" : media.rawValue }
}

extension ParallelGroup {
    /// This group and the groups inside it.
    var withNested: [ParallelGroup] { [self] + branches.flatMap { $0.nested?.withNested ?? [] } }
}
