import Media
import TestSupport
import Testing

@testable import Scoring

@Suite struct PausesTests {
    typealias Part = TestSignal.Part

    private func pauses(_ parts: Part...) -> Pauses {
        let clip = TestSignal.tone(parts, channels: 1)
        return Pauses(in: clip.samples, sampleRate: clip.sampleRate)
    }

    @Test func leadTailAndPausesAreToldApart() {
        let found = pauses(Part(0.3, nil), Part(1, -20), Part(0.5, nil), Part(1, -20), Part(0.16, nil), Part(1, -20), Part(0.04, nil))
        #expect(found.frames == 200)
        #expect(found.silentFrames == 50)
        #expect(abs(found.lead - 0.3) < 1e-9 && abs(found.tail - 0.04) < 1e-9)
        #expect(found.pauses.count == 1 && abs(found.longest - 0.5) < 1e-9, "160 ms are no pause")
    }

    @Test func aPauseMustExceed200Milliseconds() {
        #expect(pauses(Part(1, -20), Part(0.2, nil), Part(1, -20)).pauses.isEmpty)
        #expect(pauses(Part(1, -20), Part(0.22, nil), Part(1, -20)).pauses.count == 1)
    }

    @Test func fortyDecibelsBelowTheLoudFramesIsSilentToo() {
        // 95 % of the frames are at most as loud as the loud ones, so that these set the threshold.
        #expect(pauses(Part(1, -10), Part(1, -49)).silentFrames == 0)
        #expect(pauses(Part(1, -10), Part(1, -51)).silentFrames == 50)
        #expect(pauses(Part(1, -40), Part(1, -56)).silentFrames == 0, "−59 dBFS RMS")
        #expect(pauses(Part(1, -40), Part(1, -58)).silentFrames == 50, "−61 dBFS RMS")
    }

    @Test func silenceIsLeadAndTailAtOnce() {
        let found = pauses(Part(1, nil))
        #expect(found.silentFrames == 50 && found.lead == 1 && found.tail == 1 && found.pauses.isEmpty)
    }
}
