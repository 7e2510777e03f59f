import Catalogs

/// `stop:` of a group: branches leave as soon as another one is surely ahead.
struct StopSettings: Sendable {
    let place: SourcePlace
    /// Cases before the first look.
    let minCases: Int
    /// Cases from one look to the next.
    let every: Int

    /// nil, with the problems reported, when it cannot be read.
    init?(_ value: Settings, problems: inout [Problem]) {
        var options = Options(value, of: "stop")
        let when = options.choice("when", of: ["decided"])
        if when == nil, value["when"] == nil { options.report("stop needs 'when'", remedy: "stop: {when: decided, min_cases: 10}") }
        minCases = options.whole("min_cases", in: 6...1_000_000) ?? 10
        every = options.whole("every", in: 1...1_000_000) ?? 5
        place = value.place
        options.finish()
        problems += options.problems
        if options.problems.contains(where: { $0.severity == .error }) { return nil }
    }
}
