import Catalogs
import Foundation
import Testing

@testable import Pipeline

@Suite struct SiteSettingsTests {
    @Test func everyKeyIsRead() throws {
        let folder = try TemporaryFolder()
        try folder.write(
            """
            program: bin/bakeoff
            environment: [HF_HOME, OPENAI_API_KEY]
            shard_cells: 40
            shard_minutes: 15
            start_seconds: 46
            poll_seconds: 10
            grace_seconds: 90
            resubmissions: 5
            open_cells: 5000
            longest_minutes: 120
            sbatch: ["--partition=gpu"]
            licences: {flux-pro: flux}
            """, to: "site.yaml")
        let site = try SiteSettings.read("\(folder.path)/site.yaml")
        #expect(site.program == "\(folder.path)/bin/bakeoff")
        #expect(site.environment == ["HF_HOME", "OPENAI_API_KEY"] && site.sbatch == ["--partition=gpu"])
        #expect(site.shardCells == 40 && site.shardMinutes == 15 && site.startSeconds == 46 && site.openCells == 5000)
        #expect(site.pollSeconds == 10 && site.graceSeconds == 90 && site.resubmissions == 5 && site.longestMinutes == 120)
        #expect(site.licences == ["flux-pro": "flux"])
    }

    @Test func allThatIsWrongIsSaidAtOnce() throws {
        let folder = try TemporaryFolder()
        try folder.write("poll_second: 3\ngrace_seconds: -1\nlicences: {a: [b]}\n", to: "site.yaml")
        do {
            _ = try SiteSettings.read("\(folder.path)/site.yaml")
            Issue.record("it was taken")
        } catch {
            let text = error.list.map { "\($0.message) \($0.remedy ?? "")" }.joined(separator: "\n")
            #expect(error.list.count == 3, "\(text)")
            #expect(text.contains("poll_seconds"), "the nearest name: \(text)")
        }
    }

    @Test func licencesWithoutModelsAreSaid() throws {
        let folder = try TemporaryFolder()
        try folder.write("licences: [flux]\n", to: "site.yaml")
        #expect(throws: Problems.self) { try SiteSettings.read("\(folder.path)/site.yaml") }
    }

    /// The site file that the documents show is one, and no key that is read lacks a line in their table.
    @Test func theDocumentsKnowEveryKey() throws {
        let root = URL(fileURLWithPath: #filePath).pathComponents.dropLast(4).joined(separator: "/").dropFirst()
        let text = try String(contentsOfFile: "\(root)/docs/cluster.md", encoding: .utf8)
        let shown = try #require(text.firstMatch(of: /```yaml\n(?<yaml>(.|\n)*?)```/)).yaml
        let folder = try TemporaryFolder()
        try folder.write(String(shown), to: "site.yaml")
        _ = try SiteSettings.read("\(folder.path)/site.yaml")
        let reads = ReadRecord.reads { _ = try? SiteSettings.read("\(folder.path)/site.yaml") }
        let keys = reads.filter { $0.owner == "the site file" }.flatMap(\.keys)
        #expect(keys.count >= 12)
        for key in keys { #expect(text.contains("`\(key.name)`"), "docs/cluster.md has no line for \(key.name)") }
    }

    @Test(arguments: [("512M", 512), ("16G", 16_384), ("1T", 1_048_576), ("16", nil), ("0G", nil), ("-1G", nil), ("16GB", nil)])
    func memory(text: String, mebibytes: Int?) { #expect(Resources.mebibytes(text) == mebibytes) }
}
