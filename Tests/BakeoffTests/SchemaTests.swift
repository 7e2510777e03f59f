import Catalogs
import Foundation
import Pipeline
import TestSupport
import Testing

/// What `bakeoff schema` prints, as an editor takes it.
@Suite struct SchemaTests {
    private let folder: Folder
    private let schema: [String: Any]

    init() throws {
        folder = try Folder()
        let printed = try Program.run("schema", "pipeline", in: folder.path)
        schema = try JSONSerialization.jsonObject(with: Data(printed.output.utf8)) as? [String: Any] ?? [:]
    }

    private var parts: [String: Any] { schema["$defs"] as? [String: Any] ?? [:] }

    private func words(_ part: String, _ key: String) -> [String] {
        let properties = (parts[part] as? [String: Any])?["properties"] as? [String: Any]
        return (properties?[key] as? [String: Any])?["enum"] as? [String] ?? []
    }

    @Test func itIsAJSONSchemaOfThePipeline() {
        #expect(schema["$schema"] as? String == "https://json-schema.org/draft/2020-12/schema")
        #expect(schema["additionalProperties"] as? Bool == false)
        #expect((schema["properties"] as? [String: Any])?["steps"] != nil)
    }

    @Test func everyStepTypeCanBeNamedWhereItMayStand() {
        let all = Set(StepType.allCases.map(\.rawValue))
        #expect(Set(words("step", "type")) == all)
        #expect(Set(words("inner_step", "type")) == all.subtracting(["split_input", "batch_process"]))
        #expect(Set(words("branch", "type")) == all.subtracting(["split_input", "batch_process", "merge_results"]))
    }

    @Test func catalogsGiveTheWords() throws {
        #expect(words("parallel_group", "merge_strategy") == mergeStrategyCatalog.names)
        #expect(words("split_input", "split_strategy") == splitStrategyCatalog.names)
        #expect(words("model", "provider") == providerCatalog.names)
    }

    /// The names of keys anywhere under `properties`.
    private func keys(_ value: Any) -> Set<String> {
        if let list = value as? [Any] { return list.reduce(into: []) { $0.formUnion(keys($1)) } }
        guard let map = value as? [String: Any] else { return [] }
        let own = Set((map["properties"] as? [String: Any] ?? [:]).keys)
        return map.values.reduce(into: own) { $0.formUnion(keys($1)) }
    }

    /// A file whose own keys the schema lacks would be marked as wrong by every editor.
    @Test func everyKeyOfTheExamplesIsKnown() throws {
        let known = keys(schema)
        let written = /^( *)(?:- )?(?:\{)?([a-z_]+):/
        for name in try FileManager.default.subpathsOfDirectory(atPath: Repository.root + "/examples")
        where name.hasSuffix(".yaml") && !name.hasPrefix("cluster/") {
            let text = try String(contentsOfFile: "\(Repository.root)/examples/\(name)", encoding: .utf8)
            // What stands deeper than `models:` or `params:` has names that are the file's own.
            var ownNames: Int?
            for line in text.split(separator: "\n") {
                guard let match = line.firstMatch(of: written) else { continue }
                if let depth = ownNames, match.1.count > depth { continue }
                ownNames = ["models", "params"].contains(match.2) ? match.1.count : nil
                #expect(known.contains(String(match.2)), "\(name): \(match.2)")
            }
        }
    }

    /// What a consumer does: takes the schema that the program prints, and holds what the program writes against it.
    @Test func resultsOfARunFitTheirSchema() throws {
        let printed = try Program.run("schema", "results", in: folder.path)
        let schema = try #require(try JSONSerialization.jsonObject(with: Data(printed.output.utf8)) as? [String: Any])
        #expect(schema["$schema"] as? String == "https://json-schema.org/draft/2020-12/schema")
        let check = JSONSchemaCheck(schema, isStrict: true)
        let examples = Repository.root + "/examples"
        for (file, options) in [("image_models.yaml", ["--limit", "2"]), ("tts_voices.yaml", ["--limit", "1"]), ("early_stop.yaml", [])] {
            let own = try Folder()
            _ = try Program.run(["run", file, "--out", "\(own.path)/runs"] + options, in: examples)
            #expect(check.faults(in: try results(of: try own.onlyRun())) == [], "\(file)")
        }
        #expect(try Program.run("schema", "results", "--markdown", in: folder.path).status == 64)
    }

    @Test func anUnknownSubjectIsWrongUse() throws {
        #expect(try Program.run("schema", "everything", in: folder.path).status == 64)
    }
}
