/// Mean and covariance of the patch features of undamaged pictures, which NIQE measures the distance to.
struct NaturalSceneModel: JSONModel, Hashable {
    /// `niqe/live-2012`; stands beside every reading.
    let id: String
    /// The version of the features that it was fitted to.
    let featureVersion: Int
    let mean: [Double]
    /// Row by row.
    let covariance: [Double]
    /// What it was fitted to, in words.
    let provenance: String
    /// How many patches it was fitted to, and of which pictures; absent where that was not published.
    var patches: Int?
    var pictures: [Picture]?

    struct Picture: Codable, Sendable, Hashable {
        let name: String
        let sha256: String
        /// Nil where nobody said.
        let licence: String?
    }

    /// Rises with every change to a number of `NaturalPatches`.
    static let featureVersion = 1

    var isSound: Bool {
        featureVersion == Self.featureVersion && mean.count == NaturalPatches.featureCount
            && covariance.count == mean.count * mean.count && (mean + covariance).allSatisfy(\.isFinite)
    }

    enum CodingKeys: String, CodingKey {
        case id, mean, covariance, provenance, patches, pictures
        case featureVersion = "feature_version"
    }
}
