import Media

extension PixelImage {
    /// The same picture with more channels or more bits: gray becomes three equal channels, 8 bits become 16 by repeating the byte.
    ///
    /// - Precondition: nothing is lost by it.
    func recoded(channels: Int, bitDepth: Int) -> PixelImage {
        guard channels != self.channels || bitDepth != self.bitDepth else { return self }
        let samples: Samples =
            switch (self.samples, bitDepth) {
            case (.eight(let codes), 8): .eight(recoded(codes, channels: channels, step: 1))
            case (.eight(let codes), _): .sixteen(recoded(codes, channels: channels, step: 257))
            case (.sixteen(let codes), _): .sixteen(recoded(codes, channels: channels, step: 1))
            }
        return PixelImage(width: width, height: height, channels: channels, samples: samples, facts: facts)
    }

    private func recoded<From: PixelCode, To: PixelCode>(_ codes: [From], channels: Int, step: To) -> [To] {
        let colours = channels < 3 ? 1 : 3
        let isGray = self.channels < 3
        return [To](unsafeUninitializedCapacity: width * height * channels) { result, count in
            codes.withUnsafeBufferPointer { codes in
                for pixel in 0..<width * height {
                    let (from, to) = (pixel * self.channels, pixel * channels)
                    for channel in 0..<colours { result[to + channel] = To(codes[from + (isGray ? 0 : channel)]) * step }
                    if channels % 2 == 0 { result[to + channels - 1] = hasAlpha ? To(codes[from + self.channels - 1]) * step : .max }
                }
            }
            count = width * height * channels
        }
    }

    /// A picture of another size with this one at a place: what lies outside is cut, what is not covered is transparent.
    ///
    /// - Precondition: a picture that does not cover the new one has alpha.
    func recut(width newWidth: Int, height newHeight: Int, x: Int, y: Int) -> PixelImage {
        func cut<Code: PixelCode>(_ codes: [Code]) -> [Code] {
            var result = [Code](repeating: 0, count: newWidth * newHeight * channels)
            let (left, right) = (max(0, x), min(newWidth, x + width))
            for row in max(0, y)..<max(0, y, min(newHeight, y + height)) where left < right {
                let from = ((row - y) * width + left - x) * channels
                let count = (right - left) * channels
                result.replaceSubrange(
                    (row * newWidth + left) * channels..<(row * newWidth + left) * channels + count, with: codes[from..<from + count])
            }
            return result
        }
        let samples: Samples =
            switch samples {
            case .eight(let codes): .eight(cut(codes))
            case .sixteen(let codes): .sixteen(cut(codes))
            }
        return PixelImage(width: newWidth, height: newHeight, channels: channels, samples: samples, facts: facts)
    }
}
