import Foundation

/// `sig_bak_ovr.onnx`: signal, background and overall quality from the logarithm of the power spectrum.
struct P835Network: Sendable {
    private let spectra: FourierFrames
    private let judge: ConvolutionalJudge

    init(_ weights: NamedTensors) throws(WeightsError) {
        let real = try weights.tensor("time2freq/stft-real/kernel:0", [161, 320, 1]).values
        let imaginary = try weights.tensor("time2freq/stft-imag/kernel:0", [161, 320, 1]).values
        spectra = FourierFrames(waves: real + imaginary, bins: 161)
        let dense = ["dense", "dense_1", "dense_3"].map { "mos_estimator_logpow/\($0)" }
        judge = try ConvolutionalJudge(
            weights, first: 0, channels: [1, 128, 64, 64, 32, 32, 32, 64], pooled: [3, 4, 5], names: dense, widths: [64, 128, 64, 3])
    }

    func callAsFunction(_ samples: [Float]) -> [Double] {
        let frames = samples.count / 160 - 1
        let powers = spectra.powers(samples, frames: frames, hop: 160)
        return judge(powers.map { log10(max($0, 1e-12)) }, rows: frames, columns: spectra.bins)
    }
}
