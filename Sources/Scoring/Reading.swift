/// One metric's value on one artifact.
package struct Reading: Codable, Sendable, Hashable {
    package let metric: String
    package let version: Int
    /// nil when the pair is identical and the definition has no finite value there.
    package let value: Double?
    package let isIdentical: Bool
    /// 0…1 on the metric's card; nil when the profile does not use the metric.
    package var utility: Double?
    /// Share of the whole profile, 0…1; nil when the profile does not use the metric.
    package var weight: Double?
    /// Words about the reading: `outside calibration`, `channels averaged`.
    package var flags: [String]

    package init(
        metric: String, version: Int, value: Double?, isIdentical: Bool = false, utility: Double? = nil, weight: Double? = nil,
        flags: [String] = []
    ) {
        self.metric = metric
        self.version = version
        self.value = value
        self.isIdentical = isIdentical
        self.utility = utility
        self.weight = weight
        self.flags = flags
    }
}
