import Media

/// Something that goes wrong with a picture, at a strength of 0 (hardly seen) to 1 (ruined).
struct Damage: Sendable, Hashable {
    enum Kind: String, Sendable, CaseIterable {
        case blur, noise, grain, jpeg, webp, resample, banding, ringing, contrast
    }

    let kind: Kind
    /// 0…1.
    let strength: Double

    /// - Parameter noise: draws what is random in the damage.
    /// - Throws: `MediaError` of an encoder.
    func apply(to picture: PixelImage, noise: inout SeededNoise) throws(MediaError) -> PixelImage {
        switch kind {
        case .blur: return FloatPicture(picture).blurred(sigma: between(0.35, 4.5)).image
        case .noise: return Self.noisy(picture, sigma: between(1.5, 45), isGray: noise.share() < 0.3, &noise)
        case .grain: return Self.grainy(picture, sigma: between(2, 50), &noise)
        case .jpeg: return try coded(picture, noise.share() < 0.7)
        case .webp:
            let bytes = try picture.encodedWebP(quality: Int((96 - 95 * strength).rounded()))
            return try PixelImage.decodeWebP(bytes, path: "damaged picture")
        case .resample: return try resampled(picture, sharply: noise.share() < 0.5)
        case .banding: return Self.posterised(picture, levels: between(72, 5))
        case .ringing: return Self.sharpened(picture, sigma: noise.between(0.7, 2), amount: between(0.4, 7))
        case .contrast: return Self.contrasted(picture, factor: noise.share() < 0.6 ? between(0.95, 0.45) : between(1.05, 2.2))
        }
    }

    /// Geometric steps, which look even.
    private func between(_ mild: Double, _ severe: Double) -> Double { mild * PortableMath.pow(severe / mild, max(strength, 1e-9)) }

    private func coded(_ picture: PixelImage, _ isSubsampled: Bool) throws(MediaError) -> PixelImage {
        let quality = Int((97 - 93 * strength).rounded())
        let bytes = try picture.encodedJPEG(quality: quality, subsampling: isSubsampled ? .quarter : .full)
        return try PixelImage.decodeJPEG(bytes, path: "damaged picture")
    }

    private func resampled(_ picture: PixelImage, sharply: Bool) throws(MediaError) -> PixelImage {
        let factor = between(0.92, 0.16)
        func side(_ length: Int) -> Int { max(8, Int((Double(length) * factor).rounded())) }
        let small = try picture.resized(width: side(picture.width), height: side(picture.height), filter: .lanczos3)
        return try small.resized(width: picture.width, height: picture.height, filter: sharply ? .lanczos3 : .mitchell)
    }

    private static func noisy(_ picture: PixelImage, sigma: Double, isGray: Bool, _ noise: inout SeededNoise) -> PixelImage {
        var result = FloatPicture(picture)
        for pixel in stride(from: 0, to: result.values.count, by: 3) {
            let shared = isGray ? Float(sigma * noise.normal()) : 0
            for channel in 0..<3 { result.values[pixel + channel] += isGray ? shared : Float(sigma * noise.normal()) }
        }
        return result.image
    }

    /// Noise with a size, as film and denoised sensors have it.
    private static func grainy(_ picture: PixelImage, sigma: Double, _ noise: inout SeededNoise) -> PixelImage {
        var result = FloatPicture(picture)
        var grain = result
        for i in grain.values.indices { grain.values[i] = Float(sigma * noise.normal()) }
        let size = noise.between(0.5, 1.4)
        grain = grain.blurred(sigma: size)
        for i in grain.values.indices { result.values[i] += grain.values[i] * Float(1 + size) }
        return result.image
    }

    private static func posterised(_ picture: PixelImage, levels: Double) -> PixelImage {
        var result = FloatPicture(picture)
        let step = Float(255 / (levels.rounded() - 1))
        for i in result.values.indices { result.values[i] = (result.values[i] / step).rounded() * step }
        return result.image
    }

    /// Unsharp masking, beyond use: edges overshoot.
    private static func sharpened(_ picture: PixelImage, sigma: Double, amount: Double) -> PixelImage {
        var result = FloatPicture(picture)
        let soft = result.blurred(sigma: sigma)
        for i in result.values.indices { result.values[i] += Float(amount) * (result.values[i] - soft.values[i]) }
        return result.image
    }

    private static func contrasted(_ picture: PixelImage, factor: Double) -> PixelImage {
        var result = FloatPicture(picture)
        let mean = Float(result.values.reduce(0.0) { $0 + Double($1) } / Double(result.values.count))
        for i in result.values.indices { result.values[i] = mean + Float(factor) * (result.values[i] - mean) }
        return result.image
    }
}
