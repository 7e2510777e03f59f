import Media

/// How a demo image model draws: its pictures differ in this damage alone, so `clean` is the best by construction.
package enum DemoQuality: String, CaseIterable, Sendable {
    /// As painted.
    case clean
    /// Gaussian blur, σ 1.6 pixels.
    case soft
    /// Gaussian noise, σ 14 codes, on every channel.
    case noisy
    /// 8 × 8 blocks whose cosine coefficients are coarsely quantised, as in JPEG.
    case blocky
}

/// The picture side of the demo models: a painted landscape from a prompt and a seed, without a network or a licence.
package enum DemoScene {
    /// A picture of 8-bit RGB; the same arguments give the same bytes.
    ///
    /// - Precondition: sides of 16…4096 pixels.
    package static func render(
        prompt: String, seed: UInt64, width: Int = 512, height: Int = 384, quality: DemoQuality = .clean
    ) -> PixelImage {
        precondition((16...4096).contains(width) && (16...4096).contains(height), "demo pictures have sides of 16…4096 pixels")
        let planes = paint(prompt: prompt, seed: seed, width: width, height: height)
        var damage = DemoRandom(prompt, seed: seed, for: "damage")
        var dither = DemoRandom(prompt, seed: seed, for: "dither")
        return quality.damaged(planes, &damage).image(&dither)
    }

    private static func paint(prompt: String, seed: UInt64, width: Int, height: Int) -> CodePlanes {
        let traits = DemoTraits(prompt: prompt)
        var random = DemoRandom(prompt, seed: seed, for: "layout")
        var canvas = DemoCanvas(width: width, height: height)
        let land = DemoLand(traits, aspect: canvas.aspect, &random)
        land.drawSky(on: &canvas, &random)
        land.drawMountains(on: &canvas, &random)
        land.drawFarShore(on: &canvas, &random)
        if traits.hasWater { land.drawWater(on: &canvas, &random) }
        land.drawMeadow(on: &canvas, &random)
        if traits.hasHouse { DemoHouse(land, &random).draw(on: &canvas, &random) }
        land.drawNearTrees(on: &canvas, &random)
        land.drawGrass(on: &canvas, &random)
        return canvas.developed()
    }
}
