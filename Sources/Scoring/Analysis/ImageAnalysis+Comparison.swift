import CKernels
import Media

extension ImageAnalysis {
    /// The reference, when it can be compared with this picture sample by sample.
    ///
    /// - Throws: `Missing` when there is none or its size differs.
    func matched(to reference: ImageAnalysis?) throws(Missing) -> ImageAnalysis {
        guard let reference else { throw Missing(.unavailable, "needs a reference picture") }
        guard width == reference.width, height == reference.height else {
            throw Missing(
                .failed,
                "sizes differ: \(width)×\(height) and \(reference.width)×\(reference.height); give a reference of the same size, or --fit resize or crop"
            )
        }
        return reference
    }

    /// - Throws: `Missing` when a side is shorter than the metric can work with.
    func requireSide(atLeast side: Int) throws(Missing) {
        guard min(width, height) >= side else {
            throw Missing(.failed, "too small: \(width)×\(height), both sides must be at least \(side)")
        }
    }

    /// Σ(a − b)² over red, green and blue of all pixels.
    ///
    /// - Precondition: equal sizes.
    func squaredError(against other: ImageAnalysis) -> Double {
        if let sum = squaredCodes(against: other) { return sum }
        var row = ColourRow(width: width)
        var otherRow = row
        return (0..<height).reduce(0.0) { sum, y in
            row.read(y, of: image, over: background)
            otherRow.read(y, of: other.image, over: other.background)
            return sum + ck_squared_difference(row.red, otherRow.red, width)
                + ck_squared_difference(row.green, otherRow.green, width)
                + ck_squared_difference(row.blue, otherRow.blue, width)
        }
    }

    /// The same from whole codes, for two opaque pictures of 8 bits and the same channels; nil for others.
    private func squaredCodes(against other: ImageAnalysis) -> Double? {
        guard !image.hasAlpha, image.channels == other.image.channels, case .eight(let codes) = image.samples,
            case .eight(let others) = other.image.samples
        else { return nil }
        let sum = Double(ck_squared_difference_bytes(codes, others, codes.count))
        return isGray ? 3 * sum : sum
    }

    package func flags(against reference: ImageAnalysis?) -> [String] {
        var flags = fitting.map { [$0] } ?? []
        if image.hasAlpha || reference?.image.hasAlpha == true { flags.append("alpha flattened on \(backgroundInWords)") }
        if let reference, colourSpace != reference.colourSpace {
            flags.append("colour profiles differ: \(colourSpace) against \(reference.colourSpace)")
        } else if case .converted(let name) = image.facts.colour {
            flags.append("converted to sRGB from \(name)")
        }
        if ignoresColourSpace || reference?.ignoresColourSpace == true { flags.append("colour profile ignored") }
        return flags
    }

    private var backgroundInWords: String { background == 255 ? "white" : background == 0 ? "black" : "gray \(background)" }

    /// The colour space that the file names, in words.
    private var colourSpace: String {
        let facts = image.facts
        switch facts.colour {
        case .assumedSRGB, .sRGB: return "sRGB"
        case .converted(let name): return name
        case .asStored, .ignored:
            if let profile = facts.iccProfile { return "profile \(sha256Hex(profile).prefix(8))" }
            return hasOddGamma ? "gamma \((1 / (facts.gamma ?? 1)).brief)" : "sRGB"
        }
    }

    /// Not the usual 1/2.2 (gAMA 0.45455).
    private var hasOddGamma: Bool { abs((image.facts.gamma ?? 0.45455) - 0.45455) > 0.001 }

    private var ignoresColourSpace: Bool {
        switch image.facts.colour {
        case .asStored: image.facts.iccProfile != nil || hasOddGamma
        case .ignored: true
        case .assumedSRGB, .sRGB, .converted: false
        }
    }
}
