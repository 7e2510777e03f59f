/// Where things stand in a demo picture, and its sky, mountains, water and ground.
struct DemoLand {
    let traits: DemoTraits
    let palette: DemoPalette
    let aspect: Float
    let horizon: Float
    /// Where the near meadow begins.
    let meadowTop: Float
    let sunX: Float
    let houseX: Float
    let signX: Float
    let relief: DemoNoise
    let texture: DemoNoise

    init(_ traits: DemoTraits, aspect: Float, _ random: inout DemoRandom) {
        self.traits = traits
        palette = DemoPalette(traits)
        self.aspect = aspect
        horizon = random.between(0.50, 0.55)
        meadowTop = horizon + (traits.hasWater ? random.between(0.16, 0.19) : random.between(0.08, 0.11))
        let houseIsLeft = random.unit() < 0.5
        houseX = aspect * (houseIsLeft ? random.between(0.26, 0.34) : random.between(0.66, 0.74))
        signX = aspect * (houseIsLeft ? random.between(0.74, 0.80) : random.between(0.20, 0.26))
        sunX = aspect * (houseIsLeft ? random.between(0.60, 0.80) : random.between(0.20, 0.40))
        relief = DemoNoise(&random)
        texture = DemoNoise(&random)
    }

    /// The upper edge of the meadow.
    func meadow(_ x: Float) -> Float { meadowTop + 0.05 * (relief.octaves(x * 1.6 + 40, 3.5, 3) - 0.5) }

    private var isNight: Bool { traits.time == .night }

    func drawSky(on canvas: inout DemoCanvas, _ random: inout DemoRandom) {
        let clouds = DemoNoise(&random)
        let cover = random.between(0.44, 0.56)
        canvas.paint(DemoBox(left: 0, top: 0, right: aspect, bottom: horizon + 0.05)) { x, y, _ in
            let fall = y / horizon
            var light = palette.zenith.mixed(palette.sky, smoothStep(0, 0.7, fall)).mixed(palette.horizon, smoothStep(0.45, 1, fall))
            if isNight { light += stars(x, y) }
            let distance = ((x - sunX) * (x - sunX) + (y - palette.sunY) * (y - palette.sunY)).squareRoot()
            let halo = isNight ? 0 : 0.5 * smoothStep(0.11, 0.045, distance)
            light = light.mixed(palette.sun, (isNight ? 0.25 : 0.5) / (1 + 90 * distance * distance) + halo)
            light = light.mixed(sunFace(x, y), isNight ? smoothStep(0.0475, 0.0455, distance) : smoothStep(0.050, 0.040, distance))
            // Clouds flatten towards the horizon, as a layer seen from below does.
            let depth = 1 / (0.22 + 0.9 * max(0, 1.02 - fall))
            let (u, v) = (x * 1.1 * depth, y * 5 + depth * 1.3)
            let density = clouds.octaves(u, v, 6)
            let towardsSun = clouds.octaves(u + (sunX - x) * 0.09, v - 0.11, 6)
            let lit = min(1, max(0, 0.62 + 2.6 * (density - towardsSun)))
            let veil = smoothStep(cover, cover + 0.2, density) * (1 - 0.5 * smoothStep(0.75, 1, fall)) * (isNight ? 0.7 : 0.92)
            return light.mixed(palette.cloudShade.mixed(palette.cloudLit, lit), veil)
        }
    }

    private func sunFace(_ x: Float, _ y: Float) -> DemoLight {
        guard isNight else { return palette.sun * 1.4 }
        return palette.sun * (0.72 + 0.28 * smoothStep(0.35, 0.6, texture.octaves(x * 34, y * 34, 3)))
    }

    private func stars(_ x: Float, _ y: Float) -> DemoLight {
        let (u, v) = (x * 90, y * 90)
        let (i, j) = (Int32(u), Int32(v))
        let chance = texture.lattice(i, j)
        guard chance > 0.985 else { return .zero }
        let dx = u - Float(i) - texture.lattice(i &+ 900, j)
        let dy = v - Float(j) - texture.lattice(i, j &+ 900)
        return DemoLight(repeating: smoothStep(0.14, 0.03, dx * dx + dy * dy) * (chance - 0.985) * 60)
    }

    func drawMountains(on canvas: inout DemoCanvas, _ random: inout DemoRandom) {
        let edge = canvas.edge
        for layer in 0..<3 {
            let rock = DemoNoise(&random)
            let near = Float(layer)
            let height = random.between(0.26, 0.32) - 0.075 * near
            let bottom = horizon + 0.06
            let snowLine: Float = traits.season == .winter ? 0.3 : 0.075 - 0.045 * near
            let tone = palette.rock.mixed(palette.haze, 0.62 - 0.2 * near)
            let snow = palette.cloudLit.mixed(palette.haze, 0.32 - 0.08 * near) * (isNight ? 0.8 : 1)
            let ridge = (0...canvas.columns).map { column -> Float in
                let x = Float(column) / canvas.unit
                let massif = rock.octaves(x * 1.15 + near * 9, near, 2)
                return bottom - 0.05 - height * (0.25 + 0.75 * massif) * (0.35 + 0.85 * rock.ridges(x * 1.9, near + 0.5, 5))
            }
            canvas.paint(DemoBox(left: 0, top: 0, right: aspect, bottom: bottom)) { x, y, under in
                let below = y - ridge[min(ridge.count - 1, Int(x * edge.unit))]
                guard below > -edge.width else { return nil }
                let (u, v) = (x * 7.5, below * 6.5 + x)
                let step = 0.12 * min(1, max(-1, (sunX - x) * 5))
                let slope = rock.ridges(u, v, 5) - rock.ridges(u + step, v - 0.07, 5)
                let lit = min(1.55, max(0.45, 1 + 1.5 * slope))
                let isSnowy = smoothStep(-0.025, 0.025, snowLine * (0.5 + rock.octaves(x * 13, y * 13, 4)) - below + 0.16 * slope)
                let surface = tone.mixed(snow, isSnowy * 0.92) * lit
                let aerial = smoothStep(0, 0.3, below) * (0.75 - 0.12 * near)
                return under.mixed(surface.mixed(palette.haze, aerial), edge.coverage(below))
            }
        }
    }

    /// Rolling ground between the mountains and the meadow, with a line of small firs.
    func drawFarShore(on canvas: inout DemoCanvas, _ random: inout DemoRandom) {
        let edge = canvas.edge
        let top = horizon - 0.005
        func ridge(_ x: Float) -> Float { top + 0.07 * (relief.octaves(x * 1.3 + 5, 8.5, 3) - 0.5) }
        let (dark, light) = (palette.grassDark.mixed(palette.haze, 0.35), palette.grassLight.mixed(palette.haze, 0.4))
        canvas.paint(DemoBox(left: 0, top: top - 0.06, right: aspect, bottom: meadowTop + 0.06)) { x, y, under in
            let below = y - ridge(x)
            guard below > -edge.width else { return nil }
            let field = texture.octaves(x * 9, y * 46, 4)
            return under.mixed(dark.mixed(light, smoothStep(0.25, 0.75, field)), edge.coverage(below))
        }
        let firs = Int(aspect * 130)
        let places = (0..<firs).map { _ in (x: random.unit() * aspect, depth: random.unit()) }.sorted { $0.depth < $1.depth }
        for place in places where relief.octaves(place.x * 3.1, 21, 3) + 0.22 * random.unit() > 0.47 {
            let foot = ridge(place.x) + 0.006 + 0.05 * place.depth
            let size = random.between(0.028, 0.05) * (0.75 + 0.5 * place.depth)
            DemoTree(x: place.x, foot: foot, height: size, kind: .fir, haze: 0.42 - 0.2 * place.depth).draw(on: &canvas, self, &random)
        }
    }

    func drawWater(on canvas: inout DemoCanvas, _ random: inout DemoRandom) {
        let edge = canvas.edge
        let waves = DemoNoise(&random)
        let shore = horizon + 0.045
        let above = canvas
        let deep = palette.zenith.mixed(palette.haze, 0.25) * 0.5
        canvas.paint(DemoBox(left: 0, top: shore - 0.02, right: aspect, bottom: meadowTop + 0.06)) { x, y, under in
            let below = y - shore - 0.012 * (relief.octaves(x * 6, 14, 3) - 0.5)
            guard below > -edge.width else { return nil }
            let nearness = below / (meadowTop + 0.04 - shore)
            let ripple = waves.octaves(x * (16 - 7 * nearness), below * (190 - 110 * nearness), 4) - 0.5
            let mirrored = above.light(x + 0.018 * ripple * (0.4 + nearness), shore - below * 1.25 - 0.05 * ripple * (0.3 + nearness))
            let glitter = smoothStep(0.13, 0.25, ripple) * max(0, 1 - abs(x - sunX) / (0.07 + 0.16 * nearness)) * (isNight ? 0.5 : 0.85)
            let water = (mirrored * 0.82).mixed(deep, 0.22 + 0.3 * nearness + 0.35 * ripple).mixed(palette.sun, glitter)
            return under.mixed(water, edge.coverage(below))
        }
    }

    func drawMeadow(on canvas: inout DemoCanvas, _ random: inout DemoRandom) {
        let edge = canvas.edge
        let earth = traits.season == .winter ? palette.grassLight * 0.7 : DemoLight(0xB08D62) * palette.ambient
        let bank = palette.grassDark.mixed(earth, 0.45)
        canvas.paint(DemoBox(left: 0, top: meadowTop - 0.05, right: aspect, bottom: 1)) { x, y, under in
            let below = y - meadow(x)
            guard below > -edge.width else { return nil }
            let scale = 1 / (0.25 + below * 2.2)
            let field = texture.octaves(x * 14 * scale, y * 40 * scale, 5)
            var light = palette.grassDark.mixed(palette.grassLight, smoothStep(0.28, 0.78, field) * (0.85 - 0.45 * below))
            if traits.hasHouse { light = light.mixed(earth * (0.75 + 0.5 * texture.value(x * 160, y * 160)), 0.9 * path(x, y)) }
            if traits.hasWater { light = light.mixed(bank, smoothStep(0.012, 0, below) * 0.8) }
            return under.mixed(light, edge.coverage(below))
        }
    }

    /// 1 on the path from the house to the lower border, 0 beside it.
    func path(_ x: Float, _ y: Float) -> Float {
        let start = meadow(houseX) + 0.045
        guard y > start else { return 0 }
        let along = (y - start) / (1 - start)
        let bend = aspect * 0.5 - houseX
        let centre = houseX + bend * along * along + 0.05 * (relief.value(along * 4, 77) - 0.5) * 2 * along
        let half = 0.016 + 0.085 * along
        let rough = 0.012 * (texture.octaves(x * 30, y * 30, 3) - 0.5) * (0.4 + along)
        return smoothStep(half + 0.012, half - 0.012, abs(x - centre) + rough)
    }
}
