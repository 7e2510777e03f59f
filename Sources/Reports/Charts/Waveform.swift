import Media
import Scoring

/// A sound's extremes over time as one filled shape; all sounds of a case share both axes.
struct Waveform {
    static let columns = 240
    static let height = 56.0

    /// Length of the time axis.
    let seconds: Double
    /// Amplitude that reaches the edge.
    let peak: Double

    func svg(_ sound: AudioAnalysis, gain: Double) -> String {
        let share = seconds > 0 ? min(1, sound.clip.seconds / seconds) : 1
        let columns = sound.waveformPeaks(columns: max(1, Int((Double(Self.columns) * share).rounded())))
        var drawing = Drawing(width: Double(Self.columns), height: Self.height)
        let middle = Self.height / 2
        let scale = gain / max(peak, 1e-9) * (middle - 1)
        // Whole pixels keep the page small; silence stays a hairline.
        let highs = columns.map { Int((middle - max(0, Double($0.highest) * scale) - 0.5).rounded()) }
        let lows = columns.map { Int((middle - min(0, Double($0.lowest) * scale) + 0.5).rounded()) }
        var path = "M0 \(Int(middle))"
        for (x, y) in highs.enumerated() { path += "L\(x) \(y)" }
        for (x, y) in lows.enumerated().reversed() { path += "L\(x) \(y)" }
        drawing.path(path + "Z", .wave)
        return drawing.picture(stretches: true)
    }
}
