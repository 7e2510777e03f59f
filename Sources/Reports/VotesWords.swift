import Pipeline

/// Numbers about votes in words, the same on every surface.
enum VotesWords {
    /// `120 answers by 6 listeners on 30 cases`.
    static func extent(_ record: VotesRecord) -> String {
        let people = record.listeners > 0 ? " by \(Quantity.count(record.listeners, "listener"))" : ""
        let left = record.excluded > 0 ? ", \(record.excluded) left out" : ""
        return "\(Quantity.count(record.answers, "answer"))\(people)\(left) on \(Quantity.count(record.cases, "case"))"
    }

    /// Empty where nothing was asked twice and no answer was known.
    ///
    /// - Parameter withCeiling: also how far voters agree with each other.
    static func carefulness(_ record: VotesRecord, withCeiling: Bool = true) -> String {
        let own = record.consistency
        var parts: [String] = []
        if own.catchTrials > 0 {
            parts.append("\(own.catchRight) of \(Quantity.count(own.catchTrials, "trial")) with a known answer right")
        }
        if own.repeats > 0 { parts.append("\(own.repeatsAlike) of \(Quantity.count(own.repeats, "repeat")) answered alike") }
        if withCeiling, let ceiling = record.ceiling {
            let limits = record.ceilingCi95.map { " (\(shares($0)))" } ?? ""
            parts.append("one voter says what most others say in \(Quantity.percent(ceiling))\(limits)")
        }
        return parts.joined(separator: " · ")
    }

    static func valueTitle(_ method: String) -> String {
        switch method {
        case "mos": "mean"
        case "mushra": "median"
        default: "against leader"
        }
    }

    static func value(_ value: Double, _ method: String) -> String {
        switch method {
        case "mos": Quantity.fixed(value, 2)
        case "mushra": Quantity.fixed(value, 0)
        default: Quantity.percent(value)
        }
    }

    static func limits(_ limits: [Double]?, _ method: String) -> String {
        guard let limits, limits.count == 2 else { return "–" }
        switch method {
        case "mos": return "\(Quantity.fixed(limits[0], 2)) to \(Quantity.fixed(limits[1], 2))"
        case "abx": return shares(limits)
        default: return "\(Quantity.fixed(limits[0], 0)) to \(Quantity.fixed(limits[1], 0))"
        }
    }

    static func shares(_ limits: [Double]?) -> String {
        guard let limits, limits.count == 2 else { return "–" }
        return "\(Quantity.percent(limits[0])) to \(Quantity.percent(limits[1]))"
    }
}
