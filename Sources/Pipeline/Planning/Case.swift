import Catalogs

/// One input of the comparison: a prompt, and what is known about it.
package struct Case: Sendable, Hashable, Codable {
    package let id: String
    package var prompt: String?
    /// A picture or sound to start from, absolute.
    package var input: String?
    /// The file the output should equal, absolute.
    package var reference: String?
    /// The words that should be heard; the prompt where nothing else is said.
    package var transcript: String?
    package var tags: [String]
    /// Further columns of the case file, for `{{case.NAME}}`.
    package var columns: [String: String]

    package init(
        id: String, prompt: String? = nil, input: String? = nil, reference: String? = nil, transcript: String? = nil, tags: [String] = [],
        columns: [String: String] = [:]
    ) {
        self.id = id
        self.prompt = prompt
        self.input = input
        self.reference = reference
        self.transcript = transcript
        self.tags = tags
        self.columns = columns
    }
}
