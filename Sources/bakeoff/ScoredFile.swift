import Catalogs
import Foundation
import Media
import Pipeline
import Scoring

/// One file of `bakeoff score` with what was found, or why it could not be read.
struct ScoredFile: Sendable {
    struct Request: Sendable {
        let path: String
        let reference: String?
        let transcript: String?
        /// What a model was asked for.
        let prompt: String?
        /// Where maps go; nil for none.
        let maps: MapPlace?
    }

    let request: Request
    let kind: MediaKind?
    let sha256: String?
    let scorecard: Scorecard?
    let error: MediaError?

    @concurrent
    init(_ request: Request, scorers: Scorers, threads: Int) async {
        self.request = request
        var kind: MediaKind?
        var hash: String?
        var card: Scorecard?
        var failure: MediaError?
        do {
            let found = try FileKind.of(file: request.path).media
            kind = found
            let scorer = scorers.scorer(for: found, hasReference: request.reference != nil)
            card = try scorer.score(
                path: request.path, kind: found, reference: request.reference, transcript: request.transcript, prompt: request.prompt,
                maps: request.maps, threads: threads)
            // After scoring, which refuses what is too large before reading it.
            hash = try sha256Hex(ofFile: request.path)
        } catch {
            failure = error
        }
        (self.kind, sha256, scorecard, error) = (kind, hash, card, failure)
    }

    /// One line for a person: quality, gates, readings.
    var line: String {
        guard let card = scorecard else {
            return "\(visible(request.path)): \(error.map { "not read (\($0.code.rawValue))" } ?? "not read")"
        }
        var parts: [String] = []
        if let quality = card.quality { parts.append(String(format: "quality %.1f", quality)) }
        parts += card.gates.map { "\($0.severity.rawValue): \($0.gate)" }
        parts += card.readings.map { "\($0.metric) \($0.value.map(Self.short) ?? "identical")" }
        parts += (card.maps ?? []).map { "map \($0.path)" }
        if card.readings.isEmpty { parts += card.missing.prefix(1).map { "no reading: \($0.reason)" } }
        return "\(visible(request.path)): " + parts.joined(separator: "  ")
    }

    private static func short(_ value: Double) -> String {
        abs(value) >= 1_000
            ? String(format: "%.0f", value) : abs(value) >= 10 ? String(format: "%.1f", value) : String(format: "%.4g", value)
    }
}

/// The JSON contract of `bakeoff score --json`.
struct ScoreDocument: Encodable {
    let schema = "bakeoff.score"
    let schema_version = "1.0"
    let bakeoff = bakeoffVersion
    let scoring_version: String
    let files: [Entry]

    struct Entry: Encodable {
        let path: String
        let kind: String?
        let sha256: String?
        let reference: String?
        let quality: Double?
        let coverage: Double?
        let gates: [GateHit]?
        let readings: [ReadingEntry]?
        let missing: [MissingEntry]?
        /// Pictures of where it differs from its reference.
        let maps: [MapFile]?
        /// What the decoder complained about without failing.
        let warnings: [String]?
        let error: Failure?
    }

    struct ReadingEntry: Encodable {
        let metric: String
        let value: Double?
        let identical: Bool?
        let unit: String
        let better: String
        let version: String
        let utility: Double?
        let weight: Double?
        let flags: [String]?

        /// A null stands for a value that is not finite, with `identical` beside it.
        func encode(to encoder: any Encoder) throws {
            var container = encoder.container(keyedBy: Key.self)
            try container.encode(metric, forKey: .metric)
            try container.encode(value, forKey: .value)
            try container.encodeIfPresent(identical, forKey: .identical)
            try container.encode(unit, forKey: .unit)
            try container.encode(better, forKey: .better)
            try container.encode(version, forKey: .version)
            try container.encodeIfPresent(utility, forKey: .utility)
            try container.encodeIfPresent(weight, forKey: .weight)
            try container.encodeIfPresent(flags, forKey: .flags)
        }

        private enum Key: String, CodingKey { case metric, value, identical, unit, better, version, utility, weight, flags }
    }

    struct MissingEntry: Encodable {
        let metric: String
        let state: String
        let reason: String
    }

    struct Failure: Encodable {
        let code: String
        let message: String
    }

    init(_ files: [ScoredFile], scoringVersion: String, scorers: [ConfiguredScorer] = []) {
        scoring_version = scoringVersion
        let known = Dictionary(uniqueKeysWithValues: (MetricCatalog.descriptions + scorers.map(\.metric)).map { ($0.name, $0) })
        self.files = files.map { file in
            Entry(
                path: file.request.path, kind: file.kind?.rawValue, sha256: file.sha256, reference: file.request.reference,
                quality: file.scorecard?.quality, coverage: file.scorecard?.profile == nil ? nil : file.scorecard?.coverage,
                gates: file.scorecard?.gates,
                readings: file.scorecard?.readings.map { reading in
                    ReadingEntry(
                        metric: reading.metric, value: reading.value, identical: reading.isIdentical ? true : nil,
                        unit: known[reading.metric]?.unit ?? "",
                        better: known[reading.metric]?.better.rawValue ?? "neutral", version: String(reading.version),
                        utility: reading.utility,
                        weight: reading.weight, flags: reading.flags.isEmpty ? nil : reading.flags)
                },
                missing: file.scorecard?.missing.map { MissingEntry(metric: $0.metric, state: $0.state.rawValue, reason: $0.reason) },
                maps: file.scorecard?.maps,
                warnings: file.scorecard?.facts.flatMap { $0.warnings.isEmpty ? nil : $0.warnings },
                error: file.error.map { Failure(code: $0.code.rawValue, message: $0.description) })
        }
    }
}
