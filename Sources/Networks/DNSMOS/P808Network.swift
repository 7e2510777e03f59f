import Foundation

/// `model_v8.onnx`: overall quality from a mel spectrogram in decibels.
struct P808Network: Sendable {
    private static let length = 321
    private let spectra = FourierFrames(window: FourierFrames.hann(length))
    private let mels = MelFilters(bands: 120, length: length, sampleRate: 16_000, highest: 8000)
    private let judge: ConvolutionalJudge

    init(_ weights: NamedTensors) throws(WeightsError) {
        let dense = ["dense_3", "dense_4", "dense_5"].map { "mos_estimator_small_1/\($0)" }
        judge = try ConvolutionalJudge(
            weights, first: 5, channels: [1, 32, 32, 32, 32, 64], pooled: [0, 1, 3], names: dense, widths: [64, 64, 64, 1])
    }

    /// The last 160 samples are left out, as the model was trained.
    func callAsFunction(_ samples: [Float]) -> Double {
        let margin = [Float](repeating: 0, count: Self.length / 2)
        let padded = margin + samples.dropLast(160) + margin
        let frames = (padded.count - Self.length) / 160 + 1
        let powers = mels(spectra.powers(padded, frames: frames, hop: 160), frames: frames)
        let decibels = powers.map { 10 * log10(max($0, 1e-10)) }
        let loudest = decibels.max() ?? 0
        return judge(decibels.map { (max($0 - loudest, -80) + 40) / 40 }, rows: frames, columns: mels.bands)[0]
    }
}
