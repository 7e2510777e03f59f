import CColour

extension PixelImage {
    /// The picture with its colours in sRGB, as far as its file says which they are; what was done stands in `facts.colour`.
    ///
    /// What counts is the ICC profile, then the sRGB chunk, then gAMA with cHRM (PNG, third edition, 4.3). The conversion is media-relative
    /// colorimetric with black-point compensation: white stays white, black stays black, and what sRGB cannot hold is clipped. Depth,
    /// gray and alpha stay as they are. A profile that is sRGB by another name costs a millisecond and changes no sample. Profile and
    /// gamma are taken from the facts unless they were ignored: the samples no longer follow them.
    /// - Throws: `.tooLarge` when memory does not suffice.
    package func convertedToSRGB() throws(MediaError) -> PixelImage {
        guard facts.colour == .asStored else { return self }
        guard let source = ColourSource(facts) else {
            // A decoder drops a profile that is damaged, and says so.
            if let complaint = facts.warnings.first(where: { $0.hasPrefix("iCCP") || $0.contains("colour profile") }) {
                return settled(.ignored(reason: complaint))
            }
            return settled(facts.sRGBIntent == nil && facts.gamma == nil ? .assumedSRGB : .sRGB)
        }
        let transform = ColourTransform(source, channels: channels, bitDepth: bitDepth)
        switch transform.code {
        case CCOLOUR_OK: return converted(by: transform).settled(.converted(from: source.name ?? transform.name))
        case CCOLOUR_SAME: return settled(.sRGB)
        case CCOLOUR_NO_MEMORY: throw MediaError(.tooLarge, "picture", "not enough memory to convert its colours")
        default: return ignoring(source, transform.message)
        }
    }

    private func settled(_ colour: ColourHandling) -> PixelImage {
        var image = self
        image.facts.colour = colour
        (image.facts.iccProfile, image.facts.gamma, image.facts.chromaticities) = (nil, nil, nil)
        return image
    }

    private func ignoring(_ source: ColourSource, _ reason: String) -> PixelImage {
        var image = self
        image.facts.colour = .ignored(reason: reason)
        image.facts.warnings.append("the colour profile is not applied: \(reason)")
        return image
    }

    private func converted(by transform: ColourTransform) -> PixelImage {
        let samples: Samples =
            switch samples {
            case .eight(let values): .eight(transform.converted(values, rows: height))
            case .sixteen(let values): .sixteen(transform.converted(values, rows: height))
            }
        return PixelImage(width: width, height: height, channels: channels, samples: samples, facts: facts)
    }
}

/// What a file names as its colours, where that is not sRGB in so many words.
private enum ColourSource {
    case profile([UInt8])
    /// The exponent of the display, 0 for the curve of sRGB, and x and y of white, red, green and blue.
    case display(exponent: Double, chromaticities: [Double])

    // ITU-R BT.709, which sRGB shares.
    private static let sRGBChromaticities = [0.3127, 0.329, 0.64, 0.33, 0.3, 0.6, 0.15, 0.06]

    init?(_ facts: ImageFacts) {
        if let profile = facts.iccProfile {
            self = .profile(profile)
        } else if facts.sRGBIntent == nil, facts.gamma != nil || facts.chromaticities != nil {
            // 1/2.2 is what writers put there that mean sRGB, whose curve has no exponent.
            let gamma = facts.gamma ?? 1 / 2.2
            let exponent = abs(gamma - 1 / 2.2) <= 0.005 ? 0 : gamma > 0 ? 1 / gamma : .infinity
            self = .display(exponent: exponent, chromaticities: facts.chromaticities ?? Self.sRGBChromaticities)
        } else {
            return nil
        }
    }

    /// Nil for a profile, which has a name of its own.
    var name: String? {
        switch self {
        case .profile: nil
        case .display(0, _): "chromaticities of its own"
        case .display(let exponent, Self.sRGBChromaticities): "a display of gamma \((exponent * 100).rounded() / 100)"
        case .display(let exponent, _): "a display of gamma \((exponent * 100).rounded() / 100) and chromaticities of its own"
        }
    }
}

/// A way to sRGB, or the reason why there is none.
private final class ColourTransform {
    let code: ccolour_code
    private let transform: OpaquePointer?
    private let channels: Int

    init(_ source: ColourSource, channels: Int, bitDepth: Int) {
        var transform: OpaquePointer?
        switch source {
        case .profile(let bytes):
            code = bytes.withUnsafeBufferPointer { ccolour_open($0.baseAddress, $0.count, Int32(channels), Int32(bitDepth), &transform) }
        case .display(let exponent, let chromaticities):
            code = ccolour_open_display(exponent, chromaticities, Int32(channels), Int32(bitDepth), &transform)
        }
        self.transform = transform
        self.channels = channels
    }

    deinit { ccolour_close(transform) }

    var name: String { transform.map { ColourHandling.name(of: $0) } ?? "" }
    var message: String { transform.map { String(cString: ccolour_message($0)) } ?? "out of memory" }

    func converted<Sample>(_ stored: [Sample], rows: Int) -> [Sample] {
        let count = stored.count / rows
        return [Sample](unsafeUninitializedCapacity: stored.count) { buffer, initialized in
            stored.withUnsafeBufferPointer { stored in
                for y in 0..<rows {
                    ccolour_convert(transform, stored.baseAddress! + y * count, buffer.baseAddress! + y * count, count / channels)
                }
            }
            initialized = stored.count
        }
    }
}
