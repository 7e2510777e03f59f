/// The colours of a scene, in linear light.
struct DemoPalette {
    var zenith: DemoLight
    var sky: DemoLight
    var horizon: DemoLight
    var sun: DemoLight
    var cloudLit: DemoLight
    var cloudShade: DemoLight
    var haze: DemoLight
    var rock: DemoLight
    var grassDark: DemoLight
    var grassLight: DemoLight
    /// Leaves in shade and in sun; needles keep their colour in autumn.
    var leaf: DemoLight
    var leafLit: DemoLight
    var needle: DemoLight
    var needleLit: DemoLight
    var wall: DemoLight
    /// How bright things are that the sky lights.
    var ambient: Float
    /// Height of the sun or moon above the top border, in picture heights from the top.
    var sunY: Float
}

extension DemoPalette {
    init(_ traits: DemoTraits) {
        let time = traits.time
        self = DemoPalette.ofTime(time)
        switch traits.season {
        case .summer: break
        case .autumn:
            leaf = leaf.mixed(DemoLight(0x7A3B12) * ambient, 0.75)
            leafLit = leafLit.mixed(DemoLight(0xE0862A) * ambient, 0.85)
            needleLit = needleLit.mixed(DemoLight(0x9A8A3C) * ambient, 0.35)
            grassLight = grassLight.mixed(DemoLight(0xC9A84C) * ambient, 0.55)
            grassDark = grassDark.mixed(DemoLight(0x5E4A1E) * ambient, 0.4)
        case .winter:
            // Snow is the brightest thing of a night.
            let glow = max(0.36, ambient)
            grassLight = grassLight.mixed(DemoLight(time == .night ? 0xB9CBEA : 0xF2F6FB) * glow, 0.88)
            grassDark = grassDark.mixed(DemoLight(0x8FA3BD) * glow * 0.9, 0.85)
            needleLit = needleLit.mixed(DemoLight(0xE6EEF5) * ambient, 0.5)
        }
    }

    private static func ofTime(_ time: DemoTraits.Time) -> DemoPalette {
        switch time {
        case .day:
            make(
                [0x2B69B8, 0x74ACE0, 0xD3E8F5, 0xFFF8DC, 0xFFFFFF, 0xA9BACD, 0xB9D0E2, 0x5C6F84], grass: (0x2C5220, 0x8FB545),
                tree: (0x1E3B22, 0x5F8A3C), wall: 0xE3D3B8, ambient: 1, sunY: 0.16)
        case .dawn:
            make(
                [0x4E74B0, 0xB4B6D4, 0xFFD9AE, 0xFFF0CE, 0xFFE6D2, 0x9A8AA8, 0xE0C4BA, 0x5F6A88], grass: (0x34492B, 0x9BA65A),
                tree: (0x233A2E, 0x6F7F48), wall: 0xE2C7A6, ambient: 0.85, sunY: 0.40)
        case .dusk:
            make(
                [0x27305F, 0xA2557C, 0xFFAA62, 0xFFE3A6, 0xFF9D78, 0x5A3E68, 0xC98273, 0x4B4062], grass: (0x222E22, 0x85783C),
                tree: (0x18231F, 0x54522F), wall: 0xB98A72, ambient: 0.55, sunY: 0.46)
        case .night:
            make(
                [0x070C22, 0x132450, 0x36548A, 0xF4F1DF, 0x56699A, 0x141D3A, 0x2A406E, 0x1B2947], grass: (0x0A1815, 0x2B4E42),
                tree: (0x060F10, 0x1D3A36), wall: 0x414C66, ambient: 0.14, sunY: 0.17)
        }
    }

    private static func make(
        _ air: [Int], grass: (Int, Int), tree: (Int, Int), wall: Int, ambient: Float, sunY: Float
    ) -> DemoPalette {
        DemoPalette(
            zenith: DemoLight(air[0]), sky: DemoLight(air[1]), horizon: DemoLight(air[2]), sun: DemoLight(air[3]),
            cloudLit: DemoLight(air[4]),
            cloudShade: DemoLight(air[5]), haze: DemoLight(air[6]), rock: DemoLight(air[7]), grassDark: DemoLight(grass.0),
            grassLight: DemoLight(grass.1),
            leaf: DemoLight(tree.0), leafLit: DemoLight(tree.1), needle: DemoLight(tree.0) * 0.8, needleLit: DemoLight(tree.1) * 0.8,
            wall: DemoLight(wall), ambient: ambient, sunY: sunY)
    }
}
