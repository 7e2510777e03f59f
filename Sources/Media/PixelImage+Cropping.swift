extension PixelImage {
    /// A rectangle of the picture; its facts stay with it.
    ///
    /// - Precondition: the rectangle lies inside the picture and is not empty.
    package func cropped(x: Int, y: Int, width newWidth: Int, height newHeight: Int) -> PixelImage {
        precondition(x >= 0 && y >= 0 && x + newWidth <= width && y + newHeight <= height, "the rectangle leaves the picture")
        func cut<Code>(_ values: [Code]) -> [Code] {
            var result: [Code] = []
            result.reserveCapacity(newWidth * newHeight * channels)
            for row in y..<y + newHeight {
                let start = (row * width + x) * channels
                result += values[start..<start + newWidth * channels]
            }
            return result
        }
        let part: Samples =
            switch samples {
            case .eight(let values): .eight(cut(values))
            case .sixteen(let values): .sixteen(cut(values))
            }
        return PixelImage(width: newWidth, height: newHeight, channels: channels, samples: part, facts: facts)
    }
}
