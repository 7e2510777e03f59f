import Catalogs
import Media

/// What a metric says about itself, for `bakeoff metrics` and generated tables.
package struct MetricDescription: Codable, Sendable, Hashable {
    /// The value range of the definition; null where it has no bound.
    package struct Range: Codable, Sendable, Hashable {
        package let lowest: Double?
        package let highest: Double?
    }

    package let name: String
    package let summary: String
    package let kind: MediaKind
    package let unit: String
    package let better: Scale.Direction
    package let range: Range
    package let needs: Needs
    package let version: String
    package let source: String

    init<M: Metric>(of metric: M.Type) {
        name = M.name
        summary = M.summary
        kind = M.Media.kind
        unit = M.scale.unit
        better = M.scale.better
        range = Range(lowest: M.scale.lowest, highest: M.scale.highest)
        needs = M.needs
        version = String(M.version)
        source = M.source
    }
}
