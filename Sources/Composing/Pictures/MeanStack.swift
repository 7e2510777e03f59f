import Catalogs
import Media

/// The mean of pictures of the same thing, in linear light and premultiplied alpha.
struct MeanStack: PictureBlend {
    static let name = "mean"
    static let summary = "Mean of pictures of the same thing, in linear light ('sizes', 'reference', 'depth', 'force')."

    var settings: BlendSettings

    init(options: inout Options) { settings = BlendSettings(options: &options) }

    func blend(_ stack: PictureStack) -> (image: PixelImage, measurements: [String: Double]) {
        guard stack.pictures.count > 1 else { return (stack.pictures[0], [:]) }
        let readers = stack.pictures.map { LinearRowReader($0) }
        var writer = LinearRowWriter(width: stack.width, height: stack.height, channels: stack.channels, bitDepth: stack.bitDepth)
        var row = [SIMD4<Float>](repeating: .zero, count: stack.width)
        var sum = row
        let share = 1 / Float(readers.count)
        for y in 0..<stack.height {
            for x in sum.indices { sum[x] = .zero }
            for reader in readers {
                reader.read(y, into: &row)
                for x in sum.indices { sum[x] += row[x] }
            }
            for x in sum.indices { sum[x] *= share }
            writer.append(sum)
        }
        return (PixelImage(width: stack.width, height: stack.height, channels: stack.channels, samples: writer.samples), [:])
    }
}
