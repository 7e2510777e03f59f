extension RankingInput {
    /// Cases of one family (the same text in several formats, say) averaged into one: they share what makes them easy or hard, so
    /// they are one draw from what users will ask, not several.
    ///
    /// - Parameter family: of a case; nil stands alone. A unit failed when all its cases did.
    package func averaged(byFamily family: (String) -> String?) -> RankingInput {
        var units: [String] = []
        var members: [String: [Int]] = [:]
        for (index, name) in cases.enumerated() {
            let unit = family(name).map { "family \($0)" } ?? name
            if members[unit] == nil { units.append(unit) }
            members[unit, default: []].append(index)
        }
        guard units.count < cases.count else { return self }
        let quality = quality.map { row in
            units.map { unit -> Double? in
                let values = (members[unit] ?? []).compactMap { $0 < row.count ? row[$0] : nil }
                return values.isEmpty ? nil : values.reduce(0, +) / Double(values.count)
            }
        }
        let failed = zip(self.quality, failed).map { row, failed in
            units.map { unit in
                let run = (members[unit] ?? []).filter { $0 < row.count && row[$0] != nil }
                return !run.isEmpty && run.allSatisfy { $0 < failed.count && failed[$0] }
            }
        }
        return RankingInput(branches: branches, cases: units, quality: quality, failed: failed)
    }
}
