import Foundation
import Media
import Testing

/// The picture that `Fixtures/pictures/pillow.py` draws, and what Pillow reads from the files it wrote.
enum PillowPicture {
    static let width = 45
    static let height = 31

    static func drawn(channels: Int) -> PixelImage {
        var samples: [UInt8] = []
        for y in 0..<height {
            for x in 0..<width {
                for channel in 0..<channels {
                    let edge = x * 2 + channel * 9 > y * 3 ? 60 : 0
                    samples.append(UInt8((x * (3 + channel) + y * 2 + (x / 9 + y / 7) % 2 * 50 + edge) % 256))
                }
            }
        }
        return PixelImage(width: width, height: height, channels: channels, samples: .eight(samples))
    }

    struct Row: CustomTestStringConvertible, Sendable {
        let file: String
        let channels: Int
        let sha256: String
        var testDescription: String { file }
    }

    /// The lines of `pillow.csv` for files of one kind.
    static func rows(_ suffix: String) throws -> [Row] {
        let text = String(decoding: try fixture("pictures/pillow.csv"), as: UTF8.self)
        return text.split(separator: "\n").dropFirst().map { line in
            let fields = line.split(separator: ",").map { String($0) }
            return Row(file: fields[0], channels: fields[1] == "L" ? 1 : fields[1].count, sha256: fields[2])
        }.filter { $0.file.hasSuffix(suffix) }
    }
}

extension PixelImage {
    /// SHA-256 of the samples of an 8-bit picture.
    var sampleHash: String {
        guard case .eight(let bytes) = samples else { return "not 8 bits" }
        return sha256Hex(bytes)
    }
}
