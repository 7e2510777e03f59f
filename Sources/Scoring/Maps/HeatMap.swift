import Media

extension MetricMap {
    /// The map as a picture: near black where the two agree, over violet and orange to pale yellow at the worst.
    ///
    /// - Parameter longestSide: larger maps are shrunk by a whole factor; a place of the result is the worst of those it stands for,
    ///   so that no fault vanishes.
    package func picture(longestSide: Int = .max) -> PixelImage {
        let factor = (max(width, height) - 1) / longestSide + 1
        let columns = (width + factor - 1) / factor, rows = (height + factor - 1) / factor
        var bytes: [UInt8] = []
        bytes.reserveCapacity(columns * rows * 3)
        for row in 0..<rows {
            for column in 0..<columns {
                let colour = ColourMap.ember(share: share(ofBlock: factor, column: column, row: row))
                bytes += [colour.x, colour.y, colour.z]
            }
        }
        return PixelImage(width: columns, height: rows, channels: 3, samples: .eight(bytes))
    }

    /// 0 at the ideal, 1 at the worst and beyond.
    private func share(ofBlock factor: Int, column: Int, row: Int) -> Double {
        var worst = 0.0
        for y in row * factor..<min(height, (row + 1) * factor) {
            for x in column * factor..<min(width, (column + 1) * factor) {
                worst = max(worst, (Double(values[y * width + x]) - scale.ideal) / (scale.worst - scale.ideal))
            }
        }
        return min(1, worst)
    }
}

extension ColourMap {
    /// A strip of the colours from best to worst, for a legend.
    package static func strip(width: Int, height: Int) -> PixelImage {
        let row = (0..<width).flatMap { x in
            let colour = ember(share: width > 1 ? Double(x) / Double(width - 1) : 0)
            return [colour.x, colour.y, colour.z]
        }
        return PixelImage(width: width, height: height, channels: 3, samples: .eight((0..<height).flatMap { _ in row }))
    }
}
