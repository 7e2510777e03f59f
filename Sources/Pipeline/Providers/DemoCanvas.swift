import Media

/// A colour in linear light, 0…1 and beyond.
typealias DemoLight = SIMD3<Float>

extension DemoLight {
    /// From an sRGB hexadecimal number, 0xRRGGBB.
    init(_ hex: Int) {
        let curve = SRGB.linear8
        self.init(curve[hex >> 16 & 255], curve[hex >> 8 & 255], curve[hex & 255])
    }

    func mixed(_ other: DemoLight, _ share: Float) -> DemoLight { self + (other - self) * Swift.min(1, Swift.max(0, share)) }
}

/// Rises smoothly from 0 at `low` to 1 at `high`.
func smoothStep(_ low: Float, _ high: Float, _ x: Float) -> Float {
    let t = min(1, max(0, (x - low) / (high - low)))
    return t * t * (3 - 2 * t)
}

/// A linear-light drawing surface of twice the picture's resolution; lengths are in picture heights, y downwards from the top.
struct DemoCanvas {
    /// Samples a picture pixel along each side.
    static let oversampling = 2

    let columns: Int
    let rows: Int
    /// Samples a picture height.
    let unit: Float
    var pixels: [DemoLight]

    init(width: Int, height: Int) {
        columns = width * Self.oversampling
        rows = height * Self.oversampling
        unit = Float(rows)
        pixels = Array(repeating: .zero, count: columns * rows)
    }

    /// Width in picture heights.
    var aspect: Float { Float(columns) / unit }

    /// Replaces every sample of a box by what the closure makes of its place and of what lies there; nil leaves it.
    mutating func paint(_ box: DemoBox, _ shade: (_ x: Float, _ y: Float, _ under: DemoLight) -> DemoLight?) {
        let left = max(0, Int((box.left * unit).rounded(.down)))
        let right = min(columns - 1, Int((box.right * unit).rounded(.up)))
        let top = max(0, Int((box.top * unit).rounded(.down)))
        let bottom = min(rows - 1, Int((box.bottom * unit).rounded(.up)))
        guard left <= right, top <= bottom else { return }
        for row in top...bottom {
            let y = (Float(row) + 0.5) / unit
            for column in left...right {
                let i = row * columns + column
                if let light = shade((Float(column) + 0.5) / unit, y, pixels[i]) { pixels[i] = light }
            }
        }
    }

    /// The light at a place, nearest sample, clamped to the borders.
    func light(_ x: Float, _ y: Float) -> DemoLight {
        let column = min(columns - 1, max(0, Int(x * unit)))
        let row = min(rows - 1, max(0, Int(y * unit)))
        return pixels[row * columns + column]
    }

    var edge: SoftEdge { SoftEdge(unit: unit) }

    /// Fills a convex polygon, its corners clockwise, with soft edges of one sample.
    mutating func fill(_ corners: [SIMD2<Float>], _ shade: (_ x: Float, _ y: Float) -> DemoLight) {
        let margin = 1 / unit
        let xs = corners.map(\.x)
        let ys = corners.map(\.y)
        let box = DemoBox(left: xs.min()! - margin, top: ys.min()! - margin, right: xs.max()! + margin, bottom: ys.max()! + margin)
        let sides = corners.indices.map { i in
            let from = corners[i]
            let along = corners[(i + 1) % corners.count] - from
            let length = max(1e-9, (along.x * along.x + along.y * along.y).squareRoot())
            return (from: from, normal: SIMD2(-along.y, along.x) / length)
        }
        let edge = edge
        paint(box) { x, y, under in
            var inside = Float.infinity
            for side in sides { inside = min(inside, (x - side.from.x) * side.normal.x + (y - side.from.y) * side.normal.y) }
            let cover = edge.coverage(inside)
            return cover > 0 ? under.mixed(shade(x, y), cover) : nil
        }
    }

    mutating func disc(_ x: Float, _ y: Float, radius: Float, _ light: DemoLight, strength: Float = 1) {
        let edge = edge
        paint(DemoBox(around: x, y, radius + edge.width)) { px, py, under in
            let distance = ((px - x) * (px - x) + (py - y) * (py - y)).squareRoot()
            let cover = edge.coverage(radius - distance)
            return cover > 0 ? under.mixed(light, cover * strength) : nil
        }
    }

    /// A blade that rises from its root, bends sideways with the square of its height, and narrows to a point.
    mutating func blade(x: Float, y: Float, height: Float, lean: Float, width: Float, root: DemoLight, tip: DemoLight) {
        let bottom = min(rows - 1, Int(y * unit))
        let top = max(0, Int((y - height) * unit))
        guard top <= bottom else { return }
        for row in top...bottom {
            let rise = min(1, max(0, (y - (Float(row) + 0.5) / unit) / height))
            let centre = (x + lean * rise * rise) * unit
            let half = max(0.3, width * unit * 0.5 * (1 - rise))
            let light = root.mixed(tip, rise)
            for column in Int(centre - half - 1)...Int(centre + half + 1) where column >= 0 && column < columns {
                let cover = min(1, max(0, half + 0.5 - abs(Float(column) + 0.5 - centre)))
                let i = row * columns + column
                if cover > 0 { pixels[i] = pixels[i].mixed(light, cover) }
            }
        }
    }
}

/// Borders that fade over one sample.
struct SoftEdge {
    let unit: Float

    /// Width of one sample in picture heights.
    var width: Float { 1 / unit }

    /// Share of a sample that lies inside a border at a signed distance in picture heights, positive inside.
    @inline(__always)
    func coverage(_ inside: Float) -> Float { min(1, max(0, inside * unit + 0.5)) }
}

/// A rectangle in picture heights.
struct DemoBox {
    var left: Float
    var top: Float
    var right: Float
    var bottom: Float

    init(left: Float, top: Float, right: Float, bottom: Float) {
        self.left = left
        self.top = top
        self.right = right
        self.bottom = bottom
    }

    init(around x: Float, _ y: Float, _ reach: Float) { self.init(left: x - reach, top: y - reach, right: x + reach, bottom: y + reach) }
}
