import Media
import TestSupport
import Testing

@Suite struct QuietMPEGTests {
    /// In a process of its own, whose standard error can be read.
    @Test func damagedMP3WritesNothingToStandardError() async throws {
        let result = await #expect(processExitsWith: .success, observing: [\.standardErrorContent]) {
            let folder = try TemporaryFolder()
            let bytes = try fixture("tone-constant-rate-streamed.mp3")
            for seed in 1...100 as ClosedRange<UInt64> {
                var random = SplitMix(seed: seed)
                var copy = bytes
                for _ in 0..<10 { copy[Int.random(in: 200..<copy.count, using: &random)] = .random(in: 0...255, using: &random) }
                let path = try folder.file("a.mp3", copy)
                // A sound or an error: here only the silence counts.
                _ = mediaError { () throws(MediaError) in _ = try AudioClip.read(path) }
            }
        }
        #expect(result.map { String(decoding: $0.standardErrorContent, as: UTF8.self) } == "")
    }
}
