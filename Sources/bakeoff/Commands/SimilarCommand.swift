import ArgumentParser
import Foundation
import Media
import Pipeline
import Scoring

struct SimilarCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "similar", abstract: "Find pictures that are the same, or nearly, and say how different a set is.",
        discussion: """
            Near-duplicates differ in at most \(NearDuplicate.mostBits) of 64 bits of their perceptual hashes, and small gray versions of them \
            have a structural similarity above \(NearDuplicate.leastSimilarity). The distance is 1 - MS-SSIM: 0 for the same picture.

            EXAMPLES
              bakeoff similar out/fox-seed*.png
              bakeoff similar --json a.png b.png
            """)

    @Argument(help: "Pictures.") var files: [String]
    @Flag(help: "Print one JSON document.") var json = false

    func validate() throws {
        if files.count < 2 { throw ValidationError("name at least two pictures") }
    }

    func run() async throws {
        let set = PictureSet(await Self.read(files))
        if json {
            try Console.result(json: SimilarDocument(set))
        } else {
            for line in set.lines { Console.result(line) }
        }
        let errors = set.files.compactMap(\.error)
        for error in errors where !json { Console.error(error.description) }
        if !errors.isEmpty { throw Status.badData }
    }

    /// As many files at once as there are cores; results in the order of the arguments.
    private static func read(_ paths: [String]) async -> [SketchedFile] {
        let drawn = Set(PictureSet.drawn(of: paths.count))
        return await eachAtOnce(paths.enumerated().map { ($0, $1) }) { index, path in
            await SketchedFile(path, isMeasured: drawn.contains(index))
        }
    }
}
