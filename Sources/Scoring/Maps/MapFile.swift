/// A map of where a picture differs from its reference, written beside a score.
package struct MapFile: Codable, Sendable, Hashable {
    package let metric: String
    /// Of the PNG, as it was asked for.
    package var path: String
    /// Width and height of the PNG.
    package let width: Int
    package let height: Int
    /// The value drawn darkest.
    package let ideal: Double
    /// The value from which on everything is drawn palest.
    package let worst: Double
    /// What the values are.
    package let legend: String

    package init(metric: String, path: String, width: Int, height: Int, scale: MapScale) {
        self.metric = metric
        self.path = path
        self.width = width
        self.height = height
        ideal = scale.ideal
        worst = scale.worst
        legend = scale.legend
    }
}
