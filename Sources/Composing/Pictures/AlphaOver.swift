import Catalogs
import Media

/// Pictures laid over each other by their alpha, the first at the bottom.
///
/// Source: Porter and Duff, Compositing Digital Images (SIGGRAPH 1984), operator over, in linear light.
struct AlphaOver: PictureBlend {
    static let name = "over"
    static let summary =
        "Pictures laid over the first by their alpha, in linear light; 'compat: true' on codes ('sizes', 'reference', 'depth')."
    static let needsAlignment = false

    var settings: BlendSettings
    let scale: LightScale

    init(options: inout Options) {
        settings = BlendSettings(options: &options, canForce: false)
        scale = options.flag("compat", default: false) ? .encoded : .linear
    }

    var parameters: [String: SidecarValue] { ["compat": .flag(scale == .encoded)] }

    func blend(_ stack: PictureStack) -> (image: PixelImage, measurements: [String: Double]) {
        guard stack.pictures.count > 1 else { return (stack.pictures[0], [:]) }
        let readers = stack.pictures.map { LinearRowReader($0, scale: scale) }
        var writer = LinearRowWriter(
            width: stack.width, height: stack.height, channels: stack.channels, bitDepth: stack.bitDepth, scale: scale)
        var below = [SIMD4<Float>](repeating: .zero, count: stack.width)
        var above = below
        for y in 0..<stack.height {
            readers[0].read(y, into: &below)
            for reader in readers.dropFirst() {
                reader.read(y, into: &above)
                for x in below.indices { below[x] = above[x] + below[x] * (1 - above[x].w) }
            }
            writer.append(below)
        }
        return (PixelImage(width: stack.width, height: stack.height, channels: stack.channels, samples: writer.samples), [:])
    }
}
