import Catalogs
import Media
import Scoring
import Statistics

/// What a pipeline file asks for, with every name resolved and every check passed.
package struct Plan: Sendable {
    package let name: String
    package let description: String?
    /// The pipeline file, absolute; nil for a comparison given on the command line.
    package let file: String?
    /// A command that does the same again.
    package var command: String
    package let cases: [Case]
    package let repeats: Int
    package let seed: UInt64
    /// The steps that are switched on, in file order.
    package let steps: [PlannedStep]
    package let gates: [ReleaseGate]
    /// Report formats by name.
    package let reports: [String]
    /// Points of quality below which a difference does not matter.
    package let minEffect: Double
    /// Where run folders go, absolute.
    package let runsFolder: String
    package let configSHA256: String
    /// The file as it was read, kept beside the results.
    package let source: String
    /// Warnings and notes found while planning.
    package let remarks: [Problem]
    /// What of the plan this sitting does.
    package var selection = Selection()

    /// Every group of competing branches, nested ones after the one that holds them, in file order.
    package var groups: [ParallelGroup] { steps.flatMap(\.groups) }

    /// Every group that calls models, single steps among them, in file order.
    package var callingGroups: [ParallelGroup] { steps.flatMap(\.callingGroups) }

    /// The same for every branch of a case, so that models start from the same noise; below 2^31, which every API takes.
    package func seed(of caseID: String, repeat: Int) -> UInt64 {
        var hash: UInt64 = 0xcbf2_9ce4_8422_2325 ^ (seed &* 0x9E37_79B9_7F4A_7C15)
        for byte in caseID.utf8 { hash = (hash ^ UInt64(byte)) &* 0x100_0000_01b3 }
        hash = (hash ^ (hash >> 30)) &* 0xBF58_476D_1CE4_E5B9
        return ((hash ^ (hash >> 31)) &+ UInt64(`repeat`)) & 0x7fff_ffff
    }
}

/// A step whose branches run at the same time and whose results are merged.
package struct ParallelGroup: Sendable {
    package let id: String
    package let branches: [Branch]
    /// Branches of this group under way at once, over the whole run.
    package let maxWorkers: Int
    package let failFast: Bool
    package let merge: any MergeStrategy
    package let mergeName: String
    /// The branches' common kind.
    package let kind: MediaKind
    package let scorer: Scorer?
    package let place: SourcePlace
    /// How branches leave early; nil runs every case.
    package var race: RaceSettings?
}

/// A competing model with its parameters, or a group inside a group.
package struct Branch: Sendable {
    package let id: String
    package let type: StepType
    package let model: String
    package let providerName: String
    /// nil for a nested group.
    package let provider: (any ModelProvider)?
    /// As written, in the model's own words.
    package let params: [String: String]
    /// The parameters that have holes; filled anew for each cell.
    package var templates: [String: Template] = [:]
    /// A further name for the output inside the run folder.
    package let outputFile: String?
    /// Seconds until a call is given up.
    package let timeout: Double
    /// `retry_count`: further calls after any failure; nil repeats only what cannot have been billed.
    package var retries: Int?
    package var price: UnitPrice?
    package var limits = ModelLimits()
    /// What a call needs of the machine that makes it.
    package var resources = Resources()
    /// Provider settings as written, without secrets; part of what makes two cells the same.
    package let fingerprint: String
    package let place: SourcePlace
    /// False when `--branch` leaves it out: it is not started, and shown only with what an earlier sitting stored.
    package var isSelected = true
    /// The group that this branch is, when it calls no model itself; it ends in one artifact.
    package var nested: ParallelGroup?

    /// The kind it gives.
    package var kind: MediaKind { nested?.kind ?? type.output ?? .text }

    /// What parameters say in place of the case's prompt; nil where they say nothing.
    func prompt(in params: [String: String]) -> String? { params["prompt"] ?? (type == .textToSpeech ? params["text_override"] : nil) }
}
