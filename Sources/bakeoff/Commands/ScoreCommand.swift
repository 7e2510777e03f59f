import ArgumentParser
import Catalogs
import Foundation
import Media
import Pipeline
import Scoring

struct ScoreCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "score", abstract: "Measure files: readings and quality, one line each.",
        discussion: """
            EXAMPLES
              bakeoff score *.png
              bakeoff score --reference clean.wav noisy.wav
              bakeoff score --metric ssim,psnr --reference originals --json out/*.png
            """)

    @Argument(help: "Pictures and sounds.") var files: [String]
    @Option(help: "Metrics, separated by commas.") var metric: String?
    @Option(help: "Scoring profile: a name or a path.") var profile: String?
    @Flag(help: "Every metric there is.") var all = false
    @Option(help: "The file that each should equal, or a folder with files of the same names.") var reference: String?
    @Option(help: "The words that should be heard.") var transcript: String?
    @Flag(help: "Print one JSON document.") var json = false

    func validate() throws {
        if files.isEmpty { throw ValidationError("name at least one file") }
        if [metric != nil, profile != nil, all].count(where: { $0 }) > 1 {
            throw ValidationError("--metric, --profile and --all exclude each other")
        }
        if let reference, !FileManager.default.fileExists(atPath: reference) {
            Console.error("no reference at \(reference)")
            throw Status.noInput
        }
    }

    func run() async throws {
        let data = try Loading.scoringData()
        let scorers = try Scorers(data: data, metrics: metric, profile: profile, all: all)
        let entries = await Self.measure(
            files.map { ScoredFile.Request(path: $0, reference: reference(for: $0), transcript: transcript) }, with: scorers)
        if json {
            try Console.result(json: ScoreDocument(entries, scoringVersion: scorers.version))
        } else {
            for entry in entries { Console.result(entry.line) }
        }
        for entry in entries { if let error = entry.error, !json { Console.error(error.description) } }
        if entries.contains(where: { $0.error != nil }) { throw Status.badData }
    }

    /// A folder pairs by file name.
    private func reference(for file: String) -> String? {
        guard let reference else { return nil }
        var isFolder: ObjCBool = false
        guard FileManager.default.fileExists(atPath: reference, isDirectory: &isFolder), isFolder.boolValue else { return reference }
        return "\(reference)/\((file as NSString).lastPathComponent)"
    }

    /// As many files at once as there are cores, or one with all of them; results in the order of the arguments.
    private static func measure(_ requests: [ScoredFile.Request], with scorers: Scorers) async -> [ScoredFile] {
        let cores = max(1, ProcessInfo.processInfo.activeProcessorCount)
        let threads = requests.count == 1 ? cores : 1
        return await withTaskGroup(of: (Int, ScoredFile).self) { tasks in
            var entries = [ScoredFile?](repeating: nil, count: requests.count)
            var next = 0
            func start() {
                guard next < requests.count else { return }
                let (index, request) = (next, requests[next])
                next += 1
                tasks.addTask { (index, await ScoredFile(request, scorers: scorers, threads: threads)) }
            }
            for _ in 0..<cores { start() }
            while let (index, entry) = await tasks.next() {
                entries[index] = entry
                start()
            }
            return entries.compactMap { $0 }
        }
    }
}

/// The scorers a call needs: one a kind, since the default profile depends on it.
struct Scorers: Sendable {
    private let image: Scorer
    private let imageWithReference: Scorer
    private let audio: Scorer

    init(data: ScoringData, metrics: String?, profile: String?, all: Bool) throws {
        do {
            if let profile {
                let scorer = try Scorer(data: data, profile: try data.profile(profile))
                (image, imageWithReference, audio) = (scorer, scorer, scorer)
            } else if metrics != nil || all {
                let scorer = try Scorer(data: data, profile: nil, metrics: all ? nil : metrics?.split(separator: ",").map(String.init))
                (image, imageWithReference, audio) = (scorer, scorer, scorer)
            } else {
                image = try Self.standard(.image, false, data)
                imageWithReference = try Self.standard(.image, true, data)
                audio = try Self.standard(.audio, false, data)
            }
        } catch {
            Console.show(error, sources: [:])
            throw Status.usage
        }
    }

    private static func standard(_ kind: MediaKind, _ hasReference: Bool, _ data: ScoringData) throws(Problems) -> Scorer {
        try Scorer(
            data: data,
            profile: try ScoringData.defaultProfile(for: kind, hasReference: hasReference).map { name throws(Problems) in
                try data.profile(name)
            })
    }

    func scorer(for kind: MediaKind, hasReference: Bool) -> Scorer {
        kind == .audio ? audio : hasReference ? imageWithReference : image
    }

    /// Versions of every scorer in use, so that a document never hides that two differ.
    var version: String {
        var versions: [String] = []
        for version in [image, imageWithReference, audio].map(\.version.description) where !versions.contains(version) {
            versions.append(version)
        }
        return versions.joined(separator: "+")
    }
}
