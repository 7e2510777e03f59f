import Scoring

/// A map against the reference as the page shows it, with its legend.
struct MapView {
    let metric: ShownText
    /// `data:` URI.
    let source: String
    let width: Int
    let height: Int
    let alternative: ShownText
    /// The value drawn darkest.
    let ideal: String
    /// The value from which on everything is drawn palest.
    let worst: String
    let legend: ShownText
    /// `data:` URI of the colours between the two.
    let strip = MapExhibit.strip

    init(_ exhibit: MapExhibit) {
        metric = ShownText(exhibit.metric)
        source = exhibit.source
        (width, height) = (exhibit.width, exhibit.height)
        alternative = ShownText("\(exhibit.legend), place by place: bright where the picture differs from its reference", limit: 160)
        (ideal, worst) = (Quantity.trimmed(exhibit.ideal), Quantity.trimmed(exhibit.worst))
        legend = ShownText(exhibit.legend)
    }
}
