import Media

extension PictureStack {
    /// A picture as red, green and blue codes in 0…1, its weights 0.
    func encoded(_ index: Int) -> WeightedPicture {
        let reader = LinearRowReader(pictures[index], scale: .encoded)
        var picture = WeightedPicture(width: width, height: height)
        var row = [SIMD4<Float>](repeating: .zero, count: width)
        let isGray = channels < 3
        for y in 0..<height {
            reader.read(y, into: &row)
            picture.values.withUnsafeMutableBufferPointer { values in
                for x in 0..<width {
                    let place = 4 * (y * width + x)
                    values[place] = row[x].x
                    values[place + 1] = isGray ? row[x].x : row[x].y
                    values[place + 2] = isGray ? row[x].x : row[x].z
                }
            }
        }
        return picture
    }

    /// - Throws: `has_alpha` where a picture is transparent somewhere: its weights would be without a meaning there.
    func requireOpaque(_ mode: String) throws(CompositionError) {
        guard hasAlpha else { return }
        let seen = pictures.indices.filter { !pictures[$0].isOpaque }
        guard !seen.isEmpty else { return }
        // Filling helps only where it was the padding that let something through.
        let remedy = seen.contains { transparent[$0] } ? "flatten it first" : "use 'sizes: fill'"
        let list = seen.map { branches[$0] }.joined(separator: ", ")
        throw CompositionError("has_alpha", "\(mode) needs opaque pictures, and \(list) is transparent; \(remedy)")
    }

    /// Colours of 0…1 as a picture of the stack's form, clipped; and the share of samples that were.
    func stored(_ result: WeightedPicture) -> (image: PixelImage, clippedShare: Double) {
        var clipped = 0
        let colours = channels < 3 ? 1 : 3
        func codes<Code: PixelCode>(_: Code.Type) -> [Code] {
            let full = Float(Code.max)
            return [Code](unsafeUninitializedCapacity: width * height * channels) { codes, count in
                result.values.withUnsafeBufferPointer { values in
                    for pixel in 0..<width * height {
                        for channel in 0..<colours {
                            let value = values[4 * pixel + channel]
                            if value < 0 || value > 1 { clipped += 1 }
                            codes[pixel * channels + channel] = Code((min(1, max(0, value)) * full).rounded())
                        }
                        if channels % 2 == 0 { codes[pixel * channels + channels - 1] = .max }
                    }
                }
                count = width * height * channels
            }
        }
        let samples: PixelImage.Samples = bitDepth == 8 ? .eight(codes(UInt8.self)) : .sixteen(codes(UInt16.self))
        let image = PixelImage(width: width, height: height, channels: channels, samples: samples)
        return (image, Double(clipped) / Double(width * height * colours))
    }
}

extension PixelImage {
    /// Whether every pixel hides what is behind it.
    var isOpaque: Bool {
        guard hasAlpha else { return true }
        switch samples {
        case .eight(let values): return stride(from: channels - 1, to: values.count, by: channels).allSatisfy { values[$0] == .max }
        case .sixteen(let values): return stride(from: channels - 1, to: values.count, by: channels).allSatisfy { values[$0] == .max }
        }
    }
}
