/// Smooth random fields over the plane: value noise on an integer lattice, and sums of its octaves.
struct DemoNoise {
    private let seed: UInt32

    init(_ random: inout DemoRandom) { seed = UInt32(truncatingIfNeeded: random.next()) }

    /// 0…1, smooth, features about one unit wide.
    @inline(__always)
    func value(_ x: Float, _ y: Float) -> Float {
        let column = x.rounded(.down)
        let row = y.rounded(.down)
        let u = smooth(x - column)
        let v = smooth(y - row)
        let i = Int32(column)
        let j = Int32(row)
        let top = lattice(i, j) + (lattice(i &+ 1, j) - lattice(i, j)) * u
        let bottom = lattice(i, j &+ 1) + (lattice(i &+ 1, j &+ 1) - lattice(i, j &+ 1)) * u
        return top + (bottom - top) * v
    }

    /// 0…1 around ½: octaves of halving size and height.
    func octaves(_ x: Float, _ y: Float, _ count: Int) -> Float {
        var sum: Float = 0
        var height: Float = 0.5
        var total: Float = 0
        var scale: Float = 1
        for octave in 0..<count {
            let shift = Float(octave) * 17.3
            sum += height * value(x * scale + shift, y * scale - shift)
            total += height
            height *= 0.5
            scale *= 2
        }
        return sum / total
    }

    /// 0…1 with sharp crests, as eroded rock has.
    func ridges(_ x: Float, _ y: Float, _ count: Int) -> Float {
        var sum: Float = 0
        var height: Float = 0.5
        var total: Float = 0
        var scale: Float = 1
        for octave in 0..<count {
            let shift = Float(octave) * 11.7
            let crest = 1 - abs(2 * value(x * scale - shift, y * scale + shift) - 1)
            sum += height * crest * crest
            total += height
            height *= 0.5
            scale *= 2.1
        }
        return sum / total
    }

    /// 0..<1 without neighbours in common, for one value a brick, a leaf, a star.
    @inline(__always)
    func lattice(_ x: Int32, _ y: Int32) -> Float {
        var h = UInt32(bitPattern: x) &* 0x9E37_79B1 ^ UInt32(bitPattern: y) &* 0x85EB_CA77 ^ seed
        h ^= h >> 15
        h = h &* 0x2C1B_3C6D
        h ^= h >> 12
        h = h &* 0x297A_2D39
        h ^= h >> 15
        return Float(h >> 8) * 0x1p-24
    }

    @inline(__always)
    private func smooth(_ t: Float) -> Float { t * t * (3 - 2 * t) }
}
