import ArgumentParser
import Catalogs
import Composing
import Foundation
import Media
import Pipeline
import Scoring

struct CombineCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "combine", abstract: "Make one file of pictures, sounds or texts, without a run.",
        discussion: """
            MODES
            \(compositionCatalog.entries.map { "  \($0.name): \($0.summary)" }.joined(separator: "\n"))

            EXAMPLES
              bakeoff combine sheet out/*.png -o sheet.png
              bakeoff combine sheet out/*.png -o sheet.png --score --set columns=3
              bakeoff combine side_by_side old.png new.png -o change.png
              bakeoff combine exposure_fusion dark.png middle.png bright.png -o fused.png --set depth=16
              bakeoff combine concat *.wav -o tour.wav --set loudness=speech --set beeps=true
              bakeoff combine mix voice.wav music.wav -o mixed.wav --set 'gains={music: -12}'
              bakeoff combine diff before.txt after.txt -o diff.md
            """)

    @Argument(help: "How one file is made of them; see MODES.") var mode: String
    @Argument(help: "Files in the order they shall stand in; NAME=FILE names one.") var files: [String]
    @Option(name: .shortAndLong, help: "The composite; its sidecar FILE.json says where everything went.") var output: String
    @Option(name: .long, help: "A setting of the mode as KEY=VALUE; repeat for more.") var set: [String] = []
    @Flag(help: "Score pictures and sounds, show the quality and frame the best.") var score = false
    @Option(help: "Score by this profile: a name or a path.") var profile: String?
    @Flag(help: "Print the sidecar instead of the path.") var json = false

    func run() async throws {
        let composition = try self.composition()
        let ending = type(of: composition).fileExtension
        let stem = try self.stem(ending)
        let named = NamedFile.all(files)
        let missing = named.filter { !FileManager.default.fileExists(atPath: $0.path) }
        guard missing.isEmpty else {
            for file in missing { Console.error("no file at \(visible(file.path))") }
            throw Status.noInput
        }
        let inputs = try await inputs(named, type(of: composition).kind)
        let composite: Composite
        do {
            try composition.requireFreeOutputs(for: inputs, at: stem)
            composite = try composition.compose(inputs, to: stem)
        } catch let error as CompositionError {
            Console.error(visible(error.message))
            throw error.code.hasPrefix("overwrites_") ? Status.usage : Status.badData
        } catch let error as MediaError {
            Console.error(visible(error.description))
            throw error.code == .unwritable ? Status.cannotWrite : error.code == .missing ? Status.noInput : Status.badData
        }
        for warning in composite.warnings { Console.message("warning: \(visible(warning))") }
        if json {
            Console.result(try String(contentsOfFile: composite.sidecar, encoding: .utf8).trimmingCharacters(in: .newlines))
        } else {
            Console.result(visible(composite.path))
        }
    }

    private func composition() throws -> any Composition {
        let settings = try self.settings()
        var options = Options(settings, of: "mode '\(mode)'")
        let composition = compositionCatalog.make(mode, options: &options)
        if composition != nil { options.finish() }
        guard let composition, options.problems.isEmpty else {
            for problem in options.problems {
                Console.error(problem.message + (problem.remedy.map { "; \($0)" } ?? ""))
            }
            throw Status.usage
        }
        return composition
    }

    /// Each setting is read as it would be in a pipeline: `gap=0.5`, `gains={music: -12}`.
    private func settings() throws -> Settings {
        var lines: [String] = []
        for setting in set {
            guard let equals = setting.firstIndex(of: "="), equals != setting.startIndex else {
                Console.error("--set takes KEY=VALUE, found '\(visible(setting))'")
                throw Status.usage
            }
            lines.append("\(setting[..<equals]): \(setting[setting.index(after: equals)...])")
        }
        do {
            return try SettingsFile.parse(lines.joined(separator: "\n"), file: "--set")
        } catch {
            Console.show(error, sources: [:])
            throw Status.usage
        }
    }

    /// The output without the mode's own extension, which it must have.
    private func stem(_ ending: String) throws -> String {
        guard !ending.isEmpty else { return output.hasSuffix("/") ? String(output.dropLast()) : output }
        // As it is typed: a file X.PNG is not X.png.
        guard output.hasSuffix(".\(ending)"), output.count > ending.count + 1 else {
            Console.error("mode '\(mode)' makes a .\(ending) file; name one: -o \(visible(Self.bare(output))).\(ending)")
            throw Status.usage
        }
        return String(output.dropLast(ending.count + 1))
    }

    private static func bare(_ path: String) -> String { (path as NSString).deletingPathExtension }

    private func inputs(_ named: [NamedFile], _ kind: MediaKind?) async throws -> [CompositionInput] {
        let isScored = score || profile != nil
        if isScored, kind == .text { Console.message("warning: texts have no metrics, so that nothing is scored and none is the best") }
        let cards = isScored && kind != .text ? try await scorecards(named.map(\.path)) : named.map { _ in nil }
        let winner = winner(named, cards)
        return zip(named, cards).enumerated().map { index, entry in
            let (file, card) = entry
            let fatal = card?.gates.first { $0.severity == .fatal }
            return CompositionInput(
                branch: file.name, label: file.name, path: fatal == nil ? file.path : nil,
                sha256: Self.digest(file.path), quality: card?.quality,
                isWinner: index == winner, note: fatal?.message, refusedPath: fatal == nil ? nil : file.path)
        }
    }

    /// The best; of equals the first in order, and that is said.
    private func winner(_ named: [NamedFile], _ cards: [Scorecard?]) -> Int? {
        let qualities = cards.map { card in card?.gates.contains { $0.severity == .fatal } == true ? nil : card?.quality }
        guard let best = qualities.compactMap(\.self).max() else { return nil }
        let equals = named.indices.filter { qualities[$0] == best }
        if equals.count > 1 {
            let names = equals.map { visible(named[$0].name) }.joined(separator: ", ")
            Console.message("note: \(names) score the same; the first of them is framed")
        }
        return equals.first
    }

    /// Taken before anything is written; a file that cannot be read has none, and the mode says why.
    private static func digest(_ path: String) -> String? { try? sha256Hex(ofFile: path) }

    private func scorecards(_ paths: [String]) async throws -> [Scorecard?] {
        let scorers = try Scorers(
            data: try Loading.scoringData(), metrics: nil, profile: profile, all: false, colours: .shown, fit: .refuse, transcriber: nil)
        let requests = paths.map { ScoredFile.Request(path: $0, reference: nil, transcript: nil, prompt: nil, maps: nil) }
        return await eachAtOnce(requests) { await ScoredFile($0, scorers: scorers, threads: 1) }.map(\.scorecard)
    }
}

/// A file and what it is called: `NAME=FILE`, or its name without folder and extension, made unique.
struct NamedFile {
    let name: String
    let path: String

    static func all(_ arguments: [String]) -> [NamedFile] {
        var taken: Set<String> = []
        return arguments.map { argument in
            var (name, path) = (((argument as NSString).lastPathComponent as NSString).deletingPathExtension, argument)
            if let equals = argument.firstIndex(of: "="), !FileManager.default.fileExists(atPath: argument), equals != argument.startIndex {
                (name, path) = (String(argument[..<equals]), String(argument[argument.index(after: equals)...]))
            }
            var (unique, count) = (name, 1)
            while !taken.insert(unique).inserted {
                count += 1
                unique = "\(name) \(count)"
            }
            return NamedFile(name: unique, path: path)
        }
    }
}
