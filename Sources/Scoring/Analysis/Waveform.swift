/// Lowest and highest sample in one column of a waveform picture.
package struct WaveformColumn: Sendable, Hashable {
    package let lowest: Float
    package let highest: Float
}

extension AudioAnalysis {
    /// Extremes of `mono` in equal stretches of time; a clip with fewer frames than columns repeats them, an empty one gives none.
    package func waveformPeaks(columns: Int) -> [WaveformColumn] {
        let samples = mono
        guard !samples.isEmpty, columns > 0 else { return [] }
        return samples.withUnsafeBufferPointer { samples in
            (0..<columns).map { column in
                let first = column * samples.count / columns
                let end = max(first + 1, (column + 1) * samples.count / columns)
                var (lowest, highest) = (samples[first], samples[first])
                for sample in samples[first..<end] {
                    lowest = min(lowest, sample)
                    highest = max(highest, sample)
                }
                return WaveformColumn(lowest: lowest, highest: highest)
            }
        }
    }
}
