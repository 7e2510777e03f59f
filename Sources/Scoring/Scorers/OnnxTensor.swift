import Media

/// Numbers and their shape, as a model takes them.
struct OnnxTensor: Sendable, Hashable {
    var values: [Float]
    let shape: [Int64]

    /// One tensor for a picture, one a window for a sound.
    static func tensors(of path: String, for input: OnnxModel.Input) throws -> [OnnxTensor] {
        switch input {
        case .picture(let settings):
            let picture = try PixelImage.read(path, limits: .standard).convertedToSRGB()
            return [try OnnxTensor(picture, settings)]
        case .sound(let settings):
            let sound = AudioAnalysis(try AudioClip.read(path))
            return windows(of: resampled(sound.mono, from: sound.clip.sampleRate, to: settings.rate), settings)
        }
    }

    // MARK: Pictures

    /// - Throws: `MediaError` where the wanted size is too large.
    init(_ original: PixelImage, _ settings: OnnxModel.Picture) throws(MediaError) {
        let picture = try settings.size.map { size throws(MediaError) in try Self.sized(original, size, settings.fit) } ?? original
        let planes = Self.planes(of: picture, settings)
        let (count, channels) = (picture.width * picture.height, planes.count)
        let (width, height) = (Int64(picture.width), Int64(picture.height))
        if settings.layout == .nchw {
            values = planes.flatMap { $0 }
            shape = [1, Int64(channels), height, width]
        } else {
            var values = [Float](repeating: 0, count: count * channels)
            for (channel, plane) in planes.enumerated() {
                for index in 0..<count { values[index * channels + channel] = plane[index] }
            }
            self.values = values
            shape = [1, height, width, Int64(channels)]
        }
    }

    private static func sized(
        _ picture: PixelImage, _ size: (width: Int, height: Int), _ fit: OnnxModel.Picture.Fit
    ) throws(MediaError) -> PixelImage {
        guard fit == .crop else { return try picture.resized(width: size.width, height: size.height) }
        let scale = max(Double(size.width) / Double(picture.width), Double(size.height) / Double(picture.height))
        let width = max(size.width, Int((Double(picture.width) * scale).rounded()))
        let height = max(size.height, Int((Double(picture.height) * scale).rounded()))
        let covering = try picture.resized(width: width, height: height)
        return covering.middle(width: size.width, height: size.height)
    }

    /// A plane a channel: on white where the picture is transparent, scaled to the range, less the mean, over the deviation.
    private static func planes(of picture: PixelImage, _ settings: OnnxModel.Picture) -> [[Float]] {
        let codes = picture.unitSamples
        let channels = picture.channels, colours = channels < 3 ? 1 : 3
        func plane(_ channel: Int) -> [Double] {
            (0..<picture.width * picture.height).map { pixel in
                let value = codes[pixel * channels + min(channel, colours - 1)]
                guard picture.hasAlpha else { return value }
                return 1 + (value - 1) * codes[pixel * channels + channels - 1]
            }
        }
        var planes = (0..<3).map(plane)
        switch settings.colours {
        case .rgb: break
        case .bgr: planes.reverse()
        case .gray: planes = [zip(zip(planes[0], planes[1]), planes[2]).map { 0.299 * $0.0 + 0.587 * $0.1 + 0.114 * $1 }]
        }
        let (low, high) = (settings.range[0], settings.range[1])
        return planes.enumerated().map { channel, plane in
            let mean = settings.mean[min(channel, settings.mean.count - 1)], std = settings.std[min(channel, settings.std.count - 1)]
            return plane.map { Float((low + $0 * (high - low) - mean) / std) }
        }
    }

    // MARK: Sounds

    private init(window: [Float]) {
        values = window
        shape = [1, Int64(window.count)]
    }

    static func windows(of samples: [Float], _ settings: OnnxModel.Sound) -> [OnnxTensor] {
        guard !samples.isEmpty else { return [] }
        let length = settings.seconds.map { max(1, Int(($0 * Double(settings.rate)).rounded())) } ?? samples.count
        guard samples.count > length else {
            let tail: (Int) -> Float = settings.fill == .zeros ? { $0 < samples.count ? samples[$0] : 0 } : { samples[$0 % samples.count] }
            return [OnnxTensor(window: (0..<length).map(tail))]
        }
        let hop = settings.hop.map { max(1, Int(($0 * Double(settings.rate)).rounded())) } ?? length
        return stride(from: 0, through: samples.count - length, by: hop).map { OnnxTensor(window: Array(samples[$0..<$0 + length])) }
    }
}

extension PixelImage {
    /// Codes from 0 to 1, channels interleaved.
    fileprivate var unitSamples: [Double] {
        switch samples {
        case .eight(let values): values.map { Double($0) / 255 }
        case .sixteen(let values): values.map { Double($0) / 65_535 }
        }
    }

    /// - Precondition: not larger than the picture.
    fileprivate func middle(width: Int, height: Int) -> PixelImage {
        let left = (self.width - width) / 2, top = (self.height - height) / 2
        func cut<Value>(_ values: [Value]) -> [Value] {
            var kept: [Value] = []
            for y in top..<top + height {
                let start = (y * self.width + left) * channels
                kept += values[start..<start + width * channels]
            }
            return kept
        }
        let cropped: Samples =
            switch samples {
            case .eight(let values): .eight(cut(values))
            case .sixteen(let values): .sixteen(cut(values))
            }
        return PixelImage(width: width, height: height, channels: channels, samples: cropped, facts: facts)
    }
}
