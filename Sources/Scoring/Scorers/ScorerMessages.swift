import Foundation

/// What goes over the pipes of a scorer, line by line; docs/scorers.md has it in words.
enum ScorerMessages {
    /// Rises with every change that a program must know of.
    static let protocolVersion = 1

    /// The first line that a program writes.
    struct Greeting: Decodable, Sendable {
        let bakeoff_scorer: Int
        let name: String
        let version: String
    }

    /// A line of a program: a value or a text, or why there is none.
    struct Answer: Decodable, Sendable {
        let id: Int
        let value: Double?
        let text: String?
        let error: String?
    }

    private struct Question: Encodable {
        let id: Int
        let path: String
        let prompt: String?
        let reference: String?
        let transcript: String?
        let text: String?
    }

    /// One line a question, and an empty line after the last one.
    static func batch(_ questions: [(id: Int, question: ScorerQuestion)]) -> [UInt8] {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        var bytes: [UInt8] = []
        for (id, asked) in questions {
            let question = Question(
                id: id, path: asked.path, prompt: asked.prompt, reference: asked.reference, transcript: asked.transcript, text: asked.text)
            // Texts and whole numbers can always be written as JSON.
            bytes += (try? encoder.encode(question)).map(Array.init) ?? []
            bytes.append(UInt8(ascii: "\n"))
        }
        return bytes + [UInt8(ascii: "\n")]
    }

    /// Nil where the line is none of them.
    static func read<Message: Decodable>(_ line: [UInt8], as _: Message.Type) -> Message? {
        try? JSONDecoder().decode(Message.self, from: Data(line))
    }
}
