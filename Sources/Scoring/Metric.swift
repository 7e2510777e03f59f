import Catalogs
import Media

/// A file decoded once, whose parts (statistics, spectra, blocks) are computed on demand and shared by all metrics.
package protocol AnalysedMedia: AnyObject, SendableMetatype {
    static var kind: MediaKind { get }
    /// Whether several metrics may look at it at the same time.
    static var isShareable: Bool { get }
    /// Words that stand beside every reading of the file, or of the pair: what was ignored, averaged or flattened.
    func flags(against reference: Self?) -> [String]
}

extension AnalysedMedia {
    package static var isShareable: Bool { false }
    package func flags(against _: Self?) -> [String] { [] }
}

/// Unit and direction of a metric; `better` follows from worst and best.
package struct Scale: Sendable, Hashable {
    package enum Direction: String, Sendable, Codable {
        case higher, lower
        /// A descriptor: neither more nor less is better by itself.
        case neutral
    }

    package let unit: String
    /// The value range of the definition, `nil` where it has no bound.
    package let lowest: Double?
    package let highest: Double?
    package let better: Direction
    /// What a file reads against itself, `nil` for a descriptor and where that has no finite value: the better end of the range
    /// unless said otherwise.
    package let ideal: Double?

    package init(unit: String, in range: (Double?, Double?), better: Direction, ideal: Double? = nil) {
        self.unit = unit
        lowest = range.0
        highest = range.1
        self.better = better
        self.ideal = ideal ?? (better == .higher ? range.1 : better == .lower ? range.0 : nil)
    }
}

/// What a metric cannot do without.
package enum Needs: String, Sendable, Codable {
    case nothing, reference, transcript
    /// A scorer that the user configures; bakeoff brings none.
    case scorer
}

/// What a metric found.
package enum Measurement: Sendable, Hashable {
    case value(Double)
    /// The pair is equal to the last sample, where the definition has no finite value (PSNR of a file with itself).
    case identical
}

/// Why there is no value, in the words that reports show.
package struct Missing: Error, Sendable, Hashable, Codable {
    package enum State: String, Sendable, Codable {
        /// The profile says that it makes no sense here.
        case notApplicable = "not_applicable"
        /// A back end, a reference or a transcript is absent.
        case unavailable
        /// The metric cannot be computed on this file.
        case failed
    }

    package var metric: String
    package let state: State
    package let reason: String

    package init(_ state: State, _ reason: String, metric: String = "") {
        self.metric = metric
        self.state = state
        self.reason = reason
    }
}

/// One number about one file, defined by a paper, a standard or an equation.
///
/// Every member of the catalog keeps this contract, and `MetricContractTests` checks it: default options build; the name is
/// unique snake_case; the same input gives the same number; silence, one pixel and one sample give a value or a `Missing`
/// with a reason, never NaN and never a trap; where a reference is needed a file against itself is ideal; sizes that differ
/// throw; a worse copy never reads better.
package protocol Metric<Media>: CatalogEntry {
    associatedtype Media: AnalysedMedia
    /// Rises with every change that moves a value.
    static var version: Int { get }
    static var scale: Scale { get }
    static var needs: Needs { get }
    /// Paper, standard or equation.
    static var source: String { get }

    /// - Parameters:
    ///   - candidate: the file to judge.
    ///   - reference: the file it should equal; present when `needs` is `.reference`.
    /// - Throws: `Missing` with the reason why there is no value.
    func measure(_ candidate: Media, against reference: Media?) throws -> Measurement
    /// What a reader of the number must know beside it: what was ignored or flattened, the model it came from, a picture that the
    /// model was not made for.
    func flags(of candidate: Media, against reference: Media?) -> [String]
}

extension Metric {
    package func flags(of candidate: Media, against reference: Media?) -> [String] { candidate.flags(against: reference) }
}
