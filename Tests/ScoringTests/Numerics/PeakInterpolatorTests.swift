import Media
import TestSupport
import Testing

@testable import Scoring

/// EBU Tech 3341 cases 15 to 23; +0.2/−0.4 dB is that table's tolerance.
@Suite struct PeakInterpolatorTests {
    struct Sine: CustomTestStringConvertible, Sendable {
        let testDescription: String
        let cycles: Double
        let degrees: Double
        var amplitude = 0.5
        var expected = -6.0
    }

    static let sines = [
        Sine(testDescription: "case 15", cycles: 1 / 4, degrees: 0),
        Sine(testDescription: "case 16", cycles: 1 / 4, degrees: 45),
        Sine(testDescription: "case 17", cycles: 1 / 6, degrees: 60),
        Sine(testDescription: "case 18", cycles: 1 / 8, degrees: 67.5),
        Sine(testDescription: "case 19", cycles: 1 / 4, degrees: 45, amplitude: 1.41, expected: 3),
    ]

    @Test(arguments: sines, [44_100, 48_000, 96_000])
    func peaksBetweenTheSamplesAreFound(_ sine: Sine, rate: Int) {
        let clip = TestSignal.sine(
            cycles: sine.cycles, amplitude: sine.amplitude, degrees: sine.degrees, frames: rate, rate: rate, ramp: rate / 50)
        let error = truePeak(of: clip) - sine.expected
        #expect(error <= 0.2 && error >= -0.4, "\(error)")
    }

    @Test(arguments: 0..<4)
    func oneLouderPeriodIsFoundWhereverTheSamplesFall(offset: Int) {
        // At four times the rate: a period of fs/6 has 24 samples, one of fs/4 has 16.
        let oversampled = { (n: Int) -> Double in
            let middle = 24 * 500
            if n >= middle && n < middle + 16 { return PortableMath.cosineAndSine(turns: Double(n - middle) / 16).sine }
            let phase = n < middle ? n : n - middle - 16
            return 0.5 * PortableMath.cosineAndSine(turns: Double(phase) / 24).sine
        }
        let samples = (0..<6000).map { Float(oversampled(4 * $0 + offset) * min(1, Double(min($0, 5999 - $0)) / 500)) }
        let error = truePeak(of: AudioClip(sampleRate: 48_000, channels: 1, samples: samples))
        #expect(error <= 0.2 && error >= -0.4, "\(error)")
    }

    @Test(arguments: [8_000, 16_000, 48_000, 96_000, 192_000], [1, 2])
    func passingOverQuietBlocksChangesNothing(rate: Int, channels: Int) {
        for seed in 1...20 as ClosedRange<UInt64> {
            // Loud bits at random places, the first and last samples among them.
            var random = SplitMix(seed: seed)
            var samples = TestSignal.noise(seconds: 4000 / Double(rate), channels: channels, rate: rate, seed: seed).samples
            let loud = [0, samples.count - 1, Int(random.next() % UInt64(samples.count)), 256 * channels * Int(random.next() % 15)]
            for place in loud.prefix(Int(seed % 5)) { samples[place] *= 1.9 }
            let clip = AudioClip(sampleRate: rate, channels: channels, samples: samples)
            #expect(abs(truePeak(of: clip) - plainTruePeak(of: clip)) < 1e-4, "the filter runs in single precision")
        }
    }

    @Test func timeReversalLeavesThePeaks() {
        let clip = TestSignal.noise(seconds: 0.5)
        #expect(abs(truePeak(of: clip) - truePeak(of: clip.reversed)) < 1e-5, "only the order of additions differs")
        #expect(AudioAnalysis(clip).samplePeak == AudioAnalysis(clip.reversed).samplePeak)
    }

    @Test func oneSampleIsItsOwnPeak() {
        let clip = AudioClip(sampleRate: 48_000, channels: 1, samples: [-0.5])
        #expect(AudioAnalysis(clip).truePeak == 0.5)
    }

    private func truePeak(of clip: AudioClip) -> Double {
        PortableMath.decibels(amplitude: Double(AudioAnalysis(clip).truePeak))
    }

    /// The definition without blocks: the Hann-windowed sinc over 6 (4×) or 12 (2×) samples either side, in double precision.
    private func plainTruePeak(of clip: AudioClip) -> Double {
        let factor = clip.sampleRate < 96_000 ? 4 : clip.sampleRate < 192_000 ? 2 : 1
        var highest = 0.0
        for channel in 0..<clip.channels {
            let x = stride(from: channel, to: clip.samples.count, by: clip.channels).map { Double(clip.samples[$0]) }
            let padded = [Double](repeating: 0, count: 24) + x + [Double](repeating: 0, count: 24)
            for phase in 0..<factor {
                let taps = stride(from: phase, to: 49, by: factor).map { j -> Double in
                    let turns = Double(j - 24) / Double(factor) / 2
                    let sinc = j == 24 ? 1 : PortableMath.cosineAndSine(turns: turns).sine / (2 * .pi * turns)
                    return sinc * (0.5 - 0.5 * PortableMath.cosineAndSine(turns: Double(j) / 48).cosine)
                }
                for i in 0...(padded.count - taps.count) {
                    var sum = 0.0
                    for t in taps.indices { sum += taps[t] * padded[i + t] }
                    highest = max(highest, abs(sum))
                }
            }
        }
        return PortableMath.decibels(amplitude: highest)
    }
}
