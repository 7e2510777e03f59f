import Media

/// Bits a sample in the file, 1…16; of a palette, bits of an index.
enum BitDepth: GateFact {
    static let name = "bit_depth"
    static let summary = "Bits a sample in the file, or a palette index."

    static func value(of picture: ImageAnalysis) -> Double? { Double(picture.image.facts.storedBitDepth) }
}
