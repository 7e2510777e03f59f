import Foundation
import Media
import Scoring

/// Level over time and frequency as a picture: mel-spaced rows, a fixed scale of −90…0 dB, nothing where a sound has ended
/// or its sample rate ends. All sounds of a case share the axes.
struct SpectrogramPicture {
    static let width = 320
    static let height = 96
    /// dB below full scale that is drawn darkest.
    static let floor = -90.0

    /// Length of the time axis.
    let seconds: Double
    /// Top of the frequency axis in Hz.
    let frequency: Double

    /// - Parameter gain: dB added to every level, that of the listening copy.
    func image(of sound: AudioAnalysis, gain: Double) -> PixelImage {
        let rate = Double(sound.clip.sampleRate)
        // About 32 ms, as a power of two: resolves the harmonics of a voice and its syllables.
        let window = 1 << max(5, min(13, Int(log2(rate * 0.032).rounded())))
        let span = max(seconds * rate, 1)
        let hop = max(1, Int((span / Double(Self.width)).rounded(.up)))
        let powers = sound.spectrogram(window: window, hop: hop)
        // Under a periodic Hann window a full-scale sine has |X|² = (N/4)².
        let reference = Double(window * window) / 16
        let bands = rows(rate: rate, window: window, bins: powers.bins)
        let columns = min(Self.width, max(1, Int((Double(sound.clip.frames) / span * Double(Self.width)).rounded())))
        var pixels = [UInt8](repeating: 0, count: Self.width * Self.height * 4)
        for (row, band) in bands.enumerated() {
            guard let band else { continue }
            for column in 0..<columns {
                let frame = min(powers.frames - 1, Int(Double(column) / Double(Self.width) * span) / hop)
                let power = band.reduce(Float(0)) { max($0, powers[frame, $1]) }
                let level = 10 * log10(max(Double(power) / reference, 1e-12)) + gain
                let colour = ColourMap.ember(share: (level - Self.floor) / -Self.floor)
                let start = ((Self.height - 1 - row) * Self.width + column) * 4
                pixels[start] = colour.x
                pixels[start + 1] = colour.y
                pixels[start + 2] = colour.z
                pixels[start + 3] = 255
            }
        }
        return PixelImage(width: Self.width, height: Self.height, channels: 4, samples: .eight(pixels))
    }

    /// The bins of each row, lowest first; nil above the sound's own Nyquist frequency.
    private func rows(rate: Double, window: Int, bins: Int) -> [ClosedRange<Int>?] {
        let top = Self.mel(max(frequency, 1))
        return (0..<Self.height).map { row in
            let low = Self.hertz(top * Double(row) / Double(Self.height))
            let high = Self.hertz(top * Double(row + 1) / Double(Self.height))
            guard low < rate / 2 else { return nil }
            let first = Int((low / rate * Double(window)).rounded())
            let last = max(first, Int((high / rate * Double(window)).rounded(.down)))
            return min(first, bins - 1)...min(last, bins - 1)
        }
    }

    /// O'Shaughnessy 1987: mel = 2595 log10(1 + f/700).
    private static func mel(_ hertz: Double) -> Double { 2595 * log10(1 + hertz / 700) }
    private static func hertz(_ mel: Double) -> Double { 700 * (pow(10, mel / 2595) - 1) }
}
