/// What stands nearest in a demo picture: trees at the sides, a signpost, grass and flowers.
extension DemoLand {
    func drawNearTrees(on canvas: inout DemoCanvas, _ random: inout DemoRandom) {
        let isBroad = traits.season != .winter && random.unit() < 0.65
        var trees: [DemoTree] = []
        for _ in 0..<Int(3 + random.between(0, 3)) {
            let side = random.unit() < 0.5
            let x = aspect * (side ? random.between(-0.02, 0.13) : random.between(0.87, 1.02))
            let height = random.between(0.30, 0.44)
            trees.append(DemoTree(x: x, foot: meadow(x) + random.between(0.02, 0.12), height: height, kind: .fir, haze: 0.03))
        }
        if isBroad {
            let x = houseX < aspect / 2 ? aspect * 0.88 : aspect * 0.12
            trees.append(DemoTree(x: x, foot: meadow(x) + 0.13, height: random.between(0.46, 0.54), kind: .broad, haze: 0))
        }
        for tree in trees.sorted(by: { $0.foot < $1.foot }) {
            drawTreeShadow(tree, on: &canvas)
            tree.draw(on: &canvas, self, &random)
        }
    }

    private func drawTreeShadow(_ tree: DemoTree, on canvas: inout DemoCanvas) {
        let reach = tree.height * (tree.kind == .broad ? 0.45 : 0.26)
        let away: Float = sunX > tree.x ? -0.5 : 0.5
        canvas.paint(DemoBox(left: tree.x - reach * 2, top: tree.foot - 0.03, right: tree.x + reach * 2, bottom: tree.foot + 0.04)) {
            x, y, under in
            guard y > meadow(x) else { return nil }
            let dx = (x - tree.x - away * reach) / reach
            let dy = (y - tree.foot) / 0.028
            let leafy = texture.octaves(x * 60, y * 150, 3)
            return under * (1 - 0.5 * smoothStep(1.2, 0.4, dx * dx + dy * dy + 0.9 * (leafy - 0.5)))
        }
    }

    private func drawSign(on canvas: inout DemoCanvas, _ random: inout DemoRandom) {
        guard !traits.word.isEmpty else { return }
        let dot = min(0.0056, 0.3 / Float(traits.word.count * 6))
        let half = Float(traits.word.count * 6 - 1) * dot / 2 + 0.026
        let foot = Self.signFoot
        let board = DemoBox(left: signX - half, top: foot - 0.175, right: signX + half, bottom: foot - 0.175 + dot * 7 + 0.044)
        let wood = DemoLight(0x9C7448) * palette.ambient
        let grain = DemoNoise(&random)
        func plank(_ box: DemoBox, _ tone: Float, along: SIMD2<Float>) {
            canvas.fill([SIMD2(box.left, box.top), SIMD2(box.right, box.top), SIMD2(box.right, box.bottom), SIMD2(box.left, box.bottom)]) {
                x, y in
                let rings = grain.octaves(x * along.x, y * along.y, 4)
                let edge = min(min(x - box.left, box.right - x), min(y - box.top, box.bottom - y))
                return wood * tone * (0.65 + 0.7 * rings) * (0.72 + 0.28 * smoothStep(0, 0.006, edge))
            }
        }
        plank(DemoBox(left: signX - 0.013, top: board.top - 0.02, right: signX + 0.013, bottom: foot), 0.7, along: SIMD2(190, 26))
        plank(board, 1.25, along: SIMD2(24, 170))
        let ink = DemoLight(0x2B1C10) * max(0.35, palette.ambient)
        for (place, letter) in traits.word.enumerated() {
            for (row, bits) in BitmapFont.rows(of: letter).prefix(7).enumerated() {
                for column in 0..<BitmapFont.width where bits >> UInt8(BitmapFont.width - 1 - column) & 1 == 1 {
                    let x = board.left + 0.026 + Float(place * 6 + column) * dot
                    let y = board.top + 0.022 + Float(row) * dot
                    canvas.fill([SIMD2(x, y), SIMD2(x + dot, y), SIMD2(x + dot, y + dot), SIMD2(x, y + dot)]) { _, _ in ink }
                }
            }
        }
    }

    /// Grass and flowers from back to front, with the signpost in its place among them.
    func drawGrass(on canvas: inout DemoCanvas, _ random: inout DemoRandom) {
        let count = Int(9_000 * aspect)
        let roots = (0..<count).map { _ -> (x: Float, y: Float, depth: Float) in
            let x = random.unit() * aspect
            let depth = random.unit().squareRoot()
            return (x, meadow(x) + (1.06 - meadow(x)) * depth, depth)
        }.sorted { $0.y < $1.y }
        let behindSign = roots.firstIndex { $0.y > Self.signFoot } ?? roots.count
        for root in roots[..<behindSign] { drawTuft(root.x, root.y, root.depth * root.depth, on: &canvas, &random) }
        drawSign(on: &canvas, &random)
        for root in roots[behindSign...] { drawTuft(root.x, root.y, root.depth * root.depth, on: &canvas, &random) }
    }

    private func drawTuft(_ x: Float, _ y: Float, _ nearness: Float, on canvas: inout DemoCanvas, _ random: inout DemoRandom) {
        guard random.unit() > 0.96 * (traits.hasHouse ? path(x, y) : 0), isFree(x, y) else { return }
        let isWintry = traits.season == .winter
        if isWintry, random.unit() < 0.82 { return }
        let height = (0.006 + 0.062 * nearness) * random.between(0.6, 1.3)
        let patch = texture.octaves(x * 5, y * 9, 3)
        let tip = palette.grassDark.mixed(palette.grassLight, random.between(0.1, 0.9) + 0.8 * (patch - 0.5)) * random.between(0.8, 1.25)
        canvas.blade(
            x: x, y: y, height: height, lean: height * random.between(-0.55, 0.7), width: 0.0016 + 0.0052 * nearness,
            root: palette.grassDark * 0.75, tip: isWintry ? DemoLight(0xB59F73) * palette.ambient : tip)
        if !isWintry, random.unit() < 0.022, nearness > 0.04 { drawFlower(x, y - height * 0.9, 0.0035 + 0.009 * nearness, on: &canvas) }
    }

    private func drawFlower(_ x: Float, _ y: Float, _ size: Float, on canvas: inout DemoCanvas) {
        let petal = traits.flower * max(0.2, palette.ambient)
        for (dx, dy) in [(-0.62, 0), (0.62, 0), (0, -0.62), (0, 0.62)] as [(Float, Float)] {
            canvas.disc(x + dx * size, y + dy * size * 0.8, radius: size * 0.55, petal * (dy < 0 ? 1.1 : 0.9))
        }
        canvas.disc(x, y, radius: size * 0.36, DemoLight(0xE0A526) * max(0.2, palette.ambient))
    }

    /// Grass behind the house, which stands before it is sown, would grow through the walls.
    private func isFree(_ x: Float, _ y: Float) -> Bool { !traits.hasHouse || abs(x - houseX) > 0.2 || y > meadow(houseX) + 0.058 }

    private static let signFoot: Float = 0.905
}
