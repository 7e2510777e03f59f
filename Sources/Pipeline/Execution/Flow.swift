import Foundation
import Media

/// One thing that a step hands on.
struct FlowItem: Sendable, Hashable {
    /// The branch or step that made it, or its number in a list.
    let name: String
    let kind: MediaKind
    /// Absolute; nil for a text that was never in a file.
    let path: String?
    /// The words of a text.
    let text: String?
    /// Of the bytes.
    let sha256: String
    var tags: [String] = []
    /// Set when the file lies in the run folder.
    var artifact: Artifact?

    init(name: String, text: String, tags: [String] = []) {
        self.name = name
        kind = .text
        path = nil
        self.text = text
        sha256 = sha256Hex(Array(text.utf8))
        self.tags = tags
    }

    /// An output of this run; the words of a text are read.
    init(name: String, artifact: Artifact, in folder: RunFolder) {
        self.name = name
        kind = artifact.kind
        path = folder.absolute(artifact.path)
        sha256 = artifact.sha256
        text = artifact.kind == .text ? Self.words(of: folder.absolute(artifact.path)) : nil
        self.artifact = artifact
    }

    /// What a template sees of it.
    var value: String { text ?? path ?? "" }

    /// A model's text ends in a line break more often than not, and no prompt should.
    private static func words(of path: String) -> String {
        String(decoding: FileManager.default.contents(atPath: path) ?? Data(), as: UTF8.self).trimmingCharacters(
            in: .whitespacesAndNewlines)
    }
}

/// What a step hands on for one case and repeat.
struct Flow: Sendable {
    var items: [FlowItem]
    var isList: Bool
    /// The prompt that travels along.
    var prompt: String?
    /// Indices of `items` by branch of the group that follows, when a split has dealt them.
    var dealt: [String: [Int]]?

    /// What templates see in place of the items: the text of a step that hands its picture on.
    var words: String?

    var values: String { words ?? items.map(\.value).joined(separator: "\n") }
}

/// How a step ended for one case and repeat.
enum StepEnd: Sendable {
    case gave(Flow)
    /// It ran and has nothing to hand on.
    case nothing(String)
    /// It was not run in this sitting: not selected, or held back by the cost limit.
    case notRun

    var flow: Flow? {
        if case .gave(let flow) = self { return flow }
        return nil
    }
}
