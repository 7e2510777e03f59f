import Media

/// A flat drawing: a plain or sloping ground, and discs, boxes and bands over it, some plain, some sloping, some striped, all
/// with smooth edges.
///
/// Logos, charts and cartoons look like this, and photographs teach nothing about them: what is flat there is not damage.
struct DrawnScene {
    private let ground: Fill
    private let shapes: [Shape]

    init(noise: inout SeededNoise) {
        ground = Fill(&noise)
        shapes = (0..<2 + noise.pick(22)).map { _ in Shape(&noise) }
    }

    /// Three by three samples a pixel.
    func picture(side: Int) throws(MediaError) -> PixelImage {
        let fine = 3 * side
        var codes = [UInt8](repeating: 0, count: fine * fine * 3)
        for y in 0..<fine {
            for x in 0..<fine {
                let (u, v) = ((Double(x) + 0.5) / Double(fine), (Double(y) + 0.5) / Double(fine))
                let fill = shapes.last { $0.covers(u, v) }?.fill ?? ground
                let colour = fill.colour(u, v)
                for channel in 0..<3 { codes[(y * fine + x) * 3 + channel] = UInt8(colour[channel]) }
            }
        }
        return try PixelImage(width: fine, height: fine, channels: 3, samples: .eight(codes)).resized(
            width: side, height: side, filter: .mitchell)
    }

    /// One colour, or a slope between two, or stripes of two.
    private struct Fill {
        private let colours: (SIMD3<Double>, SIMD3<Double>)
        private let isStriped: Bool
        private let along: (x: Double, y: Double)

        init(_ noise: inout SeededNoise) {
            func colour() -> SIMD3<Double> { SIMD3(noise.between(0, 255), noise.between(0, 255), noise.between(0, 255)) }
            let first = colour(), kind = noise.share()
            colours = (first, kind < 0.6 ? first : colour())
            isStriped = kind > 0.9
            let turn = PortableMath.cosineAndSine(turns: noise.share()), steps = isStriped ? noise.between(4, 40) : 1
            along = (turn.cosine * steps, turn.sine * steps)
        }

        func colour(_ u: Double, _ v: Double) -> SIMD3<Double> {
            let place = u * along.x + v * along.y
            let share = isStriped ? (place - place.rounded(.down) < 0.5 ? 0 : 1) : min(1, max(0, place / 2 + 0.5))
            return colours.0 + (colours.1 - colours.0) * share
        }
    }

    /// A disc, a box or a band across the picture.
    private struct Shape {
        private enum Form { case disc, box, band }

        let fill: Fill
        private let form: Form
        private let centre: (x: Double, y: Double)
        private let turn: (cosine: Double, sine: Double)
        private let halves: (x: Double, y: Double)

        init(_ noise: inout SeededNoise) {
            fill = Fill(&noise)
            form = [.disc, .box, .band][noise.pick(3)]
            centre = (noise.share(), noise.share())
            turn = noise.share() < 0.5 ? (1, 0) : PortableMath.cosineAndSine(turns: noise.share())
            let size = 0.02 * PortableMath.pow(20, noise.share())
            halves = (size, size * noise.between(0.3, 1))
        }

        func covers(_ u: Double, _ v: Double) -> Bool {
            let (dx, dy) = (u - centre.x, v - centre.y)
            let x = (dx * turn.cosine + dy * turn.sine) / halves.x, y = (dy * turn.cosine - dx * turn.sine) / halves.y
            return switch form {
            case .disc: x * x + y * y < 1
            case .box: abs(x) < 1 && abs(y) < 1
            case .band: abs(y) < 0.4
            }
        }
    }
}
