extension Tally {
    /// Cases below which a bootstrap of the mean is too sure of itself, above all where a case in fifty is a failure; for so few the
    /// ranking, which sees all cases at once, has intervals that hold.
    package static let fewestCases = 200

    /// What the differences of a pair say, by the interval of their mean: of this pair alone, without a correction for further ones.
    package var verdict: VerdictLabel {
        guard count >= Self.fewestCases, standardDeviation > 0, let wide = interval(level: 0.95), let narrow = interval(level: 0.9)
        else { return .notEnoughData }
        if wide[0] > 0 || wide[1] < 0 { return max(abs(wide[0]), abs(wide[1])) < minEffect ? .betterButSmall : .better }
        return narrow[0] > -minEffect && narrow[1] < minEffect ? .equivalent : .tooClose
    }
}
