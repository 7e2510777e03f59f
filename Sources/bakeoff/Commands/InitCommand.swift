import ArgumentParser
import Catalogs
import Foundation

struct InitCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "init", abstract: "Write a starter pipeline and sample cases.",
        discussion: "EXAMPLES\n  bakeoff init demo\n  bakeoff init mine --template voices")

    @Argument(help: "The folder to write into.") var folder: String = "."
    @Option(help: "demo (no key, no network), images, voices or folders.") var template: String = "demo"
    @Flag(help: "Overwrite files that are there.") var force = false

    func run() throws {
        let starters = try Self.starters()
        let known = try FileManager.default.contentsOfDirectory(atPath: starters).filter { !$0.hasSuffix(".md") }.sorted()
        guard known.contains(template) else {
            Console.error("no template called '\(visible(template))'; \(suggestion(for: template, among: known) ?? "")")
            throw Status.usage
        }
        let source = "\(starters)/\(template)"
        let files = try FileManager.default.subpathsOfDirectory(atPath: source).sorted()
        let present = files.filter { FileManager.default.fileExists(atPath: "\(folder)/\($0)") }
        if !force, !present.isEmpty {
            Console.error("\(folder) already has \(present.joined(separator: ", ")); nothing was written. Use --force to overwrite.")
            throw Status.cannotWrite
        }
        do {
            try copy(files, from: source)
        } catch {
            Console.error("cannot write into \(folder): \(error.localizedDescription)")
            throw Status.cannotWrite
        }
        Console.result("Next:  " + (folder == "." ? "" : "cd \(RunCommand.quoted(folder)) && ") + "bakeoff run bakeoff.yaml")
    }

    private func copy(_ files: [String], from source: String) throws {
        for file in files {
            let target = "\(folder)/\(file)"
            try FileManager.default.createDirectory(
                atPath: (target as NSString).deletingLastPathComponent, withIntermediateDirectories: true)
            guard let data = FileManager.default.contents(atPath: "\(source)/\(file)") else { continue }
            try data.write(to: URL(fileURLWithPath: target))
            Console.result("Wrote \(target)")
        }
    }

    private static func starters() throws -> String {
        do {
            return try ResourceFolder("starters", of: "bakeoff", variable: "BAKEOFF_STARTERS").locate()
        } catch {
            Console.error("\(error.message) (\(error.remedy ?? ""))")
            throw Status.bug
        }
    }
}
