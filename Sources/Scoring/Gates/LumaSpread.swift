/// Standard deviation of luma, 0…127.5; below half a step a picture shows nothing.
enum LumaSpread: GateFact {
    static let name = "luma_spread"
    static let summary = "Standard deviation of luma, on a scale of 0 to 255."

    static func value(of picture: ImageAnalysis) -> Double? { picture.pixelStatistics.luma.deviation }
}
