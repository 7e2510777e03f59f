/// Student's t test that a mean difference is zero (1908).
package struct PairedTTest: Sendable, Hashable {
    package let t: Double
    package let degrees: Double
    /// Two-sided.
    package let pValue: Double

    /// nil below two differences, and where they have no spread.
    package init?(_ differences: [Double]) {
        let moments = Moments(differences)
        guard differences.count >= 2, moments.hasSpread else { return nil }
        t = moments.mean / moments.deviation * Double(differences.count).squareRoot()
        degrees = Double(differences.count - 1)
        pValue = StudentT.twoSided(t, degrees: degrees)
    }
}
