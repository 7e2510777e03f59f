/// What a scorer is asked about one file.
package struct ScorerQuestion: Sendable, Hashable {
    /// Absolute.
    package let path: String
    package let prompt: String?
    /// The file that it should equal, absolute.
    package let reference: String?
    /// The words that should be heard.
    package let transcript: String?
    /// The words that a picture should show, where the case says so in a column of its own.
    package let text: String?

    package init(path: String, prompt: String? = nil, reference: String? = nil, transcript: String? = nil, text: String? = nil) {
        self.path = path
        self.prompt = prompt
        self.reference = reference
        self.transcript = transcript
        self.text = text
    }
}

/// What a scorer says of one file.
package enum ScorerAnswer: Sendable, Hashable {
    case value(Double)
    /// What was read in the picture, a line of the picture a line.
    case text(String)
}

/// Where answers come from: a program that is kept running, a model file.
protocol ScorerSource: Sendable {
    /// Stands beside the readings; nil until it is known.
    var title: String? { get }
    /// - Throws: `Missing`, with what went wrong and what to do; `.unavailable` where another try may end better.
    func answer(_ question: ScorerQuestion) throws(Missing) -> ScorerAnswer
    /// Lets go of what is held; a further question starts anew.
    func end()
}
