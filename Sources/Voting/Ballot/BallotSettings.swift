/// What the user may choose about a ballot.
package struct BallotSettings: Sendable, Hashable {
    package var method = VoteMethod.pairwise
    /// Trials of one listener, catch trials and repeats among them.
    package var perListener = 20
    /// Share of trials with a known answer, 0…0.5.
    package var catchShare = 0.1
    /// Share of trials that are asked twice.
    package var repeatShare = 0.1
    /// Lists of trials; as many listeners are covered evenly.
    package var listeners = 24
    package var seed: UInt64 = 0
    /// The comparison; nil takes the only one.
    package var group: String?
    /// nil takes the method's.
    package var question: String?
    /// Whether listeners see the prompt or text of a case.
    package var showsText = true

    package init() {}
}
