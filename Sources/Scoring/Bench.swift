import Catalogs
import Dispatch
import Media
import Synchronization

/// What was found on one file, before anything is weighed.
struct Findings {
    var readings: [Reading] = []
    var missing: [Missing] = []
    var gates: [GateHit] = []
}

/// The metrics, facts and gates that a scorer wants of one kind of media, ready to run.
struct Bench<Kind: AnalysedMedia>: Sendable {
    let metrics: [any Metric<Kind>]
    private let facts: [any GateFact<Kind>.Type]
    private let rules: [GateRule]
    /// Asked for by name, so read even where the profile withholds its own.
    private let asked: Set<String>
    /// What the profile weighs and no metric here measures.
    private let slots: [String]
    /// Those of the user's, after the metrics.
    private let scorers: [ConfiguredScorer]
    /// Reasons by metric.
    private let notApplicable: [String: String]

    /// Metrics run in the order of the profile, then of the request, then of the gates.
    init(
        _ kind: MediaKind, _ profile: ScoringProfile?, _ asked: [String], _ gates: GateBook, types: [any Metric<Kind>.Type],
        facts: [any GateFact<Kind>.Type], scorers: [ConfiguredScorer] = [], problems: inout [Problem]
    ) {
        let profile = profile?.kind == kind ? profile : nil
        let rules = (profile?.gates ?? []).compactMap { gates.rule($0, for: kind) }
        var names: [String] = []
        for name in (profile?.metrics ?? []) + asked + rules.flatMap(\.measures) where !names.contains(name) { names.append(name) }
        self.rules = rules
        self.scorers = scorers.filter { $0.metric.kind == kind }
        slots = names.filter { name in
            kind == .image && ScorerSlots.contains(name) && !scorers.contains { $0.metric.name == name }
        }
        self.asked = Set(asked)
        self.facts = facts.filter { fact in rules.contains { $0.measures.contains(fact.name) } }
        notApplicable = profile?.notApplicable ?? [:]
        metrics = names.compactMap { name in
            guard let type = types.first(where: { $0.name == name }) else { return nil }
            let settings = profile?.settings[name]
            var options = settings.map { Options($0, of: "metric '\(name)'") } ?? Options(of: "metric '\(name)'")
            let metric = type.init(options: &options)
            options.finish()
            problems += options.problems
            return metric
        }
    }

    /// - Parameters:
    ///   - threads: how many metrics may run at the same time, where the media can be shared.
    ///   - question: what the user's scorers are asked; without one they have no reading.
    func measure(
        _ media: Kind, against reference: Kind?, transcript: String?, threads: Int = 1, question: ScorerQuestion? = nil
    ) -> Findings {
        let factValues = Dictionary(
            facts.compactMap { fact in fact.value(of: media).map { (fact.name, $0) } }, uniquingKeysWith: { first, _ in first })
        let withholding = rules.filter(\.withholdsReadings).compactMap { $0.hit { factValues[$0] } }.first
        var findings = Findings()
        findings.missing = slots.map(ScorerSlots.missing)
        let measured = results(threads, { self.result(of: $0, media, reference, transcript, withholding) })
        let asked = scorers.map { scorer in
            refusal(of: scorer.metric.name, withholding).map { .failure($0) } ?? scorer.reading(of: question)
        }
        for result in measured + asked {
            switch result {
            case .success(let reading): findings.readings.append(reading)
            case .failure(let missing): findings.missing.append(missing)
            }
        }
        let values = Dictionary(findings.readings.compactMap { reading in reading.value.map { (reading.metric, $0) } }) { first, _ in first
        }
        findings.gates = rules.compactMap { rule in rule.hit { values[$0] ?? factValues[$0] } }
        return findings
    }

    /// One result a metric, in their order, however many threads made them.
    private func results(
        _ threads: Int, _ measure: @escaping (any Metric<Kind>) -> Result<Reading, Missing>
    ) -> [Result<Reading, Missing>] {
        guard Kind.isShareable, threads > 1, metrics.count > 1 else { return metrics.map(measure) }
        // What is shared says of itself that it can be; the compiler knows that of each kind of media, not of all.
        nonisolated(unsafe) let measure = measure
        let next = Mutex(0)
        let found = Mutex([Result<Reading, Missing>?](repeating: nil, count: metrics.count))
        DispatchQueue.concurrentPerform(iterations: min(threads, metrics.count)) { _ in
            while let index = next.withLock({ next in
                defer { next += 1 }
                return next < metrics.count ? next : nil
            }) {
                let result = measure(metrics[index])
                found.withLock { $0[index] = result }
            }
        }
        return found.withLock { $0.compactMap { $0 } }
    }

    private func result(
        of metric: any Metric<Kind>, _ media: Kind, _ reference: Kind?, _ transcript: String?, _ withholding: GateHit?
    ) -> Result<Reading, Missing> {
        let type = Swift.type(of: metric)
        if let refusal = refusal(of: type.name, withholding) { return .failure(refusal) }
        switch type.needs {
        case .reference where reference == nil:
            return .failure(Missing(.unavailable, "needs a reference: name the file that this one should equal", metric: type.name))
        case .transcript where transcript == nil:
            return .failure(Missing(.unavailable, "needs a transcript: give the text that should be heard", metric: type.name))
        default:
            return metric.reading(of: media, against: reference)
        }
    }

    private func refusal(of name: String, _ withholding: GateHit?) -> Missing? {
        if let reason = notApplicable[name] { return Missing(.notApplicable, reason, metric: name) }
        guard let withholding, !asked.contains(name) else { return nil }
        return Missing(.failed, "withheld: \(withholding.message)", metric: name)
    }
}
