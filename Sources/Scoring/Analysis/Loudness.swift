import CKernels
import Media

/// K-weighted energy of a clip in steps of 10 ms, from which every loudness of ITU-R BS.1770-5 and EBU Tech 3341/3342 follows.
package struct Loudness: Sendable {
    /// Blocks below this are not part of the programme, in LUFS.
    static let absoluteGate = -70.0

    /// Σ Gᵢ Σ y² over the channels, for each complete 10 ms.
    private let energies: [Double]
    private let sampleRate: Int

    init(of clip: AudioClip) {
        sampleRate = clip.sampleRate
        energies = clip.sampleRate < KWeighting.lowestRate ? [] : Self.energies(of: clip)
    }

    /// The level of a power Σ Gᵢ zᵢ, in LUFS.
    static func level(of power: Double) -> Double { -0.691 + PortableMath.decibels(power: power) }

    /// Weights Gᵢ by the usual order of channels: L R C LFE Ls Rs, without LFE in 5.0, without C and LFE in 4.0, with two
    /// back channels before the sides in 7.1. Channels without a known place count once.
    static func weights(channels: Int) -> [Double] {
        switch channels {
        case 4: [1, 1, 1.41, 1.41]
        case 5: [1, 1, 1, 1.41, 1.41]
        case 6: [1, 1, 1, 0, 1.41, 1.41]
        case 8: [1, 1, 1, 0, 1, 1, 1.41, 1.41]
        default: [Double](repeating: 1, count: channels)
        }
    }

    /// Gated loudness of the whole clip, in LUFS.
    ///
    /// - Throws: `Missing` below 400 ms and where every block is gated.
    package func integrated() throws -> Double {
        let blocks = try windows(of: .block, every: 10)
        let loud = try Self.gated(blocks, relative: 0.1)
        return Self.level(of: Self.mean(loud))
    }

    /// Highest loudness of 400 ms, found in steps of 10 ms: with the 100 ms of the gating blocks short sounds are missed.
    package func highestMomentary() throws -> Double { try highest(.block) }

    /// Highest loudness of 3 s, found in steps of 10 ms.
    package func highestShortTerm() throws -> Double { try highest(.shortTerm) }

    /// 95th minus 10th percentile of the gated short-term loudness, in LU.
    ///
    /// Windows overlap by 2 s, as in libebur128 1.2.6; on clips of a few seconds a denser step reads up to 1 LU more.
    package func range() throws -> Double {
        let blocks = try windows(of: .shortTerm, every: 100)
        let loud = try Self.gated(blocks, relative: 0.01).sorted()
        let percentile = { (p: Double) in loud[Int(Double(loud.count - 1) * p + 0.5)] }
        return Self.level(of: percentile(0.95)) - Self.level(of: percentile(0.10))
    }

    private func highest(_ window: Window) throws -> Double {
        let power = try windows(of: window, every: 1).reduce(0, max)
        guard power > 0 else { throw Missing(.failed, "silent") }
        return Self.level(of: power)
    }

    private static func mean(_ powers: [Double]) -> Double { powers.reduce(0, +) / Double(powers.count) }

    /// The powers above both gates; `relative` is the second gate as a share of the mean power above the first.
    private static func gated(_ powers: [Double], relative: Double) throws -> [Double] {
        let audible = powers.filter { level(of: $0) >= absoluteGate }
        guard !audible.isEmpty else { throw Missing(.failed, "silent: nothing reaches −70 LUFS") }
        let gate = mean(audible) * relative
        return audible.filter { $0 >= gate }
    }
}

// MARK: - Windows

extension Loudness {
    private enum Window: Int {
        case block = 40
        case shortTerm = 300

        var shortage: String {
            switch self {
            case .block: "shorter than one 400 ms block"
            case .shortTerm: "shorter than one 3 s window"
            }
        }
    }

    /// Mean power of each complete window, one every `hop` steps of 10 ms; `hop` is 1 or a multiple of 10.
    private func windows(of window: Window, every hop: Int) throws -> [Double] {
        guard sampleRate >= KWeighting.lowestRate else {
            throw Missing(.failed, "a sample rate of \(sampleRate) Hz is too low for K-weighting")
        }
        let length = window.rawValue
        guard energies.count >= length else { throw Missing(.failed, window.shortage) }
        // Added up by tenths of a second first: a running sum would drift after loud passages.
        let grain = min(hop, 10)
        let tenths = stride(from: 0, through: energies.count - 10, by: grain).map { energies[$0..<$0 + 10].reduce(0, +) }
        return stride(from: 0, through: energies.count - length, by: hop).map { first in
            let sum = stride(from: first / grain, to: (first + length) / grain, by: 10 / grain).reduce(0.0) { $0 + tenths[$1] }
            return sum / Double(Self.edge(first + length, sampleRate) - Self.edge(first, sampleRate))
        }
    }

    /// First frame of a 10 ms step; steps differ by one frame where the rate is no multiple of 100.
    private static func edge(_ step: Int, _ sampleRate: Int) -> Int { step * sampleRate / 100 }

    private static func energies(of clip: AudioClip) -> [Double] {
        let steps = clip.frames * 100 / clip.sampleRate
        var energies = [Double](repeating: 0, count: steps)
        let weights = weights(channels: clip.channels)
        let heard = weights.indices.filter { weights[$0] > 0 }
        for pair in stride(from: 0, to: heard.count, by: 2) {
            // A channel left over runs beside itself, and its second result is dropped.
            let (first, second) = (heard[pair], pair + 1 < heard.count ? heard[pair + 1] : heard[pair])
            let gains = SIMD2(weights[first], first == second ? 0 : weights[second])
            add(gains, of: first, second, in: clip, to: &energies)
        }
        return energies
    }

    private static func add(
        _ gains: SIMD2<Double>, of first: Int, _ second: Int, in clip: AudioClip, to energies: inout [Double]
    ) {
        var filter = KWeighting(sampleRate: clip.sampleRate)
        let chunk = 4096
        var rows = ([Float](repeating: 0, count: chunk), [Float](repeating: 0, count: chunk))
        for firstStep in stride(from: 0, to: energies.count, by: 3000) {
            let steps = firstStep..<min(energies.count, firstStep + 3000)
            let origin = edge(steps.lowerBound, clip.sampleRate)
            clip.withFrames(origin..<edge(steps.upperBound, clip.sampleRate)) { start in
                for step in steps {
                    let end = edge(step + 1, clip.sampleRate)
                    for frame in stride(from: edge(step, clip.sampleRate), to: end, by: chunk) {
                        let count = min(chunk, end - frame)
                        ck_pick(start + (frame - origin) * clip.channels + first, clip.channels, &rows.0, count)
                        ck_pick(start + (frame - origin) * clip.channels + second, clip.channels, &rows.1, count)
                        energies[step] += (filter.energy(rows.0, rows.1, count: count) * gains).sum()
                    }
                }
            }
        }
    }
}
