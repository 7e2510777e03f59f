import Foundation

/// The fitted part of `technical_quality`: how features are standardised, and the networks whose mean is the estimate.
struct TechnicalQualityModel: JSONModel, Hashable {
    /// `technical-quality/1`; stands beside every reading.
    let id: String
    /// The version of `QualityFeatures` that it was fitted to.
    let featureVersion: Int
    /// Median of each feature over the training samples.
    let centres: [Float]
    /// Half the distance between the 16th and the 84th percentile of each feature.
    let spreads: [Float]
    let networks: [QualityNetwork]
    /// What it was fitted to and with which command, in words.
    let provenance: String

    enum CodingKeys: String, CodingKey {
        case id, centres, spreads, networks, provenance
        case featureVersion = "feature_version"
    }

    /// Beyond this many spreads a feature says no more than "far away".
    private static let reach: Float = 4

    /// An estimate of 0…100 on the scale of `QualityTarget`.
    func estimate(features: [Float]) -> Double {
        let inputs = standardised(features)
        let sum = networks.reduce(Float(0)) { $0 + $1(inputs) }
        return Double(min(1, max(0, sum / Float(networks.count)))) * 100
    }

    /// Share of features beyond the reach of the training samples, 0…1.
    func strangeness(of features: QualityFeatures) -> Double {
        let far = standardised(features.values).count { abs($0) >= Self.reach }
        return Double(far) / Double(features.values.count)
    }

    func standardised(_ values: [Float]) -> [Float] {
        values.indices.map { min(Self.reach, max(-Self.reach, (values[$0] - centres[$0]) / spreads[$0])) }
    }

    /// Whether every part fits the features of this program.
    var isSound: Bool {
        let count = QualityFeatures.names.count
        return featureVersion == QualityFeatures.version && centres.count == count && spreads.count == count
            && (centres + spreads).allSatisfy(\.isFinite) && spreads.allSatisfy { $0 > 0 } && !networks.isEmpty
            && networks.allSatisfy { $0.isSound(inputs: count) }
    }
}
