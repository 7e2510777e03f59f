/// Width × height in millions.
enum Megapixels: GateFact {
    static let name = "megapixels"
    static let summary = "Pixels of the picture, in millions."

    static func value(of picture: ImageAnalysis) -> Double? { Double(picture.pixels) / 1_000_000 }
}
