/// Agreement of any number of raters with gaps, corrected for chance: 1 − observed/expected disagreement (Krippendorff 2004, ch. 11).
package enum KrippendorffAlpha {
    package enum Level: String, Sendable, CaseIterable { case nominal, ordinal, interval, ratio }

    /// - Parameter units: of each unit what each rater said, nil for nothing.
    /// - Returns: nil where no unit has two values, or all values are alike.
    package static func value(_ units: [[Double?]], level: Level) -> Double? {
        let pairable = units.map { $0.compactMap(\.self) }.filter { $0.count >= 2 }
        let values = Array(Set(pairable.flatMap(\.self))).sorted()
        guard values.count >= 2 else { return nil }
        let places = Dictionary(uniqueKeysWithValues: values.enumerated().map { ($1, $0) })
        var coincidences = [Double](repeating: 0, count: values.count * values.count)
        for unit in pairable {
            for (i, a) in unit.enumerated() {
                for (j, b) in unit.enumerated() where i != j {
                    coincidences[(places[a] ?? 0) * values.count + (places[b] ?? 0)] += 1 / Double(unit.count - 1)
                }
            }
        }
        let totals = values.indices.map { row in values.indices.reduce(0) { $0 + coincidences[row * values.count + $1] } }
        let all = totals.reduce(0, +)
        var observed = 0.0, expected = 0.0
        for a in values.indices {
            for b in values.indices {
                let distance = distance(a, b, values, totals, level)
                observed += coincidences[a * values.count + b] * distance
                expected += totals[a] * totals[b] * distance
            }
        }
        return expected > 0 ? 1 - (all - 1) * observed / expected : nil
    }

    private static func distance(_ a: Int, _ b: Int, _ values: [Double], _ totals: [Double], _ level: Level) -> Double {
        guard a != b else { return 0 }
        switch level {
        case .nominal: return 1
        case .ordinal:
            let between = totals[min(a, b)...max(a, b)].reduce(0, +) - (totals[a] + totals[b]) / 2
            return between * between
        case .interval: return (values[a] - values[b]) * (values[a] - values[b])
        case .ratio:
            let sum = values[a] + values[b]
            return sum == 0 ? 0 : (values[a] - values[b]) * (values[a] - values[b]) / (sum * sum)
        }
    }
}
