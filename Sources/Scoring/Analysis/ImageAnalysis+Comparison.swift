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
                .failed, "sizes differ: \(width)×\(height) and \(reference.width)×\(reference.height); give a reference of the same size")
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

    package func flags(against reference: ImageAnalysis?) -> [String] {
        var flags: [String] = []
        if image.hasAlpha || reference?.image.hasAlpha == true { flags.append("alpha flattened on \(backgroundInWords)") }
        if let reference, !hasSameColourSpace(as: reference) {
            flags.append("colour profiles differ")
        } else if hasColourSpace {
            flags.append("colour profile ignored")
        }
        return flags
    }

    private var backgroundInWords: String { background == 255 ? "white" : background == 0 ? "black" : "gray \(background)" }

    /// A profile, or a gamma that is not the usual 1/2.2 (gAMA 0.45455).
    private var hasColourSpace: Bool { image.facts.iccProfile != nil || abs((image.facts.gamma ?? 0.45455) - 0.45455) > 0.001 }

    private func hasSameColourSpace(as other: ImageAnalysis) -> Bool {
        let facts = image.facts, others = other.image.facts
        return facts.iccProfile == others.iccProfile && abs((facts.gamma ?? 0.45455) - (others.gamma ?? 0.45455)) <= 0.001
    }
}
