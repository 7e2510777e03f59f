import CKernels
import Catalogs
import Media

/// The median of pictures of the same thing, channel by channel: what only one of them shows disappears.
///
/// An odd number gives codes that stand in one of the pictures; of an even number the middle two are averaged in linear light.
struct MedianStack: PictureBlend {
    static let name = "median"
    static let summary = "Median of pictures of the same thing, channel by channel ('sizes', 'reference', 'depth', 'force')."
    static let mostPictures = 64

    var settings: BlendSettings

    init(options: inout Options) { settings = BlendSettings(options: &options) }

    func blend(_ stack: PictureStack) throws -> (image: PixelImage, measurements: [String: Double]) {
        let samples: PixelImage.Samples =
            stack.bitDepth == 8
            ? .eight(middle(stack, of: stack.pictures.map(\.bytes), by: ck_middle8, curve: SRGB.linear8, encode: SRGB.code8))
            : .sixteen(middle(stack, of: stack.pictures.map(\.words), by: ck_middle16, curve: SRGB.linear16, encode: SRGB.code16))
        return (PixelImage(width: stack.width, height: stack.height, channels: stack.channels, samples: samples), [:])
    }

    private typealias Kernel<Code> = (UnsafePointer<UnsafePointer<Code>?>, Int, UnsafeMutablePointer<Code>, UnsafeMutablePointer<Code>, Int)
        -> Void

    private func middle<Code: PixelCode>(
        _ stack: PictureStack, of pictures: [[Code]], by kernel: Kernel<Code>, curve: [Float], encode: (Float) -> Code
    ) -> [Code] {
        let count = pictures[0].count
        var upper = [Code](repeating: 0, count: count)
        let buffers = pictures.map { picture in
            let buffer = UnsafeMutablePointer<Code>.allocate(capacity: count)
            buffer.initialize(from: picture, count: count)
            return buffer
        }
        defer { for buffer in buffers { buffer.deallocate() } }
        var lower = [Code](unsafeUninitializedCapacity: count) { lower, size in
            kernel(buffers.map { UnsafePointer($0) }, buffers.count, lower.baseAddress!, &upper, count)
            size = count
        }
        guard pictures.count % 2 == 0 else { return lower }
        let channels = stack.channels
        for i in 0..<count where lower[i] != upper[i] {
            let (low, high) = (Int(lower[i]), Int(upper[i]))
            let isAlpha = stack.hasAlpha && i % channels == channels - 1
            lower[i] = isAlpha ? Code((low + high + 1) / 2) : encode((curve[low] + curve[high]) / 2)
        }
        return lower
    }
}

extension PixelImage {
    /// The samples of a picture of 8 bits; none of one of 16.
    var bytes: [UInt8] {
        if case .eight(let values) = samples { return values }
        return []
    }

    /// The samples of a picture of 16 bits; none of one of 8.
    var words: [UInt16] {
        if case .sixteen(let values) = samples { return values }
        return []
    }
}
