import Catalogs
import Foundation
import Media

/// All of a scoring folder, read and checked: what good means, as data.
package struct ScoringData: Sendable {
    package let folder: String
    /// By metric name.
    package private(set) var cards: [String: MetricCard]
    package let gates: GateBook
    /// From the lowest up.
    package let bands: [Band]
    /// In the order of their names.
    package let profiles: [ScoringProfile]
    /// Bytes of the files, by name inside the folder, for the scoring version.
    let files: [String: Data]
    private(set) var metrics: [MetricDescription]
    /// Of the models that metrics read, for the scoring version; read once, however many scorers are made.
    private let models: [(name: String, bytes: Data)]

    /// Reads the folder, or the one that came with the program.
    ///
    /// - Throws: every problem of every file, with line and column.
    package static func load(from folder: String? = nil) throws(Problems) -> ScoringData {
        let place: String
        if let folder { place = folder } else { place = try ScoringFolder.locate() }
        return try ScoringData(folder: place, metrics: MetricCatalog.descriptions + ScorerSlots.descriptions)
    }

    init(folder: String, metrics: [MetricDescription]) throws(Problems) {
        var reader = Reader(folder: folder, metrics: metrics)
        let cards = reader.cards()
        let gates = reader.gates()
        let bands = reader.bands()
        let profiles = reader.profiles(cards: cards, gates: gates)
        try Problems.throwIfAny(reader.problems)
        self.folder = folder
        self.metrics = metrics
        self.cards = cards
        self.gates = gates
        self.bands = bands
        self.profiles = profiles
        files = reader.files
        models = ModelBytes.parts(in: "\(folder)/models")
    }

    /// With metrics of the user's own scorers, so that profiles may weigh them.
    package func adding(_ scorers: [ConfiguredScorer]) -> ScoringData {
        var data = self
        for metric in scorers.map(\.metric) where !data.metrics.contains(where: { $0.name == metric.name }) {
            data.metrics.append(metric)
            data.cards[metric.name] = MetricCard(scorer: metric)
        }
        return data
    }

    /// The band that a quality of 0…100 falls into.
    package func band(of quality: Double) -> Band? { bands.last { $0.from <= quality } }

    /// The profile that is used when nobody names one; nil for kinds that are not scored.
    package static func defaultProfile(for kind: MediaKind, hasReference: Bool) -> String? {
        switch kind {
        case .image: hasReference ? "reference" : "image-technical"
        case .audio: hasReference ? "reference-speech" : "tts-narration"
        case .text, .video: nil
        }
    }

    /// A profile by name, or by the path of a YAML file.
    ///
    /// - Throws: the unknown name with the nearest one, or every problem of the file.
    package func profile(_ nameOrPath: String) throws(Problems) -> ScoringProfile {
        if let profile = profiles.first(where: { $0.name == nameOrPath }) { return profile }
        guard nameOrPath.contains("/") || nameOrPath.hasSuffix(".yaml") || nameOrPath.hasSuffix(".yml") else {
            let remedy = suggestion(for: nameOrPath, among: profiles.map(\.name))
            throw Problems([
                Problem("no scoring profile called '\(nameOrPath.prefix(60))'", length: nameOrPath.unicodeScalars.count, remedy: remedy)
            ])
        }
        var problems: [Problem] = []
        let bytes = try ScoringFile.bytes(nameOrPath)
        let settings = try ScoringFile.settings(bytes, file: nameOrPath)
        var profile = ScoringProfile(settings, cards: cards, gates: gates, metrics: metrics, problems: &problems)
        try Problems.throwIfAny(problems)
        profile?.bytes = bytes
        guard let profile else { throw Problems(problems) }
        return profile
    }

    /// What readings and gates depend on: metrics with their settings and models, gates, and who listens; neither weights nor curves.
    func measuringVersion(
        of profile: ScoringProfile?, metrics wanted: [String], transcriber: Transcriber, scorers: [ConfiguredScorer] = []
    ) -> ScoringVersion {
        var parts = models + files.filter { $0.key == "gates.yaml" }.map { (name: $0.key, bytes: $0.value) }
        parts += scorers.map(\.versionPart)
        let names = (wanted + (profile?.metrics ?? [])).sorted()
        let gates = (profile?.gates ?? []).sorted(), without = (profile?.notApplicable.keys.sorted() ?? [])
        let settings = (profile?.settings ?? [:]).sorted { $0.key < $1.key }.map { "\($0.key) \($0.value.content)" }
        parts.append(
            (
                name: "measured",
                bytes: Data((names + [""] + gates + [""] + without + [transcriber.name] + settings).joined(separator: "\n").utf8)
            ))
        return ScoringVersion(parts: parts, metrics: metrics.filter { names.contains($0.name) })
    }

    /// The version that stands beside every score under a profile, or beside bare readings.
    package func version(
        for profile: ScoringProfile?, transcriber: Transcriber = .whisper, scorers: [ConfiguredScorer] = []
    ) -> ScoringVersion {
        var parts = files.filter { $0.key.hasPrefix("cards/") || $0.key == "gates.yaml" }.map { (name: $0.key, bytes: $0.value) }
        parts += models
        parts.append((name: "transcriber", bytes: Data(transcriber.name.utf8)))
        parts += scorers.map(\.versionPart)
        if let profile {
            parts.append((name: "profile", bytes: profile.bytes))
            parts += profile.settings.sorted { $0.key < $1.key }.compactMap { metric, settings in
                settings["model"]?.text.flatMap { try? ModelBytes.read($0) }.map { (name: "model of \(metric)", bytes: $0) }
            }
        }
        return ScoringVersion(parts: parts, metrics: metrics)
    }
}

extension ConfiguredScorer {
    fileprivate var versionPart: (name: String, bytes: Data) { (name: "scorer of \(metric.name)", bytes: Data(identity.utf8)) }
}

/// Reads the files of a scoring folder and gathers their problems instead of stopping at the first.
private struct Reader {
    let folder: String
    let metrics: [MetricDescription]
    var files: [String: Data] = [:]
    var problems: [Problem] = []

    init(folder: String, metrics: [MetricDescription]) {
        self.folder = folder
        self.metrics = metrics
    }

    mutating func cards() -> [String: MetricCard] {
        var cards: [String: MetricCard] = [:]
        for (name, settings) in all("cards") {
            guard let card = MetricCard(settings, metrics: metrics, problems: &problems) else { continue }
            check("cards/\(card.id).yaml", isName: name, of: settings)
            cards[card.id] = card
        }
        return cards
    }

    mutating func gates() -> GateBook {
        settings("gates.yaml").map { GateBook($0, metrics: metrics, problems: &problems) } ?? GateBook()
    }

    mutating func bands() -> [Band] { settings("bands.yaml").map { Band.read($0, problems: &problems) } ?? [] }

    mutating func profiles(cards: [String: MetricCard], gates: GateBook) -> [ScoringProfile] {
        all("profiles").compactMap { name, settings in
            guard var profile = ScoringProfile(settings, cards: cards, gates: gates, metrics: metrics, problems: &problems) else {
                return nil
            }
            profile.bytes = files[name] ?? Data()
            check("profiles/\(profile.name).yaml", isName: name, of: settings)
            return profile
        }
    }

    private mutating func check(_ expected: String, isName name: String, of settings: Settings) {
        guard expected != name else { return }
        problems.append(
            Problem(
                "the file is called \(name), but what it holds belongs in \(expected)", at: settings.place, remedy: "rename one of them"))
    }

    private mutating func all(_ subfolder: String) -> [(name: String, settings: Settings)] {
        let names: [String]
        do throws(Problems) {
            names = try ScoringFile.names(in: "\(folder)/\(subfolder)")
        } catch {
            problems += error.list
            return []
        }
        return names.compactMap { file in settings("\(subfolder)/\(file)").map { ("\(subfolder)/\(file)", $0) } }
    }

    private mutating func settings(_ name: String) -> Settings? {
        do throws(Problems) {
            let bytes = try ScoringFile.bytes("\(folder)/\(name)")
            files[name] = bytes
            return try ScoringFile.settings(bytes, file: "scoring/\(name)")
        } catch {
            problems += error.list
            return nil
        }
    }
}
