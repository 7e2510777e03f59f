/// A brick house with a tiled roof, seen from the front.
struct DemoHouse {
    private let land: DemoLand
    private let x: Float
    private let foot: Float
    private let half: Float
    private let eaves: Float
    private let top: Float
    private let bricks: DemoNoise
    private let isLit: Bool

    init(_ land: DemoLand, _ random: inout DemoRandom) {
        self.land = land
        x = land.houseX
        foot = land.meadow(land.houseX) + 0.055
        half = random.between(0.15, 0.17)
        eaves = foot - random.between(0.125, 0.14)
        top = eaves - random.between(0.115, 0.135)
        bricks = DemoNoise(&random)
        isLit = land.traits.time == .night || land.traits.time == .dusk
    }

    private var ambient: Float { land.palette.ambient }

    func draw(on canvas: inout DemoCanvas, _ random: inout DemoRandom) {
        drawShadow(on: &canvas)
        drawChimney(on: &canvas)
        fill(&canvas, -half, eaves - 0.004, half, foot) { px, py in wall(px, py) }
        for place in [-0.62, 0.62] as [Float] { drawWindow(x + place * half, eaves + 0.055, on: &canvas) }
        drawDoor(on: &canvas)
        drawRoof(on: &canvas)
    }

    private func fill(
        _ canvas: inout DemoCanvas, _ left: Float, _ from: Float, _ right: Float, _ to: Float, _ shade: (Float, Float) -> DemoLight
    ) {
        canvas.fill([SIMD2(x + left, from), SIMD2(x + right, from), SIMD2(x + right, to), SIMD2(x + left, to)], shade)
    }

    private func drawShadow(on canvas: inout DemoCanvas) {
        let away: Float = land.sunX > x ? -1 : 1
        canvas.paint(DemoBox(left: x - half * 1.9, top: foot - 0.02, right: x + half * 1.9, bottom: foot + 0.05)) { px, py, under in
            guard py > land.meadow(px) else { return nil }
            let dx = (px - x - away * 0.05) / (half * 1.3)
            let dy = (py - foot) / 0.035
            return under * (1 - 0.55 * smoothStep(1.1, 0.5, dx * dx + dy * dy))
        }
    }

    /// Running bond: every other course is shifted by half a brick.
    private func wall(_ px: Float, _ py: Float) -> DemoLight {
        let course = ((py - eaves) / 0.0105).rounded(.down)
        let along = (px - x) / 0.024 + (Int32(course) & 1 == 0 ? 0 : 0.5)
        let brick = along.rounded(.down)
        let (u, v) = (along - brick, (py - eaves) / 0.0105 - course)
        let joint = max(smoothStep(0.1, 0.02, min(u, 1 - u)), smoothStep(0.2, 0.06, min(v, 1 - v)))
        let tone = 0.72 + 0.5 * bricks.lattice(Int32(brick), Int32(course)) + 0.2 * (bricks.octaves(px * 170, py * 170, 2) - 0.5)
        let clay = land.palette.wall.mixed(DemoLight(0xA65A3C) * ambient, 0.55) * tone
        let shadow = 0.55 + 0.45 * smoothStep(0.002, 0.022, py - eaves)
        let side = 1 + 0.22 * (land.sunX > x ? px - x : x - px) / half
        return clay.mixed(land.palette.wall * 1.05, joint * 0.75) * (shadow * side)
    }

    private func drawWindow(_ centre: Float, _ middle: Float, on canvas: inout DemoCanvas) {
        let (w, h): (Float, Float) = (0.028, 0.030)
        let frame = DemoLight(0xF3EFE6) * max(0.2, ambient)
        let glow = DemoLight(0xFFC765)
        let sky = land.palette.sky.mixed(land.palette.zenith, 0.5)
        fill(&canvas, centre - x - w - 0.006, middle - h - 0.006, centre - x + w + 0.006, middle + h + 0.009) { _, _ in frame }
        fill(&canvas, centre - x - w, middle - h, centre - x + w, middle + h) { px, py in
            let slant = smoothStep(-0.3, 0.3, (px - centre) / w + (py - middle) / h)
            if isLit { return glow * (0.75 + 0.35 * slant) }
            return (sky * 0.35).mixed(sky, slant * 0.8)
        }
        fill(&canvas, centre - x - 0.0022, middle - h, centre - x + 0.0022, middle + h) { _, _ in frame }
        fill(&canvas, centre - x - w, middle - 0.0022, centre - x + w, middle + 0.0022) { _, _ in frame }
    }

    private func drawDoor(on canvas: inout DemoCanvas) {
        let wood = DemoLight(0x2F5D62) * max(0.15, ambient)
        fill(&canvas, -0.031, foot - 0.090, 0.031, foot) { _, _ in DemoLight(0xEDE6D8) * max(0.18, ambient) }
        fill(&canvas, -0.025, foot - 0.084, 0.025, foot) { px, _ in
            let plank = ((px - x) / 0.0125).rounded(.down)
            let gap = abs((px - x) / 0.0125 - plank - 0.5)
            return wood * (0.85 + 0.25 * bricks.lattice(Int32(plank), 77)) * (1 - 0.5 * smoothStep(0.4, 0.48, gap))
        }
        canvas.disc(x + 0.017, foot - 0.04, radius: 0.004, DemoLight(0xE8C25A) * max(0.3, ambient))
        fill(&canvas, -0.042, foot - 0.006, 0.042, foot + 0.008) { _, _ in DemoLight(0x9A9388) * ambient }
    }

    private func drawRoof(on canvas: inout DemoCanvas) {
        let roof = land.traits.roof * ambient
        let isWintry = land.traits.season == .winter
        let corners = [
            SIMD2(x - half * 0.86, top), SIMD2(x + half * 0.86, top), SIMD2(x + half * 1.12, eaves + 0.006),
            SIMD2(x - half * 1.12, eaves + 0.006),
        ]
        canvas.fill(corners) { px, py in
            let course = ((py - top) / 0.0125).rounded(.down)
            let along = (px - x) / 0.017 + (Int32(course) & 1 == 0 ? 0 : 0.5)
            let tile = along.rounded(.down)
            let (u, v) = (along - tile - 0.5, (py - top) / 0.0125 - course)
            let edge = smoothStep(0.72, 1, v + 1.1 * u * u)
            let tone = 0.72 + 0.45 * bricks.lattice(Int32(tile), Int32(course) &+ 500) + 0.25 * (1 - v)
            let light = roof * tone * (1 - 0.6 * edge)
            guard isWintry else { return light }
            let cover = smoothStep(0.42, 0.5, bricks.octaves(px * 22, py * 22, 3) + 0.38 - 1.3 * (py - top))
            let snow = land.palette.grassLight * (0.88 + 0.12 * bricks.value(px * 120, py * 120))
            return light.mixed(snow, cover)
        }
        let ridge = isWintry ? land.palette.grassLight : roof * 0.7
        fill(&canvas, -half * 0.88, top - 0.006, half * 0.88, top + 0.004) { _, _ in ridge }
    }

    private func drawChimney(on canvas: inout DemoCanvas) {
        let left = half * 0.38
        fill(&canvas, left, top - 0.055, left + 0.042, top + 0.03) { px, py in wall(px, py + 0.03) * 0.9 }
        fill(&canvas, left - 0.005, top - 0.062, left + 0.047, top - 0.052) { _, _ in DemoLight(0x7D746B) * ambient }
        let smoke = DemoLight(0xDDE3EA) * max(0.3, ambient)
        canvas.paint(DemoBox(left: x - 0.2, top: max(0, top - 0.32), right: x + 0.4, bottom: top - 0.06)) { px, py, under in
            let rise = (top - 0.06 - py) / 0.26
            let drift = x + left + 0.021 + 0.11 * rise * rise + 0.035 * (bricks.octaves(rise * 3, 5, 2) - 0.5)
            let wide = 0.010 + 0.05 * rise
            let body = 1 - abs(px - drift) / wide
            guard body > 0 else { return nil }
            let curl = bricks.octaves(px * 30, py * 30 + rise * 4, 4)
            return under.mixed(smoke, 0.75 * (1 - rise) * smoothStep(0, 0.7, body) * smoothStep(0.15, 0.6, curl))
        }
    }
}
