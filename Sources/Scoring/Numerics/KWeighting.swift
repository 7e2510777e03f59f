/// The loudness filter of ITU-R BS.1770: a high shelf for the head, then a high-pass. Two channels run side by side.
package struct KWeighting {
    package let shelf: Biquad
    package let highPass: Biquad

    private var input = Delay()
    private var shelved = Delay()
    private var output = Delay()

    fileprivate struct Delay {
        var last = SIMD2<Double>.zero
        var beforeLast = SIMD2<Double>.zero
    }

    /// Below this rate the shelf at 1682 Hz comes too near the Nyquist frequency to be designed, in Hz.
    package static let lowestRate = 4000

    /// - Precondition: `sampleRate` is at least `lowestRate`.
    package init(sampleRate: Int) {
        precondition(sampleRate >= Self.lowestRate, "K-weighting starts at \(Self.lowestRate) Hz")
        // The Recommendation prints numbers for 48 kHz only; they stand here digit for digit.
        guard sampleRate != 48000 else {
            shelf = Biquad(b: (1.53512485958697, -2.69169618940638, 1.19839281085285), a: (-1.69065929318241, 0.73248077421585))
            highPass = Biquad(b: (1, -2, 1), a: (-1.99004745483398, 0.99007225036621))
            return
        }
        shelf = Self.shelf(sampleRate: Double(sampleRate))
        highPass = Self.highPass(sampleRate: Double(sampleRate))
    }

    /// The analogue prototype behind the printed numbers, designed anew (libebur128 1.2.6, ebur128.c).
    static func shelf(sampleRate: Double) -> Biquad {
        let k = tangent(of: 1681.974450955533, sampleRate)
        let q = 0.7071752369554196
        let high = PortableMath.pow(10, 3.999843853973347 / 20)
        let band = PortableMath.pow(high, 0.4996667741545416)
        let a0 = 1 + k / q + k * k
        return Biquad(
            b: ((high + band * k / q + k * k) / a0, 2 * (k * k - high) / a0, (high - band * k / q + k * k) / a0),
            a: (2 * (k * k - 1) / a0, (1 - k / q + k * k) / a0))
    }

    static func highPass(sampleRate: Double) -> Biquad {
        let k = tangent(of: 38.13547087602444, sampleRate)
        let q = 0.5003270373238773
        let a0 = 1 + k / q + k * k
        return Biquad(b: (1, -2, 1), a: (2 * (k * k - 1) / a0, (1 - k / q + k * k) / a0))
    }

    private static func tangent(of frequency: Double, _ sampleRate: Double) -> Double {
        let (cosine, sine) = PortableMath.cosineAndSine(turns: frequency / sampleRate / 2)
        return sine / cosine
    }

    /// Filters the next `count` samples of two channels and gives the sum of squares of each output.
    package mutating func energy(_ first: UnsafePointer<Float>, _ second: UnsafePointer<Float>, count: Int) -> SIMD2<Double> {
        var energy = SIMD2<Double>.zero
        var (x, y, z) = (input, shelved, output)
        for i in 0..<count {
            let sample = SIMD2(Double(first[i]), Double(second[i]))
            // The newest output enters last: it is what the next sample has to wait for.
            let shelvedNow =
                (shelf.b0 * sample + shelf.b1 * x.last + shelf.b2 * x.beforeLast - shelf.a2 * y.beforeLast) - shelf.a1 * y.last
            let outputNow = (shelvedNow - 2 * y.last + y.beforeLast - highPass.a2 * z.beforeLast) - highPass.a1 * z.last
            energy += outputNow * outputNow
            x = Delay(last: sample, beforeLast: x.last)
            y = Delay(last: shelvedNow, beforeLast: y.last)
            z = Delay(last: outputNow, beforeLast: z.last)
        }
        (input, shelved, output) = (x, y.settled, z.settled)
        return energy
    }
}

extension KWeighting.Delay {
    /// Zero where the tail of a sound has decayed below −600 dB: denormal numbers are some hundred times slower to add.
    fileprivate var settled: Self {
        let floor = SIMD2(repeating: 1e-30)
        var delay = self
        delay.last.replace(with: 0, where: (last .< floor) .& (last .> -floor))
        delay.beforeLast.replace(with: 0, where: (beforeLast .< floor) .& (beforeLast .> -floor))
        return delay
    }
}
