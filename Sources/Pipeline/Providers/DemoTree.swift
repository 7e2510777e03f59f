/// A fir or a broad-leaved tree.
struct DemoTree {
    enum Kind { case fir, broad }

    let x: Float
    let foot: Float
    let height: Float
    let kind: Kind
    /// Share of air in front of it, 0…1.
    let haze: Float

    func draw(on canvas: inout DemoCanvas, _ land: DemoLand, _ random: inout DemoRandom) {
        let leaves = DemoNoise(&random)
        let shade = random.between(0.8, 1.15)
        switch kind {
        case .fir: drawFir(on: &canvas, land, leaves, shade)
        case .broad: drawBroad(on: &canvas, land, leaves, shade, &random)
        }
    }

    private func drawFir(on canvas: inout DemoCanvas, _ land: DemoLand, _ leaves: DemoNoise, _ shade: Float) {
        let edge = canvas.edge
        let width = height * 0.21
        let tiers = (height * 26 + 4).rounded()
        let sunSide: Float = land.sunX > x ? 1 : -1
        let trunk = DemoLight(0x4A3527) * land.palette.ambient
        let isWintry = land.traits.season == .winter
        canvas.paint(DemoBox(left: x - width * 1.3, top: foot - height, right: x + width * 1.3, bottom: foot)) { px, py, under in
            let down = (py - foot + height) / height
            let side = px - x
            guard down > 0 else { return nil }
            if down > 0.93 {
                return under.mixed(trunk.mixed(land.palette.haze, haze), edge.coverage(width * 0.11 - abs(side)))
            }
            let tier = down * tiers
            let drop = tier - tier.rounded(.down)
            let fringe = leaves.octaves(px * 60 / height * 0.5, py * 40 / height * 0.5, 3) - 0.5
            let half = width * (down * 0.72 + 0.30 * drop * (0.25 + down) + 0.34 * fringe * (0.15 + down))
            let cover = edge.coverage((half - abs(side)) * 0.8)
            guard cover > 0 else { return nil }
            let needle = leaves.octaves(px * 150, py * 150, 3)
            let lit = 0.42 + 0.5 * sunSide * side / max(width * down, 1e-4) * 0.6 + 0.85 * (needle - 0.5) - 0.3 * (drop - 0.5)
            var light = land.palette.needle.mixed(land.palette.needleLit, lit) * shade
            if isWintry { light = light.mixed(land.palette.cloudLit, smoothStep(0.55, 0.2, drop + fringe * 0.8) * 0.75) }
            return under.mixed(light.mixed(land.palette.haze, haze), cover)
        }
    }

    private func drawBroad(
        on canvas: inout DemoCanvas, _ land: DemoLand, _ leaves: DemoNoise, _ shade: Float, _ random: inout DemoRandom
    ) {
        let edge = canvas.edge
        let bark = DemoLight(0x5A4332) * land.palette.ambient
        let thick = height * 0.035
        canvas.paint(DemoBox(left: x - thick * 3, top: foot - height * 0.55, right: x + thick * 3, bottom: foot)) { px, py, under in
            let up = (foot - py) / height
            let half = thick * (1 - 0.7 * up) + thick * 1.2 * max(0, 0.05 - up) * 12
            let grain = 0.6 + 0.8 * leaves.octaves(px * 220, py * 40, 3)
            return under.mixed((bark * grain).mixed(land.palette.haze, haze), edge.coverage(half - abs(px - x)))
        }
        let towards = SIMD2<Float>(land.sunX - x, land.palette.sunY - foot)
        let sun = towards / max(1e-6, (towards.x * towards.x + towards.y * towards.y).squareRoot())
        for cluster in 0..<13 {
            let angle = Float(cluster) * 2.4
            let reach = height * 0.24 * (Float(cluster) / 13).squareRoot()
            let cx = x + reach * 1.25 * unitWave(angle + 1.57)
            let cy = foot - height * 0.66 + reach * 0.95 * unitWave(angle)
            drawCluster(SIMD2(cx, cy), radius: height * random.between(0.13, 0.18), sun, on: &canvas, land, leaves, shade)
        }
    }

    private func drawCluster(
        _ centre: SIMD2<Float>, radius: Float, _ sun: SIMD2<Float>, on canvas: inout DemoCanvas, _ land: DemoLand, _ leaves: DemoNoise,
        _ shade: Float
    ) {
        let edge = canvas.edge
        let crown = SIMD2(x, foot - height * 0.64)
        canvas.paint(DemoBox(around: centre.x, centre.y, radius * 1.35)) { px, py, under in
            let offset = SIMD2(px, py) - centre
            let distance = (offset.x * offset.x + offset.y * offset.y).squareRoot()
            let fine = leaves.octaves(px * 95, py * 95, 3) - 0.5
            let rough = radius * (1 + 0.75 * (leaves.octaves(px * 26, py * 26, 3) - 0.5) + 0.9 * fine)
            let cover = edge.coverage((rough - distance) * 0.7)
            guard cover > 0 else { return nil }
            let facing = (offset.x * sun.x + offset.y * sun.y) / radius
            let whole = ((px - crown.x) * sun.x + (py - crown.y) * sun.y) / (height * 0.3)
            let lit = 0.36 + 0.26 * facing + 0.3 * whole + 1.5 * fine
            let light = land.palette.leaf.mixed(land.palette.leafLit, lit) * shade
            return under.mixed(light.mixed(land.palette.haze, haze), cover)
        }
    }

    /// A sine near enough for placing leaves: the parabola through its zeros and crests.
    private func unitWave(_ angle: Float) -> Float {
        let turns = angle / 6.2831853
        let t = 2 * (turns - turns.rounded(.down))
        return t < 1 ? 4 * t * (1 - t) : -4 * (t - 1) * (2 - t)
    }
}
