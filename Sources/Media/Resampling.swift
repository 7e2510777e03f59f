import CSoxr

/// The samples of one channel at another rate: band-limited and linear in phase, by soxr at its quality HQ.
///
/// - Returns: ⌈count × to / from⌉ samples; the same ones where the rates are equal.
package func resampled(_ samples: [Float], from: Int, to: Int) -> [Float] {
    guard from != to, !samples.isEmpty else { return samples }
    let count = (samples.count * to + from - 1) / from
    return [Float](unsafeUninitializedCapacity: count) { result, size in
        var done = 0
        // Named, because a conversion at one go is of low quality where nothing is said.
        var quality = soxr_quality_spec(UInt(SOXR_20_BITQ), 0)
        let failure = soxr_oneshot(
            Double(from), Double(to), 1, samples, samples.count, nil, result.baseAddress, count, &done, nil, &quality, nil)
        // soxr fails on rates and lengths that no clip can have, and where there is no memory.
        precondition(failure == nil, "soxr: \(failure.map { String(cString: $0) } ?? "")")
        for index in done..<max(done, count) { result[index] = 0 }
        size = count
    }
}
