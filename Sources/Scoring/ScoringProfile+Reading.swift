import Catalogs
import Media

extension ScoringProfile {
    /// A metric whose curve is judgement holds at most this share of a profile that does not own up to descriptors.
    static let judgementShare = 0.10

    /// Reads a profile and checks every name in it; nil, with the problems reported, when it is unusable.
    init?(_ settings: Settings, cards: [String: MetricCard], gates: GateBook, metrics known: [MetricDescription], problems: inout [Problem])
    {
        var options = Options(settings, of: "a scoring profile")
        let name = options.requiredText("name")
        let summary = options.requiredText("summary")
        let kind = options.choice("kind", of: [MediaKind.image.rawValue, MediaKind.audio.rawValue]).flatMap(MediaKind.init)
        let restsOn = options.choices("rests_on", of: Basis.allCases.map(\.rawValue)).compactMap(Basis.init)
        let claims = options.requiredText("claims")
        for key in ["kind", "rests_on", "aspects"] where settings[key] == nil { options.report("a scoring profile needs '\(key)'") }
        if let given = settings["rests_on"], given.items?.isEmpty == true {
            options.report("'rests_on' must name at least one basis", at: given)
        }
        var names = MetricNames(kind: kind, known: known)
        let aspects = options.value("aspects").map { Self.aspects($0, names: &names, cards: cards, options: &options) } ?? []
        let gateNames = options.list("gates") ?? []
        if let kind { gates.check(gateNames, for: kind, options: &options) }
        let notApplicable = options.reasons("not_applicable", names: &names)
        let metricSettings = options.metricSettings("settings", names: &names)
        options.add(names.problems)
        if let name { Self.checkName(name, options: &options) }
        options.finish()
        let problemsHere = options.problems
        problems += problemsHere
        guard let name, let summary, let kind, let claims, !aspects.isEmpty, !problemsHere.contains(where: { $0.severity == .error }) else {
            return nil
        }
        self.init(
            name: name, summary: summary, kind: kind, restsOn: restsOn, claims: claims, aspects: aspects,
            gates: gateNames.compactMap(\.text), notApplicable: notApplicable, settings: metricSettings)
        problems += judgementProblems(cards: cards, at: settings["aspects"] ?? settings)
    }

    private static func checkName(_ name: String, options: inout Options) {
        let isKebab = !name.isEmpty && name.allSatisfy { $0.isASCII && ($0.isLowercase || $0.isNumber || $0 == "-") }
        if !isKebab {
            options.report("a profile's name is lower-case words joined by '-', found '\(name.prefix(60))'", at: options.settings["name"])
        }
    }

    private static func aspects(
        _ settings: Settings, names: inout MetricNames, cards: [String: MetricCard], options: inout Options
    ) -> [Aspect] {
        guard let entries = settings.entries, !entries.isEmpty else {
            options.report("'aspects' must map names of aspects to weights and metrics", at: settings)
            return []
        }
        return entries.compactMap { entry in
            var inner = Options(entry.value, of: "aspect '\(entry.key.prefix(60))'")
            let weight = inner.weight("weight")
            let metrics = inner.value("metrics")?.entries ?? []
            if metrics.isEmpty { inner.report("\(inner.owner) needs 'metrics': names mapped to weights") }
            let weighted = metrics.compactMap { weightedMetric($0, names: &names, cards: cards, options: &inner) }
            inner.finish()
            options.add(inner.problems)
            guard let weight, !weighted.isEmpty else { return nil }
            return Aspect(name: entry.key, weight: weight, metrics: weighted)
        }
    }

    private static func weightedMetric(
        _ entry: Settings.Entry, names: inout MetricNames, cards: [String: MetricCard], options: inout Options
    ) -> WeightedMetric? {
        let isFirst = names.use(entry)
        guard let weight = entry.value.number, weight > 0 else {
            options.report(
                "the weight of '\(entry.key.prefix(60))' must be a number above 0, found \(entry.value.inWords)", at: entry.value)
            return nil
        }
        guard isFirst, names.isKnown(entry.key) else { return nil }
        if cards[entry.key] == nil {
            options.add([Problem("metric '\(entry.key)' has no card, so nobody said what its values are worth", at: entry.keyPlace)])
        } else if cards[entry.key]?.curve.shape == UtilityCurve.Shape.none {
            options.add([
                Problem(
                    "metric '\(entry.key)' only describes: its card gives no worth", at: entry.keyPlace, length: entry.key.count,
                    remedy: "take it out of the aspect; it can still be shown")
            ])
        }
        return WeightedMetric(name: entry.key, weight: weight)
    }

    private func judgementProblems(cards: [String: MetricCard], at place: Settings) -> [Problem] {
        guard !restsOn.contains(.descriptors), !restsOn.contains(.votes) else { return [] }
        return metrics.compactMap { metric in
            guard let share = weight(of: metric), share > Self.judgementShare + 1e-9, cards[metric]?.provenance == .judgement else {
                return nil
            }
            let percent = Int((100 * share).rounded())
            return Problem(
                "'\(metric)' holds \(percent) % of profile '\(name)', but its curve is judgement and may hold 10 %", at: place.place,
                remedy: "lower its weight, or write 'rests_on: descriptors', which every verdict then says")
        }
    }
}

extension Options {
    fileprivate mutating func weight(_ key: String) -> Double? {
        let isAbsent = settings[key] == nil
        guard let weight = number(key) else {
            if isAbsent { report("\(owner) needs '\(key)'") }
            return nil
        }
        guard weight > 0 else {
            report("'\(key)' must be above 0, found \(weight)", at: settings[key])
            return nil
        }
        return weight
    }

    fileprivate mutating func reasons(_ key: String, names: inout MetricNames) -> [String: String] {
        var reasons: [String: String] = [:]
        for entry in mapping(key) {
            names.check(entry)
            if let reason = entry.value.text {
                reasons[entry.key] = reason
            } else {
                report("'\(entry.key)' needs a reason", at: entry.value)
            }
        }
        return reasons
    }

    fileprivate mutating func metricSettings(_ key: String, names: inout MetricNames) -> [String: Settings] {
        var settings: [String: Settings] = [:]
        for entry in mapping(key) {
            names.check(entry)
            settings[entry.key] = entry.value
        }
        return settings
    }

    private mutating func mapping(_ key: String) -> [Settings.Entry] {
        guard let value = value(key) else { return [] }
        guard let entries = value.entries else {
            report("'\(key)' must map names of metrics to values, found \(value.inWords)", at: value)
            return []
        }
        return entries
    }
}
