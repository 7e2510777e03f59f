/// What a metric's value is worth, and how far to trust that.
///
/// What the metric is (its arithmetic, unit and direction) stands in its own file; a card is opinion, and lives in
/// `scoring/cards`.
package struct MetricCard: Sendable, Hashable {
    /// Where the curve comes from.
    package enum Provenance: String, Sendable, Codable, CaseIterable {
        /// Fitted to people's ratings.
        case fitted
        /// Taken from a publication.
        case literature
        /// Somebody's considered opinion.
        case judgement
    }

    /// The metric's name.
    package let id: String
    /// The version of the metric that the curve was made for.
    package let version: Int
    package let unit: String
    /// What it was made for: `photograph`, `speech` and so on.
    package let content: [String]
    package let curve: UtilityCurve
    /// Values for which the curve was made; nil when it holds everywhere.
    package let valid: ClosedRange<Double>?
    /// Standard error of the utility in points of 100.
    package let sigma: Double
    package let provenance: Provenance
    /// The data or publication behind the curve, in words.
    package let calibration: String
    /// How many pictures or sounds stand behind it; nil when nobody counted.
    package let count: Int?

    /// A value on the card.
    package struct Appraisal: Sendable, Hashable {
        /// 0…1.
        package let utility: Double
        /// Points of 100.
        package let sigma: Double
        package let isOutsideCalibration: Bool
    }

    /// The word beside readings beyond the valid range.
    package static let outsideFlag = "outside calibration"

    /// The worth of a reading; nil when the metric only describes. An identical pair is worth everything.
    package func appraise(_ reading: Reading) -> Appraisal? {
        if reading.isIdentical, curve.shape != .none { return Appraisal(utility: 1, sigma: sigma, isOutsideCalibration: false) }
        guard let value = reading.value, let utility = curve.utility(of: value) else { return nil }
        let isOutside = valid.map { !$0.contains(value) } ?? false
        return Appraisal(utility: utility, sigma: isOutside ? 2 * sigma : sigma, isOutsideCalibration: isOutside)
    }
}
