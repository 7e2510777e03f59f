/// How like each other the pictures of a comparison are: whether a model repeats itself, whether two models are one.
///
/// Only pictures made from text are looked at: what is made from another picture should look like it. Distances are
/// 1 − MS-SSIM at a small common size, 0 for the same picture; near-duplicates are as `NearDuplicate` has them.
package struct SimilarityRecord: Codable, Sendable, Hashable {
    /// Branches that gave several pictures of a case, in file order.
    package var repeats: [RepeatSimilarity]
    /// Pairs of branches that gave near-duplicates, in file order.
    package var branches: [BranchSimilarity]
    /// Cases that were looked at.
    package var cases: Int
    /// Cases after those, left out because so many pictures had been read.
    package var casesLeftOut: Int

    package init(repeats: [RepeatSimilarity], branches: [BranchSimilarity], cases: Int, casesLeftOut: Int) {
        self.repeats = repeats
        self.branches = branches
        self.cases = cases
        self.casesLeftOut = casesLeftOut
    }
}

/// How much the pictures that one branch made of one case, with one seed after another, differ.
package struct RepeatSimilarity: Codable, Sendable, Hashable {
    /// The pictures of one case.
    package struct CaseDistance: Codable, Sendable, Hashable {
        package var id: String
        package var pictures: Int
        /// Mean over all pairs, 0…1.
        package var distance: Double

        package init(id: String, pictures: Int, distance: Double) {
            self.id = id
            self.pictures = pictures
            self.distance = distance
        }
    }

    package var branch: String
    package var cases: [CaseDistance]
    /// Of the cases' distances.
    package var medianDistance: Double
    /// Pairs of pictures of one case, over all cases.
    package var pairs: Int
    package var nearDuplicates: Int
    /// The seed hardly matters: the median is below 0.05, or more than half of the pairs are near-duplicates. Judgement.
    package var isCollapsed: Bool

    package init(branch: String, cases: [CaseDistance], pairs: Int, nearDuplicates: Int) {
        self.branch = branch
        self.cases = cases
        self.pairs = pairs
        self.nearDuplicates = nearDuplicates
        let sorted = cases.map(\.distance).sorted()
        medianDistance = sorted.isEmpty ? 0 : (sorted[(sorted.count - 1) / 2] + sorted[sorted.count / 2]) / 2
        isCollapsed = medianDistance < 0.05 || 2 * nearDuplicates > pairs
    }
}

/// How often two branches gave nearly the same picture.
package struct BranchSimilarity: Codable, Sendable, Hashable {
    package var a: String
    package var b: String
    /// Cases with a picture of each; of repeats the first that both have counts.
    package var cases: Int
    package var nearDuplicates: Int
    /// In more than half of the cases: models that have nothing to do with each other do not. Judgement.
    package var isProbablyOne: Bool

    package init(a: String, b: String, cases: Int, nearDuplicates: Int) {
        self.a = a
        self.b = b
        self.cases = cases
        self.nearDuplicates = nearDuplicates
        isProbablyOne = 2 * nearDuplicates > cases
    }
}
