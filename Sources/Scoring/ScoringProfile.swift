import Catalogs
import Foundation
import Media

/// What good means for one purpose: aspects, their metrics, the weights of both, and the gates.
package struct ScoringProfile: Sendable, Hashable {
    /// What a verdict under the profile rests on; said in words beside every verdict.
    package enum Basis: String, Sendable, Codable, CaseIterable {
        case descriptors
        case referenceMetrics = "reference_metrics"
        case technicalModel = "technical_model"
        case learnedScorers = "learned_scorers"
        case textAccuracy = "text_accuracy"
        case votes

        package var inWords: String {
            switch self {
            case .descriptors: "signal descriptors alone"
            case .referenceMetrics: "metrics against a reference"
            case .technicalModel: "a fitted model of technical damage"
            case .learnedScorers: "learned scorers"
            case .textAccuracy: "text accuracy"
            case .votes: "votes"
            }
        }
    }

    package struct Aspect: Sendable, Hashable {
        package let name: String
        /// Share of the profile, 0…1; all aspects together make 1.
        package let weight: Double
        /// Shares of the aspect, which together make 1, in the order of the file.
        package let metrics: [WeightedMetric]

        package init(name: String, weight: Double, metrics: [WeightedMetric]) {
            self.name = name
            self.weight = weight
            self.metrics = metrics
        }
    }

    package struct WeightedMetric: Sendable, Hashable {
        package let name: String
        /// Share of the aspect, 0…1.
        package let weight: Double

        package init(name: String, weight: Double) {
            self.name = name
            self.weight = weight
        }
    }

    package let name: String
    package let summary: String
    package let kind: MediaKind
    package let restsOn: [Basis]
    /// What a verdict may say of a winner after "is": `technically cleaner`.
    package let claims: String
    package let aspects: [Aspect]
    /// Names in gates.yaml.
    package let gates: [String]
    /// Metrics that make no sense under the profile, with the reason.
    package let notApplicable: [String: String]
    /// Settings of single metrics.
    package let settings: [String: Settings]
    /// The file it was read from, for the scoring version; empty for a profile made in code.
    var bytes = Data()

    /// A profile with the given weights brought to a sum of 1.
    ///
    /// - Precondition: weights above 0, at least one metric in each aspect.
    package init(
        name: String, summary: String = "", kind: MediaKind, restsOn: [Basis], claims: String, aspects: [Aspect], gates: [String] = [],
        notApplicable: [String: String] = [:], settings: [String: Settings] = [:]
    ) {
        self.name = name
        self.summary = summary
        self.kind = kind
        self.restsOn = restsOn
        self.claims = claims
        self.gates = gates
        self.notApplicable = notApplicable
        self.settings = settings
        let total = aspects.reduce(0) { $0 + $1.weight }
        self.aspects = aspects.map { aspect in
            let sum = aspect.metrics.reduce(0) { $0 + $1.weight }
            let metrics = aspect.metrics.map { WeightedMetric(name: $0.name, weight: $0.weight / sum) }
            return Aspect(name: aspect.name, weight: aspect.weight / total, metrics: metrics)
        }
    }

    /// The metrics that have weight, in the order of the file.
    package var metrics: [String] { aspects.flatMap { $0.metrics.map(\.name) } }

    /// The metric's share of the whole profile, 0…1; nil when the profile does not weigh it.
    package func weight(of metric: String) -> Double? {
        for aspect in aspects {
            if let found = aspect.metrics.first(where: { $0.name == metric }) { return aspect.weight * found.weight }
        }
        return nil
    }

    /// What the verdict rests on, as words for a sentence: `signal descriptors alone`.
    package var basisInWords: String { restsOn.map(\.inWords).joined(separator: " and ") }
}
