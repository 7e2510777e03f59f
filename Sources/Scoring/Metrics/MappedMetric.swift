import Media

/// A metric whose value comes from a map over the picture, which a report can show.
package protocol MappedMetric: Metric where Media == ImageAnalysis {
    /// The same for every picture, so that two maps can be compared by eye.
    static var mapScale: MapScale { get }

    /// Where in the picture the two differ, as this metric sees it.
    ///
    /// - Throws: `Missing`, as `measure`.
    func map(_ candidate: ImageAnalysis, against reference: ImageAnalysis?) throws -> MetricMap
}

/// The two ends of a map's legend.
package struct MapScale: Sendable, Hashable {
    /// The value drawn as "no difference".
    package let ideal: Double
    /// The value from which on everything is drawn as the worst.
    package let worst: Double
    /// What the values are, for the legend: `local similarity`, `ΔE`.
    package let legend: String

    package init(ideal: Double, worst: Double, legend: String) {
        self.ideal = ideal
        self.worst = worst
        self.legend = legend
    }
}

/// One value a place, row by row from the top; smaller than the picture where the metric halves it or leaves borders out.
package struct MetricMap: Sendable, Hashable {
    package let width: Int
    package let height: Int
    package let values: [Float]
    package let scale: MapScale

    /// - Precondition: width × height values.
    package init(width: Int, height: Int, values: [Float], scale: MapScale) {
        precondition(values.count == width * height, "a map has one value a place")
        self.width = width
        self.height = height
        self.values = values
        self.scale = scale
    }
}
