import Pipeline

/// All that a template may print: ready strings and flags, made of a run record.
///
/// An absent thing is an empty list or an empty text, never nil: a template looks for a missing name in the enclosing
/// values, and would print theirs.
struct ReportModel {
    let title: ShownText
    let heading: ShownText
    let description: ShownText
    /// Counts, time and cost in one line.
    let facts: ShownText
    let runID: ShownText
    let isPartial: Bool
    let warnings: [ShownText]
    let hasWarnings: Bool
    let navigation: [NavigationLink]
    let comparisons: [ComparisonView]
    let gates: [GateView]
    let hasGates: Bool
    let failures: FailuresView
    let reproduce: ReproduceView
    /// What the page carries and what was left out.
    let mediaNote: ShownText
    /// What in the report looks like something that is not for everybody.
    let privacyNote: ShownText

    init(_ record: RunRecord, settings: ModelSettings = ModelSettings()) {
        var anchors = Anchors()
        self.init(record, exhibits: .none, settings: settings, places: CasePlaces(), anchors: &anchors)
    }

    init(_ record: RunRecord, exhibits: Exhibits, settings: ModelSettings, places: CasePlaces, anchors: inout Anchors) {
        comparisons = record.comparisons.enumerated().map { index, comparison in
            ComparisonView(comparison, at: index, exhibits: exhibits, settings: settings, places: places, anchors: &anchors)
        }
        failures = FailuresView(record)
        gates = record.gates.map(GateView.init)
        hasGates = !gates.isEmpty
        heading = ShownText(settings.title ?? record.run.pipeline, limit: 200)
        description = ShownText(record.run.description, limit: 2000)
        title = ShownText(Self.title(record), limit: 200)
        facts = ShownText(Self.facts(record))
        runID = ShownText(record.run.id)
        isPartial = record.run.status == .partial
        warnings = record.warnings.map { ShownText($0, limit: 1000) }
        hasWarnings = !warnings.isEmpty || isPartial
        navigation = Self.navigation(comparisons, hasGates: hasGates, failures: failures.count)
        reproduce = ReproduceView(record, settings: settings)
        mediaNote = ShownText(Self.mediaNote(exhibits, record.run))
        privacyNote = ShownText(PrivacyNote(record).text)
    }

    private static func title(_ record: RunRecord) -> String {
        let verdicts = record.comparisons.prefix(3).map { comparison in
            let names =
                comparison.verdict.winners.isEmpty || comparison.verdict.label == "not_enough_data"
                ? "" : " " + Quantity.list(Array(comparison.verdict.winners.prefix(3)), "or")
            return "\(comparison.groupId): \(comparison.verdict.heading)\(names)"
        }
        return (verdicts + [record.run.pipeline]).joined(separator: " · ")
    }

    private static func facts(_ record: RunRecord) -> String {
        let comparisons = record.comparisons
        let failed = comparisons.reduce(0) { $0 + $1.failedCount }
        let outputs = comparisons.reduce(0) { $0 + $1.successfulCount }
        var parts = [
            Quantity.count(comparisons.count, "comparison"),
            Quantity.count(Set(comparisons.flatMap { $0.cases.map(\.id) }).count, "case"),
            Quantity.count(comparisons.reduce(0) { $0 + $1.branches.count }, "model"),
            Quantity.count(outputs, "output"),
        ]
        if failed > 0 { parts.append("\(failed) failed") }
        if record.run.cachedOutputs > 0 { parts.append("\(record.run.cachedOutputs) from cache") }
        parts.append(Quantity.duration(record.run.seconds))
        parts.append(cost(record.run))
        return parts.joined(separator: " · ")
    }

    private static func cost(_ run: RunFacts) -> String {
        guard let cost = run.costUsd else { return "cost unknown" }
        return run.costComplete ? Quantity.money(cost) : "\(Quantity.money(cost)) and more, since some prices are unknown"
    }

    private static func navigation(_ comparisons: [ComparisonView], hasGates: Bool, failures: Int) -> [NavigationLink] {
        var links = [NavigationLink("verdict", "Verdict")]
        for comparison in comparisons {
            let suffix = comparisons.count > 1 ? " \(comparison.name.plain)" : ""
            if comparison.hasRanking { links.append(NavigationLink(comparison.boardAnchor, "Leaderboard\(suffix)")) }
            links.append(NavigationLink(comparison.casesAnchor, "Cases\(suffix)"))
        }
        if hasGates { links.append(NavigationLink("gates", "Gates")) }
        if failures > 0 { links.append(NavigationLink("failures", "Failures (\(failures))")) }
        return links + [NavigationLink("help", "Help"), NavigationLink("reproduce", "Reproduce")]
    }

    private static func mediaNote(_ exhibits: Exhibits, _ run: RunFacts) -> String {
        guard exhibits.casesLeftOut > 0 else { return "" }
        let all = Quantity.count(exhibits.casesShown + exhibits.casesLeftOut, "case")
        return "The report carries the pictures and sounds of \(exhibits.casesShown) of \(all): by turns the largest differences each way, "
            + "the closest, the failures and some at random, up to \(Quantity.bytes(exhibits.budget)). "
            + "The other cases keep their numbers and link to the original files; "
            + "'bakeoff report runs/\(run.id) --cases all --media-budget 2GB' shows all."
    }
}

/// What may differ between formats that share the model.
struct ModelSettings {
    /// A heading in place of the pipeline's name.
    var title: String?
    /// Leads from the written file to the run folder: `../` for a page in `report/`.
    var base = ""
    /// Absolute path of the run folder, to make absolute paths of media relative; empty to leave them out.
    var runFolder = ""
    /// Files written beside the report, relative to the run folder.
    var files: [String] = []
    /// Cases listed for each comparison; past it only the most telling.
    var mostCases = 500
}

/// A link of the page's bar.
struct NavigationLink {
    let anchor: String
    let text: ShownText

    init(_ anchor: String, _ text: String) {
        self.anchor = anchor
        self.text = ShownText(text, limit: 60)
    }
}

/// Ids of places on the page, each given once.
struct Anchors {
    private var given: Set<String> = ["verdict", "gates", "failures", "help", "reproduce", "main"]

    /// A readable id of ASCII letters, digits and hyphens.
    mutating func make(_ parts: String...) -> String {
        var slug = ""
        for scalar in parts.joined(separator: "-").lowercased().unicodeScalars.prefix(60) {
            let isPlain = ("a"..."z").contains(scalar) || ("0"..."9").contains(scalar)
            if isPlain { slug.unicodeScalars.append(scalar) } else if !slug.hasSuffix("-") { slug += "-" }
        }
        if slug.first.map({ !$0.isLetter }) ?? true { slug = "at-" + slug }
        var unique = slug
        var number = 2
        while !given.insert(unique).inserted {
            unique = "\(slug)-\(number)"
            number += 1
        }
        return unique
    }
}
