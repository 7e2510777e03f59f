import Catalogs
import Media

/// All gates of gates.yaml, by kind of media.
package struct GateBook: Sendable, Hashable {
    package let rules: [GateRule]

    package init(rules: [GateRule] = []) { self.rules = rules }

    package func rule(_ name: String, for kind: MediaKind) -> GateRule? { rules.first { $0.name == name && $0.kind == kind } }

    /// Reports every name of the list that is no gate of the kind.
    func check(_ names: [Settings], for kind: MediaKind, options: inout Options) {
        let known = rules.filter { $0.kind == kind }.map(\.name)
        for name in names {
            guard let text = name.text else {
                options.report("'gates' must be a list of names, found \(name.inWords)", at: name)
                continue
            }
            guard !known.contains(text) else { continue }
            options.report(
                "no gate called '\(text.prefix(60))' for \(kind.rawValue)", at: name, remedy: suggestion(for: text, among: known))
        }
    }

    /// Reads gates.yaml: kinds mapped to gates.
    init(_ settings: Settings, metrics: [MetricDescription], problems: inout [Problem]) {
        var options = Options(settings, of: "gates.yaml")
        var rules: [GateRule] = []
        for kind in [MediaKind.image, .audio] {
            guard let value = options.value(kind.rawValue) else { continue }
            guard let entries = value.entries else {
                options.report("'\(kind.rawValue)' must map names to gates, found \(value.inWords)", at: value)
                continue
            }
            let measures = metrics.filter { $0.kind == kind }.map(\.name) + GateFacts.names(for: kind)
            rules += entries.compactMap { GateRule($0, kind: kind, measures: measures, problems: &options) }
        }
        options.finish()
        problems += options.problems
        self.rules = rules
    }
}

extension GateRule {
    fileprivate init?(_ entry: Settings.Entry, kind: MediaKind, measures: [String], problems outer: inout Options) {
        var options = Options(entry.value, of: "gate '\(entry.key.prefix(60))'")
        let severity = options.choice("severity", of: ["fatal", "cap", "warn"]).flatMap(GateHit.Severity.init)
        let cap = options.number("cap", in: 0...100)
        let says = options.requiredText("says")
        let conditions = Self.conditions(measures: measures, options: &options)
        let withholds = options.flag("withholds_readings", default: false)
        if entry.value["severity"] == nil { options.report("\(options.owner) needs 'severity'", remedy: "fatal, cap or warn") }
        if let severity, (severity == .cap) != (cap != nil) {
            options.report("'cap' belongs to severity 'cap' and to no other", at: entry.value["cap"] ?? entry.value["severity"])
        }
        Self.checkPlaceholders(says ?? "", measures: conditions.flatMap { [$0.measure, $0.factor ?? ""] }, options: &options)
        options.finish()
        outer.add(options.problems)
        guard let severity, let says, !conditions.isEmpty, options.problems.isEmpty else { return nil }
        self.init(
            name: entry.key, kind: kind, severity: severity, cap: cap, conditions: conditions, says: says, withholdsReadings: withholds)
    }

    private static func conditions(measures: [String], options: inout Options) -> [Condition] {
        guard let entries = options.value("when")?.entries, !entries.isEmpty else {
            options.report("\(options.owner) needs 'when'", remedy: "when: {MEASURE: {above: NUMBER}}")
            return []
        }
        return entries.compactMap { entry in
            var inner = Options(entry.value, of: "the condition on '\(entry.key.prefix(60))'")
            let bounds = [
                inner.number("above").map(Bound.above), inner.number("below").map(Bound.below),
                inner.number("magnitude_above", in: 0...Double.infinity).map(Bound.magnitudeAbove),
            ].compactMap(\.self)
            let factor = inner.text("times")
            checkMeasure(entry.key, at: entry.keyPlace, measures: measures, options: &inner)
            if let factor, let value = entry.value["times"] { checkMeasure(factor, at: value.place, measures: measures, options: &inner) }
            if bounds.count != 1, inner.problems.isEmpty {
                inner.report("\(inner.owner) needs one of 'above', 'below' and 'magnitude_above'")
            }
            inner.finish()
            options.add(inner.problems)
            guard let bound = bounds.first else { return nil }
            return Condition(measure: entry.key, bound: bound, factor: factor)
        }
    }

    private static func checkMeasure(_ name: String, at place: SourcePlace, measures: [String], options: inout Options) {
        guard !measures.contains(name) else { return }
        options.add([
            Problem(
                "no metric or fact called '\(name.prefix(60))'", at: place, length: name.unicodeScalars.count,
                remedy: suggestion(for: name, among: measures))
        ])
    }

    private static func checkPlaceholders(_ text: String, measures: [String], options: inout Options) {
        for match in text.matches(of: /\{([^}]*)\}/) where !measures.contains(String(match.1)) {
            options.report("'says' names {\(match.1.prefix(60))}, which is not under 'when'", at: options.settings["says"])
        }
    }
}
