import Foundation
import Testing

/// What the documents show is run.
@Suite struct DocsTests {
    private static let documents = ["README.md", "CONTRIBUTING.md", "examples/README.md", "scoring/README.md", "Benchmarks/README.md"]

    private static func text(_ name: String) throws -> String { try String(contentsOfFile: "\(Repository.root)/\(name)", encoding: .utf8) }

    /// Bodies of the fenced blocks of a language.
    private static func blocks(_ language: String, in document: String) throws -> [String] {
        var blocks: [String] = []
        var current: [String]?
        for line in try text(document).split(separator: "\n", omittingEmptySubsequences: false).map(String.init) {
            if line.hasPrefix("```") {
                if let body = current {
                    blocks.append(body.joined(separator: "\n") + "\n"); current = nil
                } else if line == "```\(language)" {
                    current = []
                }
            } else {
                current?.append(line)
            }
        }
        return blocks
    }

    @Test(arguments: documents) func everyPipelineShownIsValid(document: String) throws {
        for yaml in try Self.blocks("yaml", in: document) where yaml.contains("steps:") {
            let folder = try Folder()
            try FileManager.default.copyItem(atPath: Repository.root + "/examples/sentences.csv", toPath: folder.path + "/sentences.csv")
            try folder.write(yaml, to: "shown.yaml")
            let result = try Program.run("validate", "--strict", "shown.yaml", in: folder.path)
            #expect(result.status == 0, "\(document): \(result.errors)")
        }
    }

    /// Commands in `sh` blocks of the examples' README run there; the ExamplesTests look at what they give.
    @Test func everyCommandOfTheExamplesReadmeIsRun() throws {
        let shown = try Self.blocks("sh", in: "examples/README.md").joined().split(separator: "\n").filter { $0.hasPrefix("bakeoff ") }
        let tests = try Self.text("Tests/BakeoffTests/ExamplesTests.swift")
        #expect(shown.count >= 6)
        for line in shown {
            let file = line.split(separator: " ").first { $0.hasSuffix(".yaml") }.map(String.init) ?? "old=ab_folders/old"
            #expect(tests.contains(file), "\(line) is run by no test")
        }
    }

    /// Commands named in running text: the command and each of its options must exist.
    @Test(arguments: documents) func everyCommandNamedExists(document: String) throws {
        let folder = try Folder()
        for match in try Self.text(document).matches(of: /`(bakeoff [^`]+)`/) {
            let words = match.1.split(separator: " ").map(String.init)
            guard words.count > 1, words[1].first?.isLetter == true else { continue }
            let help = try Program.run(words[1], "--help", in: folder.path)
            #expect(help.status == 0, "\(document): \(match.1)")
            for option in words.dropFirst(2) where option.hasPrefix("--") {
                #expect(help.output.contains(option), "\(document): \(match.1) has no \(option)")
            }
        }
    }

    @Test(arguments: documents) func everyRelativeLinkLeadsSomewhere(document: String) throws {
        let folder = ("\(Repository.root)/\(document)" as NSString).deletingLastPathComponent
        for match in try Self.text(document).matches(of: /\]\(([^)#]+)\)/) where !match.1.hasPrefix("http") {
            #expect(FileManager.default.fileExists(atPath: "\(folder)/\(match.1)"), "\(document): \(match.1)")
        }
    }

    @Test func theReadmeStaysShort() throws {
        #expect(try Self.text("README.md").split(separator: "\n", omittingEmptySubsequences: false).count <= 150)
    }
}
