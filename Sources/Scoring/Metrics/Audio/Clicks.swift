import Catalogs
import Media

/// Jumps in the waveform that speech and music do not make: joins of pieces, lost samples.
struct Clicks: Metric {
    static let name = "clicks"
    static let summary = "Clicks: single jumps of the waveform far beyond all others in the 5 ms around them."
    static let version = 1
    static let scale = Scale(unit: "", in: (0, nil), better: .lower)
    static let needs = Needs.nothing
    // Against the median of 5 ms alone, bursts of the glottis count as clicks: twenty in five seconds of clean speech.
    static let source = "|second difference| over 0.02 of full scale, 12 times its median and 4 times any other within 5 ms"

    init(options: inout Options) {}

    func measure(_ sound: AudioAnalysis, against _: AudioAnalysis?) throws -> Measurement {
        try sound.requireSamples()
        let length = sound.clip.sampleRate / 200
        guard length >= 8, sound.clip.frames >= 2 * length + 3 else { throw Missing(.failed, "shorter than two stretches of 5 ms") }
        return .value(Double(Self.count(in: sound.mono, length: length)))
    }

    private static func count(in samples: [Float], length: Int) -> Int {
        var (clicks, last) = (0, -length)
        samples.withUnsafeBufferPointer { samples in
            let jump = { (index: Int) in abs(samples[index] - 2 * samples[index + 1] + samples[index + 2]) }
            for index in 0..<samples.count - 2 where jump(index) > 0.02 && index - last >= length {
                guard isAlone(index, length, samples.count - 2, jump) else { continue }
                clicks += 1
                last = index
            }
        }
        return clicks
    }

    /// A single sample that is off makes three neighbouring jumps, the middle one the largest.
    private static func isAlone(_ index: Int, _ length: Int, _ count: Int, _ jump: (Int) -> Float) -> Bool {
        let own = jump(index)
        guard (max(0, index - 2)...min(count - 1, index + 2)).allSatisfy({ jump($0) <= own }) else { return false }
        var others = (max(0, index - length)..<max(0, index - 2)).map(jump)
        if index + 3 < count { others += (index + 3..<min(count, index + length + 1)).map(jump) }
        guard others.count >= length, let largest = others.max(), own > 4 * largest else { return false }
        return own > 12 * others.sorted()[others.count / 2]
    }
}
