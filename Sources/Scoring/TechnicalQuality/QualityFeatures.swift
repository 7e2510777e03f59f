import CKernels
import Media

/// What the model of technical quality looks at: texture of luma at three sizes and of the colour differences at one, the
/// natural-scene statistics of BRISQUE, coding grids, and how the histogram is filled.
///
/// The same list in the same order for every picture; a model names the version it was fitted to.
package struct QualityFeatures: Sendable, Hashable {
    /// Rises with every change to the list or to a number in it.
    package static let version = 1
    /// Two halvings must leave a row for the texture statistics.
    package static let minimumSide = 4 * TextureScale.minimumSide

    package let values: [Float]

    package static let names: [String] =
        (0..<scales).flatMap { scale in TextureScale.names.map { "luma\(1 << scale)_\($0)" } }
        + TextureScale.names.map { "chroma_\($0)" } + BlockSpectrum.names + ToneFeatures.names + SceneFeatures.names

    private static let scales = 3

    /// Below it there is nothing to mirror.
    private static let leastSide = 8

    /// A smaller picture is gone on with as its mirror image.
    ///
    /// - Throws: `Missing` for a picture with a side below 8.
    package init(of picture: ImageAnalysis) throws(Missing) {
        try picture.requireSide(atLeast: Self.leastSide)
        let picture = picture.mirrored(toSide: Self.minimumSide)
        let numbers = Self.texture(of: picture) + ToneFeatures.values(of: picture) + SceneFeatures.values(of: picture)
        values = numbers.map { Float($0) }
    }

    private static func texture(of picture: ImageAnalysis) -> [Double] {
        var colour = ColourRow(width: picture.width)
        var bluish = TextureScale(width: picture.width), reddish = TextureScale(width: picture.width)
        var full = TextureScale(width: picture.width)
        var half = HalvedTexture(width: picture.width), quarter = HalvedTexture(width: picture.width / 2)
        var spectrum = BlockSpectrum(width: picture.width)
        for y in 0..<picture.height {
            colour.read(y, of: picture.image, over: picture.background)
            let row = full.next
            ck_luma(colour.red, colour.green, colour.blue, row, picture.width)
            ck_chroma(colour.red, colour.blue, row, bluish.next, reddish.next, picture.width)
            if let halved = half.take(row) { quarter.take(halved) }
            spectrum.push(row)
            full.push()
            bluish.push()
            reddish.push()
        }
        let chroma = zip(bluish.features(), reddish.features()).map { ($0 + $1) / 2 }
        return full.features() + half.texture.features() + quarter.texture.features() + chroma + spectrum.features()
    }
}

/// Texture of a plane at half the size of the rows that are handed in: means of 2 × 2, a left-over row or column dropped.
private struct HalvedTexture: ~Copyable {
    var texture: TextureScale
    private let width: Int
    private var above: [Float]
    private var hasAbove = false

    init(width: Int) {
        self.width = width / 2
        texture = TextureScale(width: width / 2)
        above = [Float](repeating: 0, count: width)
    }

    /// The halved row that this row completes, valid until the next call.
    @discardableResult
    mutating func take(_ row: UnsafePointer<Float>) -> UnsafePointer<Float>? {
        hasAbove.toggle()
        if hasAbove {
            above.withUnsafeMutableBufferPointer { $0.baseAddress!.update(from: row, count: $0.count) }
            return nil
        }
        let target = texture.next
        ck_halve(above, row, target, width)
        texture.push()
        return UnsafePointer(target)
    }
}

extension ImageAnalysis {
    /// The picture itself, or one of which no side is shorter than `side`, gone on with to the right and below as its mirror image.
    fileprivate func mirrored(toSide side: Int) -> ImageAnalysis {
        guard min(width, height) < side else { return self }
        let (newWidth, newHeight) = (max(width, side), max(height, side))
        func bounced(_ i: Int, _ count: Int) -> Int { i % (2 * count) < count ? i % (2 * count) : 2 * count - 1 - i % (2 * count) }
        func grown<Code>(_ values: [Code]) -> [Code] {
            (0..<newHeight).flatMap { y in
                (0..<newWidth).flatMap { x in
                    let start = (bounced(y, height) * width + bounced(x, width)) * image.channels
                    return values[start..<start + image.channels]
                }
            }
        }
        let samples: PixelImage.Samples =
            switch image.samples {
            case .eight(let values): .eight(grown(values))
            case .sixteen(let values): .sixteen(grown(values))
            }
        let grown = PixelImage(width: newWidth, height: newHeight, channels: image.channels, samples: samples, facts: image.facts)
        return ImageAnalysis(grown, background: background)
    }
}
