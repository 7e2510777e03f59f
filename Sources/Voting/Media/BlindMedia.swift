import Catalogs
import Foundation
import Media
import Pipeline
import Scoring

/// Copies of outputs that tell nothing but what they show or sound like: decoded and written anew without metadata, the pictures of a
/// case at one size, its sounds at one loudness.
package struct BlindMedia: Sendable {
    /// A copy as a page loads it.
    package struct File: Sendable {
        /// In the folder `media`: the hash of the name, `.png` for a picture, `.js` for a sound.
        package let name: String
        package let bytes: Data
    }

    private let key: BallotKey
    private let kind: MediaKind
    private let folder: RunFolder
    /// Absolute paths of outputs by case and branch; of references under an empty branch.
    private let sources: [String: [String: String]]

    /// - Parameter base: the folder that references are named from.
    package init(_ comparison: Comparison, key: BallotKey, in folder: RunFolder, referencesFrom base: String) {
        self.key = key
        self.folder = folder
        kind = comparison.kind
        var sources: [String: [String: String]] = [:]
        for record in comparison.cases {
            for result in record.results where result.repeat == 0 && result.status == .ok {
                sources[record.id, default: [:]][result.branch] = result.path.map(folder.absolute)
            }
            if let reference = record.reference { sources[record.id, default: [:]][""] = Paths.absolute(reference, from: base) }
        }
        self.sources = sources
    }

    /// Name of the file that shows a hash.
    package static func fileName(_ hash: String, _ kind: MediaKind) -> String {
        "\(hash.dropFirst(2)).\(kind == .audio ? "js" : "png")"
    }

    /// Makes every copy, case by case, and hands each over.
    ///
    /// - Throws: `Problems` that name every output that cannot be read, and whatever `use` throws.
    package func each(_ use: (File) throws -> Void) throws {
        var problems: [Problem] = []
        let byCase = Dictionary(grouping: key.items.sorted { $0.key < $1.key }, by: \.value.caseID)
        for (caseID, items) in byCase.sorted(by: { $0.key < $1.key }) {
            do {
                for file in try copies(of: items, caseID) { try use(file) }
            } catch let error as MediaError {
                problems.append(
                    Problem(
                        "case '\(caseID.prefix(60))': \(error.message)", remedy: "run the case again, or leave its files where they were"))
            }
        }
        try Problems.throwIfAny(problems)
    }

    private func copies(of items: [(key: String, value: BallotKey.Item)], _ caseID: String) throws(MediaError) -> [File] {
        let branches = Set(items.map { $0.value.branch ?? "" }).sorted()
        var paths: [String: String] = [:]
        for branch in branches {
            guard let path = sources[caseID]?[branch] else {
                throw MediaError(.missing, "", branch.isEmpty ? "the reference is missing" : "an output is missing")
            }
            paths[branch] = path
        }
        switch kind {
        case .image:
            let pictures = try BlindPictures(paths)
            return try items.map { item throws(MediaError) in
                let picture = try pictures.copy(item.value.branch ?? "", item.value.role)
                return File(name: Self.fileName(item.key, kind), bytes: Data(try picture.encodedPNG(level: 6)))
            }
        default:
            let sounds = try BlindSounds(paths, items: items.map(\.value))
            return try items.map { item throws(MediaError) in
                let wave = try sounds.wave(item.value)
                let text = "bakeoffSound(\"\(item.key)\",\"\(wave.base64EncodedString())\");\n"
                return File(name: Self.fileName(item.key, kind), bytes: Data(text.utf8))
            }
        }
    }
}
