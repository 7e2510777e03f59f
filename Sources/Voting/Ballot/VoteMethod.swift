import Media

/// How listeners are asked.
package enum VoteMethod: String, Codable, Sendable, CaseIterable {
    /// Which of two is better?
    case pairwise
    /// Which of two is X? Whether a difference can be noticed at all.
    case abx
    /// How good is this one, 1 to 5?
    case mos
    /// How good is each beside the reference, 0 to 100? With a hidden reference and anchors (ITU-R BS.1534-3).
    case mushra

    /// What is asked unless the user words it.
    package func question(_ kind: MediaKind) -> String {
        switch (self, kind) {
        case (.pairwise, .audio): "Which sounds more natural?"
        case (.pairwise, _): "Which picture is better?"
        case (.abx, _): "Which one is X: A or B?"
        case (.mos, .audio): "How natural does this sound?"
        case (.mos, _): "How good is this picture?"
        case (.mushra, .audio): "How good does each one sound beside the reference?"
        case (.mushra, _): "How good is each one beside the reference?"
        }
    }

    /// Asking the same again says something about the listener.
    var asksTwice: Bool { self == .pairwise || self == .mos }

    /// Trials with a known answer are mixed in; in mushra the hidden reference is one in every trial.
    var hasCatchTrials: Bool { self != .mushra }
}
