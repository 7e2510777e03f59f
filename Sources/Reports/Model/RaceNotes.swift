import Pipeline

/// What stopping early did, in sentences: who left when, how it ended, what it saved.
struct RaceNotes {
    let lines: [String]

    init(_ comparison: Comparison) {
        guard let race = comparison.race else {
            lines = []
            return
        }
        let names = race.drops.map { "\($0.branch) left after \(Quantity.count($0.cases, "case")), behind \($0.rival)" }
        let end =
            switch race.end {
            case "decided": "Stopped after \(race.endedAfter ?? 0) of \(race.cases) cases: decided."
            case "equivalent": "Stopped after \(race.endedAfter ?? 0) of \(race.cases) cases: all that are left are equal."
            default: "All \(race.cases) cases were run: nothing decided the race before."
            }
        lines = [names.isEmpty ? end : end + " " + Quantity.list(names, "and") + ".", Self.savings(race), Self.method]
    }

    private static func savings(_ race: RaceRecord) -> String {
        guard race.outputsSaved > 0 else { return "Stopping early saved nothing here." }
        let all = race.outputs + race.outputsSaved
        let money = race.savedUsd.map { $0 > 0 ? ", about \(Quantity.money($0))" : "" } ?? ", at an unknown price"
        let time = race.savedSeconds >= 0.05 ? ", about \(Quantity.duration(race.savedSeconds)) of calls" : ""
        return "Stopping early saved \(race.outputsSaved) of \(Quantity.count(all, "output"))\(money)\(time)."
    }

    private static let method =
        "p values and intervals of this group hold however often one looks (approximately, where differences are skewed)."
}
