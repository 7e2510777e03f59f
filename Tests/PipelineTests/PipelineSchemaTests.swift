import Catalogs
import Foundation
import Scoring
import Testing

@testable import Pipeline

@Suite struct PipelineSchemaTests {
    private let schema: PipelineSchema

    init() throws { schema = PipelineSchema(data: try ScoringData.load()) }

    /// `mapping.key` for every key; keys that `params` of older files share with the group have one description.
    private var read: Set<String> {
        Set(schema.reads.keys.flatMap { mapping, keys in keys.map { "\(mapping).\($0.name)" } })
    }

    private var described: Set<String> {
        Set(SchemaKey.all.flatMap { key in key.mappings.filter { $0 != .aCase }.map { "\($0).\(key.name)" } })
    }

    @Test func everyKeyThatIsReadIsDescribed() {
        #expect(read.subtracting(described).sorted() == [])
    }

    @Test func everyKeyThatIsDescribedIsRead() {
        #expect(described.subtracting(read).sorted() == [])
    }

    @Test func noKeyIsDescribedTwiceInOneMapping() {
        let names = SchemaKey.all.flatMap { key in key.mappings.map { "\($0).\(key.name)" } }
        #expect(Set(names).count == names.count)
        #expect(SchemaKey.all.allSatisfy { $0.text.hasSuffix(".") && $0.text.count < 140 })
    }

    /// One table stands for all of them.
    @Test func allStepsThatCallAModelReadTheSameKeys() {
        let reads = ReadRecord.reads {
            var reader = StepReader()
            let place = SourcePlace(file: "t", line: 1, column: 1)
            for type in StepType.allCases where type.generates {
                let value = Settings(.scalar(type.rawValue, isQuoted: false), at: place)
                _ = reader.steps([Settings(.map([.init(key: "type", keyPlace: place, value: value)]), at: place)])
            }
        }
        let byType = reads.filter { StepType(rawValue: $0.owner) != nil }
        #expect(byType.count == StepType.allCases.count(where: \.generates))
        #expect(Set(byType.map(\.keys)).count == 1)
    }

    @Test func everyMappingHasKeys() {
        for mapping: PipelineMapping in [
            .pipeline, .model, .price, .call, .group, .branch, .nestedGroup, .merge, .split, .item, .batch, .groupParams,
        ] {
            #expect(schema.reads.keys[mapping]?.isEmpty == false, "\(mapping)")
        }
    }

    @Test func everyPartThatIsReferredToExists() throws {
        let text = String(decoding: try JSONEncoder().encode(schema.document), as: UTF8.self).replacing("\\/", with: "/")
        guard case .map(let root) = schema.document, case .map(let parts)? = root["$defs"] else {
            Issue.record("no parts")
            return
        }
        let named = Set(text.matches(of: /#\/\$defs\/([^"]+)"/).map { String($0.1) })
        #expect(named.subtracting(parts.keys) == [])
        #expect(Set(parts.keys).subtracting(named) == [], "a part that nothing refers to")
    }
}
