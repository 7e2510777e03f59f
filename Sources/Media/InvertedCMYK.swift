import CColour

/// Four samples a pixel where 255 is no ink, as every JPEG in CMYK that is met in the wild stores them, and as browsers read them.
enum InvertedCMYK {
    /// Turns rows of ink into rows of sRGB, through the profile in `facts` where that can be used. What was done stands there then.
    static func reduceToRGB(_ samples: inout [UInt8], width: Int, facts: inout ImageFacts) {
        let profile = facts.iccProfile
        facts.iccProfile = nil
        var reason = ""
        if let profile {
            var transform: OpaquePointer?
            defer { ccolour_close(transform) }
            let code = profile.withUnsafeBufferPointer { ccolour_open_ink($0.baseAddress, $0.count, &transform) }
            if code == CCOLOUR_OK, let transform {
                apply(transform, to: &samples, width: width)
                facts.colour = .converted(from: ColourHandling.name(of: transform))
                return
            }
            reason = " (its profile: \(transform.map { String(cString: ccolour_message($0)) } ?? "out of memory"))"
        }
        reflect(&samples)
        facts.warnings.append("CMYK: turned into RGB by a plain formula, its colours are approximate\(reason)")
    }

    private static func apply(_ transform: OpaquePointer, to samples: inout [UInt8], width: Int) {
        var row = [UInt8](repeating: 0, count: width * 3)
        let height = samples.count / (width * 4)
        for y in 0..<height {
            samples.withUnsafeBufferPointer { ccolour_convert(transform, $0.baseAddress! + y * width * 4, &row, width) }
            samples.replaceSubrange(y * width * 3..<(y + 1) * width * 3, with: row)
        }
        samples.removeLast(width * height)
    }

    // What paper reflects when each ink takes away its share, rounded.
    private static func reflect(_ samples: inout [UInt8]) {
        let pixels = samples.count / 4
        samples.withUnsafeMutableBufferPointer { samples in
            for pixel in 0..<pixels {
                let black = Int(samples[pixel * 4 + 3])
                for channel in 0..<3 { samples[pixel * 3 + channel] = UInt8((Int(samples[pixel * 4 + channel]) * black + 127) / 255) }
            }
        }
        samples.removeLast(pixels)
    }
}
