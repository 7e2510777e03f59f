import Foundation
import Media
import Testing

@testable import Pipeline

struct DemoVoiceTests {
    private let sentence = "The quick brown fox jumps over the lazy dog."

    private func speak(_ text: String, seed: UInt64 = 3, _ quality: DemoVoiceQuality = .bright) -> AudioClip {
        DemoVoice.speak(text: text, seed: seed, quality: quality)
    }

    @Test(arguments: DemoVoiceQuality.allCases)
    func theSameArgumentsGiveTheSameSamples(_ quality: DemoVoiceQuality) {
        #expect(speak(sentence, quality) == speak(sentence, quality))
    }

    @Test func textAndSeedBothChangeTheVoice() {
        #expect(speak(sentence, seed: 1) != speak(sentence, seed: 2))
        #expect(speak("one") != speak("two"))
    }

    @Test(arguments: DemoVoiceQuality.allCases)
    func samplesAreFiniteAndWithinFullScale(_ quality: DemoVoiceQuality) {
        for text in ["", " ", "?!", "7", "日本語 텍스트", "\u{0}\u{1B}[31m", sentence] {
            let clip = speak(text, quality)
            #expect(clip.sampleRate == 24_000 && clip.channels == 1 && clip.frames > 1_000)
            #expect(clip.samples.allSatisfy { $0.isFinite && abs($0) <= 1 })
        }
    }

    @Test func lengthGrowsWithTheText() {
        let one = speak(sentence).seconds
        let three = speak([sentence, sentence, sentence].joined(separator: " ")).seconds
        // 15 letters a second is a calm reader; the seed changes the pace by 8 %.
        #expect((2...4.5).contains(one))
        #expect(abs(three / one - 3) < 0.35)
    }

    @Test func endlessTextsAreCut() {
        #expect(speak(String(repeating: "endless ", count: 100_000)).seconds < 600)
    }

    @Test func marksMakePauses() {
        #expect(speak("one. two. three").seconds > speak("one two three").seconds + 0.5)
    }

    @Test func theVoiceHasThePitchOfSpeech() {
        let clip = speak("aaaa eeee oooo", seed: 5)
        let pitch = strongestPeriod(clip)
        #expect((80...300).contains(pitch))
    }

    @Test func damageIsAsStated() {
        let bright = speak(sentence).samples
        #expect(share(bright, above: 6_800) > 1e-5)
        // The filter falls to −74 dB within 250 Hz; the square of that is far below one millionth.
        #expect(share(speak(sentence, .muffled).samples, above: 6_800) < 1e-7)
        let hiss = zip(speak(sentence, .hissing).samples, bright).map { Double($0 - $1) }
        let level = 10 * log10(hiss.reduce(0) { $0 + $1 * $1 } / Double(hiss.count))
        #expect(abs(level + 30) < 0.2)
        let atTop = speak(sentence, .clipped).samples.count { abs($0) == 1 }
        #expect(Double(atTop) / Double(bright.count) > 0.005)
        #expect(bright.allSatisfy { abs($0) < 0.75 })
    }

    /// Share of the power above a frequency, by differences from a windowed-sinc low-pass.
    private func share(_ samples: [Float], above hertz: Double) -> Double {
        let half = 200
        let turn = 2 * hertz / 24_000
        let taps = (-half...half).map { k -> Double in
            let angle = .pi * turn * Double(k)
            let phase = .pi * Double(k) / Double(half + 1)
            return (k == 0 ? turn : turn * sin(angle) / angle) * (0.42 + 0.5 * cos(phase) + 0.08 * cos(2 * phase))
        }
        let values = samples.map(Double.init)
        let total = values.reduce(0) { $0 + $1 * $1 }
        let rest = (half..<values.count - half).reduce(0.0) { sum, i in
            var low = 0.0
            for (k, tap) in taps.enumerated() { low += tap * values[i + k - half] }
            return sum + (values[i] - low) * (values[i] - low)
        }
        return rest / total
    }

    /// The lag between 2.5 and 16 ms with the strongest autocorrelation in the loudest 60 ms, as a frequency.
    private func strongestPeriod(_ clip: AudioClip) -> Double {
        let frame = 1_440
        let starts = stride(from: 0, to: clip.frames - 2 * frame, by: 240)
        let loudest = starts.max { power(clip.samples[$0..<$0 + frame]) < power(clip.samples[$1..<$1 + frame]) } ?? 0
        func correlation(_ lag: Int) -> Float {
            (0..<frame).reduce(0) { $0 + clip.samples[loudest + $1] * clip.samples[loudest + $1 + lag] }
        }
        let lag = (60...384).max { correlation($0) < correlation($1) } ?? 60
        return 24_000 / Double(lag)
    }

    private func power(_ samples: ArraySlice<Float>) -> Float { samples.reduce(0) { $0 + $1 * $1 } }
}

extension DemoVoiceTests {
    private func speak(_ text: String, _ quality: DemoVoiceQuality) -> AudioClip { speak(text, seed: 3, quality) }
}
