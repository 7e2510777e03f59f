import Foundation
import Media

/// Red, green and blue as sRGB codes 0…255 that are not yet rounded.
struct CodePlanes {
    let width: Int
    let height: Int
    var planes: [[Float]]

    /// Rounds to bytes after adding noise of one code's width, so that smooth gradients do not break into bands.
    func image(_ random: inout DemoRandom) -> PixelImage {
        var bytes = [UInt8](repeating: 0, count: width * height * 3)
        for i in 0..<(width * height) {
            for channel in 0..<3 {
                let value = planes[channel][i] + random.unit() - 0.5
                bytes[i * 3 + channel] = UInt8(min(255, max(0, value.rounded())))
            }
        }
        return PixelImage(width: width, height: height, channels: 3, samples: .eight(bytes))
    }
}

extension DemoCanvas {
    /// Averages the samples of each pixel in linear light and encodes them.
    func developed() -> CodePlanes {
        let factor = DemoCanvas.oversampling
        let width = columns / factor
        let height = rows / factor
        var planes = Array(repeating: [Float](repeating: 0, count: width * height), count: 3)
        let share = 1 / Float(factor * factor)
        for y in 0..<height {
            for x in 0..<width {
                var sum = DemoLight.zero
                for dy in 0..<factor {
                    for dx in 0..<factor { sum += pixels[(y * factor + dy) * columns + x * factor + dx] }
                }
                sum *= share
                for channel in 0..<3 { planes[channel][y * width + x] = Float(SRGB.encoded(Double(min(1, max(0, sum[channel]))))) * 255 }
            }
        }
        return CodePlanes(width: width, height: height, planes: planes)
    }
}

extension DemoQuality {
    func damaged(_ picture: CodePlanes, _ random: inout DemoRandom) -> CodePlanes {
        var result = picture
        switch self {
        case .clean: break
        case .soft: result.planes = picture.planes.map { blurred($0, picture.width, picture.height, sigma: 1.6) }
        case .noisy:
            for channel in 0..<3 {
                for i in result.planes[channel].indices { result.planes[channel][i] += 14 * random.normal() }
            }
        case .blocky: result = DemoBlockCoder(quality: 8).coded(picture)
        }
        return result
    }

    private func blurred(_ plane: [Float], _ width: Int, _ height: Int, sigma: Float) -> [Float] {
        let reach = Int((4 * sigma).rounded(.up))
        let raw = (-reach...reach).map { exp(-Float($0 * $0) / (2 * sigma * sigma)) }
        let weights = raw.map { $0 / raw.reduce(0, +) }
        func pass(_ source: [Float], step: Int, length: Int, lines: Int, lineStep: Int) -> [Float] {
            var target = source
            for line in 0..<lines {
                for i in 0..<length {
                    var sum: Float = 0
                    for (k, weight) in weights.enumerated() {
                        sum += weight * source[line * lineStep + min(length - 1, max(0, i + k - reach)) * step]
                    }
                    target[line * lineStep + i * step] = sum
                }
            }
            return target
        }
        let across = pass(plane, step: 1, length: width, lines: height, lineStep: width)
        return pass(across, step: width, length: height, lines: width, lineStep: 1)
    }
}
