import Catalogs
import Media

/// A scorer that the user configured, and the metric that it fills.
package struct ConfiguredScorer: Sendable {
    /// What the user calls it.
    package let name: String
    package let metric: MetricDescription
    /// Everything that an answer depends on besides the question; part of the scoring version.
    package let identity: String
    private let source: any ScorerSource

    init(name: String, metric: MetricDescription, identity: String, source: any ScorerSource) {
        self.name = name
        self.metric = metric
        self.identity = identity
        self.source = source
    }

    /// A program that answers JSON lines; docs/scorers.md has the protocol.
    ///
    /// - Parameter identity: everything that its answers depend on: the command, hashes of its files.
    package init(name: String, metric: MetricDescription, identity: String, command: ScorerCommand) {
        self.init(name: name, metric: metric, identity: identity, source: CommandScorer(command))
    }

    /// The reading of a file, or why there is none; a number is never made up.
    func reading(of question: ScorerQuestion?) -> Result<Reading, Missing> {
        do throws(Missing) {
            guard let question else { throw Missing(.unavailable, "the scorer '\(name)' needs a file") }
            if let refusal = refusal(of: question) { throw refusal }
            let (value, flags) = try judged(try source.answer(question), question)
            guard value.isFinite else { throw Missing(.failed, "the scorer '\(name)' answered \(value), which is no number") }
            if let low = metric.range.lowest, value < low { throw outside(value) }
            if let high = metric.range.highest, value > high { throw outside(value) }
            return .success(Reading(metric: metric.name, version: 1, value: value, flags: flags))
        } catch {
            var missing = error
            missing.metric = metric.name
            return .failure(missing)
        }
    }

    /// Why the scorer is not even asked.
    private func refusal(of question: ScorerQuestion) -> Missing? {
        guard metric.name == ScorerSlots.textAccuracy, PictureText(asked: question) == nil else { return nil }
        return Missing(
            .unavailable, "no text was asked for: give the case a column 'text', or put the text into quotation marks in the prompt")
    }

    private func judged(_ answer: ScorerAnswer, _ question: ScorerQuestion) throws(Missing) -> (Double, [String]) {
        let by = "by \(source.title ?? name)"
        switch answer {
        case .value(let value): return (value, [by])
        case .text(let read):
            guard let asked = PictureText(asked: question) else { throw Missing(.unavailable, "no text was asked for") }
            return (asked.accuracy(of: read), [by, "read: \"\(visibleLine(read))\""])
        }
    }

    private func outside(_ value: Double) -> Missing {
        let range = [metric.range.lowest, metric.range.highest].map { $0?.brief ?? "any" }.joined(separator: " to ")
        return Missing(.failed, "the scorer '\(name)' answered \(value.brief), outside of \(range)")
    }

    /// Whether a stored scorecard lacks what a further try may give: the scorer was broken off, not refused.
    func isWorthAnotherTry(_ card: Scorecard, _ question: ScorerQuestion) -> Bool {
        refusal(of: question) == nil && card.missing.contains { $0.metric == metric.name && $0.state == .unavailable }
    }

    /// Ends what the scorer keeps running.
    package func end() { source.end() }
}

/// A text on one line, at most 200 characters, without what a terminal would act on.
func visibleLine(_ text: String, limit: Int = 200) -> String {
    let shown = text.unicodeScalars.prefix(limit * 4).map { scalar -> Character in
        scalar.properties.generalCategory == .control ? " " : Character(scalar)
    }
    let line = String(shown).split(separator: " ").joined(separator: " ")
    return line.count > limit ? line.prefix(limit) + "…" : line
}

extension MetricDescription {
    /// A metric of the user's own, which a configured scorer fills.
    ///
    /// - Parameter range: nil where the scorer's numbers have no bound.
    package init(
        scorer name: String, kind: MediaKind, summary: String, unit: String, better: Scale.Direction, lowest: Double?, highest: Double?
    ) {
        self.name = name
        self.summary = summary
        self.kind = kind
        self.unit = unit
        self.better = better
        range = Range(lowest: lowest, highest: highest)
        needs = .scorer
        version = "1"
        source = "a scorer that the user configures"
    }

    /// The slot of that name; nil where a scorer of that name is the user's own.
    package static func slot(_ name: String) -> MetricDescription? { ScorerSlots.descriptions.first { $0.name == name } }

    /// Names of the slots.
    package static var slots: [String] { ScorerSlots.descriptions.map(\.name) }
}

extension MetricCard {
    /// How a scorer means its numbers is its business: straight from the worst of its range to the best; nil without a range or a
    /// direction.
    init(scorer metric: MetricDescription) {
        id = metric.name
        version = 1
        unit = metric.unit
        content = []
        sigma = 10
        provenance = .literature
        calibration = "How a scorer means its numbers is the business of the scorer; its range is taken as it is."
        count = nil
        guard let low = metric.range.lowest, let high = metric.range.highest, metric.better != .neutral else {
            (curve, valid) = (UtilityCurve(.none), nil)
            return
        }
        let worth: [Double] = metric.better == .higher ? [0, 1] : [1, 0]
        curve = UtilityCurve(.monotoneCubic(MonotoneCubic(x: [low, high], y: worth)))
        valid = low...high
    }
}
