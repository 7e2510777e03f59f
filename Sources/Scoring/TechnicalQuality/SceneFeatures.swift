/// The natural-scene statistics of BRISQUE as the model of technical quality takes them: spreads as logarithms.
enum SceneFeatures {
    private static let directions = ["left", "above", "above_left", "below_left"]

    static let names = ["full", "half"].flatMap { scale in
        ["shape", "spread"].map { "\(scale)_\($0)" }
            + directions.flatMap { direction in ["shape", "mean", "below", "above"].map { "\(scale)_\(direction)_\($0)" } }
    }

    /// All 0 for a picture without such statistics, which is as far from any other as can be.
    static func values(of picture: ImageAnalysis) -> [Double] {
        guard let features = picture.naturalScene.features else { return [Double](repeating: 0, count: names.count) }
        return features.enumerated().map { index, value in
            let place = index % 18
            // Of the shape and spread of the values themselves, and four numbers a direction, these are mean squares.
            let isSquare = place == 1 || (place > 1 && (place - 2) % 4 > 1)
            return isSquare ? PortableMath.log(value + 1e-5) : value
        }
    }
}
