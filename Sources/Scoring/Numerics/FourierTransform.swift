/// Discrete Fourier transform of real frames whose length is a power of two.
///
/// Stockham's self-sorting form, radix 4 with one radix-2 pass where needed, over half-length complex numbers (real parts in
/// the even samples, imaginary parts in the odd ones). Forward, not scaled: X[k] = Σ x[n] exp(−2πi kn/N). Relative error 1e-15.
/// Not `Sendable`: it owns its scratch memory.
package final class FourierTransform {
    /// Samples in a frame.
    package let length: Int
    /// Frequencies from 0 to the Nyquist frequency: length/2 + 1.
    package var bins: Int { half + 1 }

    private let half: Int
    /// exp(−2πi k/half), k < half, as cosines then sines.
    private let roots: [Double]
    /// exp(−2πi k/length), k ≤ half/2, as cosines then sines.
    private let realRoots: [Double]
    /// Real and imaginary parts of input and output of a pass, half values each.
    private let scratch: UnsafeMutablePointer<Double>

    /// - Precondition: `length` is a power of two, at least 4.
    package init(length: Int) {
        precondition(length >= 4 && length & (length - 1) == 0, "the length must be a power of two, at least 4")
        self.length = length
        half = length / 2
        roots = Self.roots(of: length / 2, count: length / 2)
        realRoots = Self.roots(of: length, count: length / 4 + 1)
        scratch = .allocate(capacity: 4 * (length / 2))
        scratch.initialize(repeating: 0, count: 4 * (length / 2))
    }

    deinit { scratch.deallocate() }

    private static func roots(of order: Int, count: Int) -> [Double] {
        let turns = (0..<count).map { PortableMath.cosineAndSine(turns: -Double($0) / Double(order)) }
        return turns.map(\.cosine) + turns.map(\.sine)
    }

    /// The spectrum of one frame, `bins` values each.
    ///
    /// - Precondition: `frame` has `length` values.
    package func spectrum(of frame: [Double]) -> (real: [Double], imaginary: [Double]) {
        precondition(frame.count == length, "a frame of \(frame.count) samples for a transform of \(length)")
        for k in 0..<half {
            scratch[k] = frame[2 * k]
            scratch[half + k] = frame[2 * k + 1]
        }
        let packed = transformHalf()
        var real = [Double](repeating: 0, count: bins)
        var imaginary = real
        eachPair(of: packed) { k, low, high in
            (real[k], imaginary[k]) = low
            (real[half - k], imaginary[half - k]) = high
        }
        return (real, imaginary)
    }

    /// |X|² of `length` samples times `window`, written to `bins` values at `powers`.
    package func powers(of samples: UnsafePointer<Float>, window: UnsafePointer<Double>, into powers: UnsafeMutablePointer<Double>) {
        for k in 0..<half {
            scratch[k] = Double(samples[2 &* k]) * window[2 &* k]
            scratch[half &+ k] = Double(samples[2 &* k &+ 1]) * window[2 &* k &+ 1]
        }
        let half = half
        eachPair(of: transformHalf()) { k, low, high in
            powers[k] = low.0 * low.0 + low.1 * low.1
            powers[half &- k] = high.0 * high.0 + high.1 * high.1
        }
    }

    /// Gives X[k] and X[half − k] as (real, imaginary) for k = 0 … half/2, unpacked from the half-length transform.
    @inline(__always)
    private func eachPair(
        of packed: UnsafePointer<Double>, _ take: (Int, (Double, Double), (Double, Double)) -> Void
    ) {
        let (re, im) = (packed, packed + half)
        take(0, (re[0] + im[0], 0), (re[0] - im[0], 0))
        realRoots.withUnsafeBufferPointer { roots in
            let quarter = half / 2
            for k in stride(from: 1, through: quarter, by: 1) {
                let mirror = half &- k
                let evenRe = 0.5 * (re[k] + re[mirror])
                let evenIm = 0.5 * (im[k] - im[mirror])
                let oddRe = 0.5 * (im[k] + im[mirror])
                let oddIm = 0.5 * (re[mirror] - re[k])
                let (cosine, sine) = (roots[k], roots[quarter &+ 1 &+ k])
                let turnedRe = oddRe * cosine - oddIm * sine
                let turnedIm = oddRe * sine + oddIm * cosine
                take(k, (evenRe + turnedRe, evenIm + turnedIm), (evenRe - turnedRe, turnedIm - evenIm))
            }
        }
    }

    /// Transforms the first two quarters of the scratch memory and says where the result lies.
    private func transformHalf() -> UnsafePointer<Double> {
        var (from, to) = (scratch, scratch + 2 * half)
        var (order, stride) = (half, 1)
        while order > 1 {
            switch (order, stride) {
            case (2, _): pairPass(from, to)
            case (_, 1): firstPass(from, to)
            default: quadPass(from, to, order: order, stride: stride)
            }
            let radix = order == 2 ? 2 : 4
            order /= radix
            stride *= radix
            (from, to) = (to, from)
        }
        return UnsafePointer(from)
    }

    /// The last pass where half is an odd power of two; no twiddle factors.
    private func pairPass(_ from: UnsafeMutablePointer<Double>, _ to: UnsafeMutablePointer<Double>) {
        let stride = half / 2
        for part in [0, half] {
            for q in part..<part &+ stride {
                let (a, b) = (from[q], from[q &+ stride])
                to[q] = a + b
                to[q &+ stride] = a - b
            }
        }
    }

    private func firstPass(_ from: UnsafeMutablePointer<Double>, _ to: UnsafeMutablePointer<Double>) {
        let quarter = half / 4
        for p in 0..<quarter {
            butterfly(Double.self, from + p, quarter, to + 4 * p, 1, p)
        }
    }

    private func quadPass(_ from: UnsafeMutablePointer<Double>, _ to: UnsafeMutablePointer<Double>, order: Int, stride: Int) {
        let quarter = half / 4
        for p in 0..<order / 4 {
            for q in Swift.stride(from: 0, to: stride, by: 4) {
                butterfly(SIMD4<Double>.self, from + (stride &* p &+ q), quarter, to + (4 &* stride &* p &+ q), stride, p &* stride)
            }
        }
    }

    /// One radix-4 butterfly on as many neighbours as the lane holds; `root` is the index of the first twiddle factor.
    @inline(__always)
    private func butterfly<Lane: RealLane>(
        _: Lane.Type, _ from: UnsafePointer<Double>, _ step: Int, _ to: UnsafeMutablePointer<Double>, _ stride: Int, _ root: Int
    ) {
        let (a, b) = (Lane.load(from, half), Lane.load(from + step, half))
        let (c, d) = (Lane.load(from + 2 &* step, half), Lane.load(from + 3 &* step, half))
        let sumAC = (a.0 + c.0, a.1 + c.1)
        let differenceAC = (a.0 - c.0, a.1 - c.1)
        let sumBD = (b.0 + d.0, b.1 + d.1)
        let differenceBD = (b.0 - d.0, b.1 - d.1)
        Lane.store((sumAC.0 + sumBD.0, sumAC.1 + sumBD.1), to, half)
        turn((differenceAC.0 + differenceBD.1, differenceAC.1 - differenceBD.0), root, to + stride)
        turn((sumAC.0 - sumBD.0, sumAC.1 - sumBD.1), 2 &* root, to + 2 &* stride)
        turn((differenceAC.0 - differenceBD.1, differenceAC.1 + differenceBD.0), 3 &* root, to + 3 &* stride)
    }

    @inline(__always)
    private func turn<Lane: RealLane>(_ value: (Lane, Lane), _ root: Int, _ to: UnsafeMutablePointer<Double>) {
        roots.withUnsafeBufferPointer { roots in
            let (cosine, sine) = (roots[root], roots[root &+ half])
            Lane.store((value.0 * cosine - value.1 * sine, value.0 * sine + value.1 * cosine), to, half)
        }
    }
}

/// One number or several neighbours that are handled alike.
private protocol RealLane {
    static func + (left: Self, right: Self) -> Self
    static func - (left: Self, right: Self) -> Self
    static func * (left: Self, right: Double) -> Self
    static func load(_ at: UnsafePointer<Double>, _ imaginaryOffset: Int) -> (Self, Self)
    static func store(_ value: (Self, Self), _ at: UnsafeMutablePointer<Double>, _ imaginaryOffset: Int)
}

extension Double: RealLane {
    @inline(__always)
    fileprivate static func load(_ at: UnsafePointer<Double>, _ imaginaryOffset: Int) -> (Double, Double) {
        (at[0], at[imaginaryOffset])
    }

    @inline(__always)
    fileprivate static func store(_ value: (Double, Double), _ at: UnsafeMutablePointer<Double>, _ imaginaryOffset: Int) {
        at[0] = value.0
        at[imaginaryOffset] = value.1
    }
}

extension SIMD4<Double>: RealLane {
    @inline(__always)
    fileprivate static func load(_ at: UnsafePointer<Double>, _ imaginaryOffset: Int) -> (Self, Self) {
        (UnsafeRawPointer(at).loadUnaligned(as: Self.self), UnsafeRawPointer(at + imaginaryOffset).loadUnaligned(as: Self.self))
    }

    @inline(__always)
    fileprivate static func store(_ value: (Self, Self), _ at: UnsafeMutablePointer<Double>, _ imaginaryOffset: Int) {
        UnsafeMutableRawPointer(at).storeBytes(of: value.0, as: Self.self)
        UnsafeMutableRawPointer(at + imaginaryOffset).storeBytes(of: value.1, as: Self.self)
    }
}
