/// Standard deviation of colour, 0…255: the larger of R − G and (R + G)/2 − B. 0 for gray and for one colour.
enum ColourSpread: GateFact {
    static let name = "colour_spread"
    static let summary = "Standard deviation of colour beside luma, on a scale of 0 to 255."

    static func value(of picture: ImageAnalysis) -> Double? {
        max(picture.pixelStatistics.redGreen.deviation, picture.pixelStatistics.yellowBlue.deviation)
    }
}
