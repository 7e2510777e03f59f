import Catalogs
import Foundation

/// All texts as one JSON array, with what they came from.
struct MergedJSON: MergedTexts {
    static let name = "json"
    static let summary = "Texts as one JSON array of model, prompt, seed, output and score."
    static let fileExtension = "json"

    init(options: inout Options) {}

    private struct Entry: Encodable {
        let model: String
        let prompt: String?
        let seed: Int?
        let output: String?
        let score: Double?
        let isWinner: Bool
        /// Why there is no output.
        let note: String?

        // Absent values are written as null, so that every entry has the same keys.
        func encode(to encoder: any Encoder) throws {
            var container = encoder.container(keyedBy: Key.self)
            try container.encode(model, forKey: .model)
            try container.encode(prompt, forKey: .prompt)
            try container.encode(seed, forKey: .seed)
            try container.encode(output, forKey: .output)
            try container.encode(score, forKey: .score)
            try container.encode(isWinner, forKey: .isWinner)
            try container.encodeIfPresent(note, forKey: .note)
        }

        private enum Key: String, CodingKey {
            case model, prompt, seed, output, score
            case isWinner = "is_winner"
            case note
        }
    }

    func merged(_ entries: [TextEntry]) throws(CompositionError) -> (text: String, measurements: [String: Double]) {
        let list = entries.map { entry in
            Entry(
                model: entry.input.branch, prompt: entry.input.prompt, seed: entry.input.seed, output: entry.text,
                score: entry.input.quality,
                isWinner: entry.input.isWinner, note: entry.text == nil ? entry.reason : nil)
        }
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
        guard let bytes = try? encoder.encode(list) else {
            throw CompositionError("not_a_number", "a score is no number and cannot be written as JSON")
        }
        return (String(decoding: bytes, as: UTF8.self) + "\n", [:])
    }
}
