import Catalogs
import Foundation
import Glibc
import Media
import TestSupport
import Testing

@testable import Pipeline

/// What every provider must do, stated once and asked of each.
@Suite struct ModelProviderContractTests {
    /// Settings that make the named provider answer a text_to_image step; relative paths count from the folder.
    private static let settings = [
        "command": "{run: [cp, source.png, \"{{output}}\"], output: png}",
        "demo": "{quality: clean}",
        "files": "{path: source.png}",
    ]
    /// The same, but slow.
    private static let slow = [
        "command": "{run: [sh, -c, \"sleep 1000; echo $0\", \"{{output}}\"], output: png}",
        "demo": "{delay: 1000}",
    ]

    private func provider(_ name: String, _ yaml: String, in folder: TemporaryFolder) throws -> any ModelProvider {
        var options = Options(try SettingsFile.parse(yaml, file: "\(folder.path)/p.yaml"), of: name)
        let made = try #require(providerCatalog.make(name, options: &options))
        options.finish()
        #expect(options.problems.isEmpty)
        return made
    }

    private func request(in folder: TemporaryFolder) throws -> GenerationRequest {
        let work = "\(folder.path)/work"
        try FileManager.default.createDirectory(atPath: work, withIntermediateDirectories: true)
        return GenerationRequest(
            cell: Cell(group: "g", caseID: "c", branch: "b", repeat: 0), type: .textToImage, model: "m", params: [:],
            input: Case(id: "c", prompt: "a hill"), seed: 3, workFolder: work)
    }

    private func files(_ folder: TemporaryFolder) throws -> Set<String> {
        Set(try FileManager.default.subpathsOfDirectory(atPath: folder.path).filter { !$0.hasPrefix("work") })
    }

    @Test(arguments: providerTypes.map { $0.name }) func namesAreUniqueSnakeCaseAndSomethingIsServed(name: String) throws {
        let type = try #require(providerTypes.first { $0.name == name })
        #expect(providerTypes.count { $0.name == name } == 1)
        #expect(name.allSatisfy { $0.isLowercase || $0.isNumber || $0 == "_" } && !type.summary.contains("\n") && !type.summary.isEmpty)
        #expect(!type.serves.isEmpty && type.serves.allSatisfy(\.generates))
    }

    @Test func everyProviderIsAskedToWriteSomewhere() {
        // Services answer through the replay server (`ServiceContractTests`), the mapped one in `MappedServiceTests`.
        #expect(Set(providerTypes.map { $0.name }) == Set(Self.settings.keys).union(ReplayScript.providers).union(["http"]))
    }

    @Test(arguments: ReplayScript.providers) func aServiceWritesOnlyInsideTheWorkFolder(name: String) async throws {
        let bench = try ServiceBench(name, .good)
        defer { bench.end() }
        func files() throws -> Set<String> {
            Set(try FileManager.default.subpathsOfDirectory(atPath: bench.folder).filter { !$0.hasPrefix("work") })
        }
        let before = try files()
        guard case .produced(_, let source, _, _) = await bench.attempt() else { return try #require(Bool(false)) }
        #expect(source.hasPrefix(bench.folder + "/work/"))
        #expect(try files() == before)
    }

    @Test(arguments: settings.keys.sorted()) func itWritesOnlyInsideTheWorkFolder(name: String) async throws {
        let folder = try TemporaryFolder()
        try DemoScene.render(prompt: "x", seed: 1, width: 32, height: 24).writePNG(to: "\(folder.path)/source.png")
        let before = try files(folder)
        let request = try request(in: folder)
        let generation = try await provider(name, try #require(Self.settings[name]), in: folder).generate(request)
        #expect(generation.path.hasPrefix(request.workFolder + "/"))
        #expect(try FileKind.of(file: generation.path) == .png)
        #expect(try files(folder) == before)
    }

    @Test(.timeLimit(.minutes(1)), arguments: ["command", "demo"]) func cancellingEndsIt(name: String) async throws {
        let folder = try TemporaryFolder()
        let request = try request(in: folder)
        let made = try provider(name, try #require(Self.slow[name]), in: folder)
        let task = Task { _ = try await made.generate(request) }
        for _ in 0..<50 { await Task.yield() }
        task.cancel()
        await #expect(throws: (any Error).self) { try await task.value }
    }

    @Test func aCommandsExitStatusAndLastWordsAreTheFailure() async throws {
        let folder = try TemporaryFolder()
        let made = try provider("command", "{run: [sh, -c, \"echo out of paper >&2; exit 4\"]}", in: folder)
        let request = try request(in: folder)
        let failure = await #expect(throws: CellFailure.self) { _ = try await made.generate(request) }
        #expect(failure?.code == "exit_status" && failure?.message == "sh ended with status 4" && failure?.stderrTail == "out of paper")
    }

    @Test func aProgramNeedNotReadItsInput() async throws {
        let folder = try TemporaryFolder()
        let made = try provider("command", "{run: [\"true\"], stdin: \"{{prompt}}\"}", in: folder)
        let plain = try request(in: folder)
        let long = GenerationRequest(
            cell: plain.cell, type: plain.type, model: "m", params: [:],
            input: Case(id: "c", prompt: String(repeating: "x", count: 1 << 20)),
            seed: 3, workFolder: plain.workFolder)
        _ = try await made.generate(long)
    }

    @Test(.timeLimit(.minutes(1))) func filesThatAreNoFilesAreRefusedNotWaitedFor() async throws {
        let folder = try TemporaryFolder()
        #expect(mkfifo("\(folder.path)/source.png", 0o600) == 0)
        let made = try provider("files", "{path: source.png}", in: folder)
        let request = try request(in: folder)
        let failure = await #expect(throws: CellFailure.self) { _ = try await made.generate(request) }
        #expect(failure?.code == "unreadable")
    }

    @Test func aCommandMayAnswerOnStandardOutput() async throws {
        let folder = try TemporaryFolder()
        let made = try provider("command", "{run: [cat], stdin: \"{{prompt}}\"}", in: folder)
        let generation = try await made.generate(try request(in: folder))
        #expect(try String(contentsOfFile: generation.path, encoding: .utf8) == "a hill")
    }

    @Test(arguments: ["$(touch hacked)", "; touch hacked", "`touch hacked`", "a'b\"c\nd", "-rf", "{{seed}}", "${HOME}"])
    func aPromptIsOneArgumentWhateverItHolds(prompt: String) async throws {
        let folder = try TemporaryFolder()
        let made = try provider("command", "{run: [printf, \"%s\", \"{{prompt}}\"]}", in: folder)
        let plain = try request(in: folder)
        let request = GenerationRequest(
            cell: plain.cell, type: plain.type, model: "m", params: [:], input: Case(id: "c", prompt: prompt), seed: 3,
            workFolder: plain.workFolder)
        let generation = try await made.generate(request)
        #expect(try String(contentsOfFile: generation.path, encoding: .utf8) == prompt)
        #expect(!FileManager.default.fileExists(atPath: "\(folder.path)/hacked"))
    }
}
