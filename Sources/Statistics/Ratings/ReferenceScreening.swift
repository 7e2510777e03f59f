/// Post-screening of listeners of a MUSHRA test (ITU-R BS.1534-3, 4.1.2).
package enum ReferenceScreening {
    /// Share of trials above which a listener is left out.
    package static let mostMisses = 0.15
    /// Score that the hidden reference must reach and the mid-range anchor must not pass, 0…100.
    package static let limit = 90.0

    /// What one listener gave in one trial.
    package struct Trial: Sendable, Hashable {
        package let hiddenReference: Double
        /// nil where the trial has no mid-range anchor.
        package let midAnchor: Double?

        package init(hiddenReference: Double, midAnchor: Double?) {
            (self.hiddenReference, self.midAnchor) = (hiddenReference, midAnchor)
        }
    }

    package enum Reason: String, Sendable, Hashable {
        /// The hidden reference below 90 in more than 15 % of the trials.
        case missesReference
        /// The mid-range anchor above 90 in more than 15 % of the trials.
        case praisesAnchor
    }

    /// Why a listener is left out; nil for one who stays.
    package static func reason(_ trials: [Trial]) -> Reason? {
        guard !trials.isEmpty else { return nil }
        let missed = trials.count { $0.hiddenReference < limit }
        if Double(missed) > mostMisses * Double(trials.count) { return .missesReference }
        let anchors = trials.compactMap(\.midAnchor)
        let praised = anchors.count { $0 > limit }
        return !anchors.isEmpty && Double(praised) > mostMisses * Double(anchors.count) ? .praisesAnchor : nil
    }
}
