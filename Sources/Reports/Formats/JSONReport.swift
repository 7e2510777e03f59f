import Catalogs
import Foundation
import Pipeline

/// `results.json`: the record itself, keys in snake_case and sorted, so that files can be compared line by line.
package struct JSONReport: ReportFormat {
    package static let name = "json"
    package static let summary = "results.json: the whole run record, for programs"
    package static let fileName = "results.json"

    package init(options: inout Options) {}

    package func render(_ record: RunRecord, in _: ReportContext) throws -> String { try record.resultsJSON() }
}

extension RunRecord {
    /// The record as JSON text that ends in a newline.
    ///
    /// - Throws: `ReportError` for a number that is no number; JSON has no word for it.
    package func resultsJSON() throws -> String {
        let encoder = JSONEncoder()
        encoder.keyEncodingStrategy = .convertToSnakeCase
        encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
        do {
            return String(decoding: try encoder.encode(self), as: UTF8.self) + "\n"
        } catch {
            throw ReportError(.badRecord, "the record cannot be written as JSON: \(Self.words(error))")
        }
    }

    /// The record in a `results.json`; keys that this version does not know are passed over.
    ///
    /// - Throws: `ReportError` that names the schema, or the place of what does not fit.
    package static func read(resultsJSON text: String) throws -> RunRecord {
        let decoder = JSONDecoder()
        decoder.keyDecodingStrategy = .convertFromSnakeCase
        let data = Data(text.utf8)
        do {
            let record = try decoder.decode(RunRecord.self, from: data)
            let schema = Schema(schema: record.schema, schemaVersion: record.schemaVersion)
            guard schema.isKnown else { throw foreign(schema) }
            return record
        } catch let error as ReportError {
            throw error
        } catch {
            // A foreign document is told by its schema rather than by what it lacks.
            if let schema = try? decoder.decode(Schema.self, from: data), !schema.isKnown { throw foreign(schema) }
            throw ReportError(.badRecord, "not a results.json of bakeoff: \(words(error))")
        }
    }

    private struct Schema: Decodable {
        let schema: String
        let schemaVersion: String

        var isKnown: Bool { schema == "bakeoff.results" && schemaVersion.hasPrefix("1.") }
    }

    private static func foreign(_ schema: Schema) -> ReportError {
        ReportError(.badRecord, "schema '\(schema.schema)' \(schema.schemaVersion) is not bakeoff.results 1")
    }

    private static func words(_ error: any Error) -> String {
        func place(_ path: [any CodingKey]) -> String { path.map(\.stringValue).joined(separator: ".") }
        return switch error {
        case DecodingError.keyNotFound(let key, let context): "\(place(context.codingPath + [key])) is missing"
        case DecodingError.typeMismatch(_, let context), DecodingError.valueNotFound(_, let context):
            "\(place(context.codingPath)) is of another type"
        case DecodingError.dataCorrupted(let context):
            context.codingPath.isEmpty ? "it is not valid JSON" : "\(place(context.codingPath)): \(context.debugDescription)"
        case EncodingError.invalidValue(let value, let context): "\(place(context.codingPath)) is \(value)"
        default: "\(error)"
        }
    }
}
