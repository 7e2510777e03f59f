import Catalogs
import Media
import TestSupport
import Testing

@testable import Scoring

@Suite struct ImageAnalysisTests {
    let scene = SyntheticImage.scene(width: 202, height: 194)

    private func value(_ name: String, _ candidate: PixelImage, _ reference: PixelImage) throws -> Double {
        try #require(try makeImageMetric(name).reading(of: ImageAnalysis(candidate), against: ImageAnalysis(reference)).get().value)
    }

    @Test(arguments: MetricCatalog.image.map { $0.name })
    func sixteenBitsOfTheSameContentReadTheSame(metric: String) throws {
        let worse = scene.noisy(amplitude: 30)
        #expect(try value(metric, worse.widened(), scene.widened()) == value(metric, worse, scene))
        #expect(try value(metric, worse.widened(), scene) == value(metric, worse, scene))
    }

    @Test(arguments: MetricCatalog.image.map { $0.name })
    func grayReadsAsItsReplicaInColour(metric: String) throws {
        let gray = SyntheticImage.scene(width: 202, height: 194, channels: 1)
        let worse = gray.blurred(radius: 1)
        #expect(try value(metric, worse, gray) == value(metric, worse.replicated(), gray.replicated()))
    }

    @Test(arguments: ["psnr", "psnr_y", "ssim", "ssim_rgb", "ms_ssim"])
    func mirroringBothChangesNothing(metric: String) throws {
        // Even sides down to the last scale of MS-SSIM: odd ones shift its grid to one side.
        let scene = SyntheticImage.scene(width: 208, height: 176)
        let worse = scene.blurred(radius: 2)
        let plain = try value(metric, worse, scene), mirrored = try value(metric, worse.mirrored(), scene.mirrored())
        // The rows are summed from the other end, which moves the last bits of a Double.
        #expect(abs(plain - mirrored) <= 1e-12 * plain)
    }

    @Test func opaquePixelsKeepTheirValuesAndTransparentOnesAreWhite() throws {
        #expect(ImageAnalysis(scene.withAlpha(255)).lumaSamples == ImageAnalysis(scene).lumaSamples)
        #expect(ImageAnalysis(scene.withAlpha(0)).lumaSamples.allSatisfy { $0 == 255 })
        #expect(ImageAnalysis(scene.withAlpha(0), background: 25.5).lumaSamples.allSatisfy { $0 == 25.5 })
        let half = SyntheticImage.flat(width: 1, height: 1, channels: 4, value: 51)  // opacity 51/255 = 0.2
        #expect(ImageAnalysis(half).lumaSamples == [51 * 0.2 + 255 * 0.8])
    }

    @Test func backgroundAndProfileStandBesideTheReading() throws {
        let metric = try makeImageMetric("psnr")
        #expect(try metric.reading(of: ImageAnalysis(scene), against: ImageAnalysis(scene)).get().flags == [])
        let translucent = ImageAnalysis(scene.withAlpha(9))
        #expect(try metric.reading(of: translucent, against: ImageAnalysis(scene)).get().flags == ["alpha flattened on white"])
        var profiled = scene
        profiled.facts.iccProfile = [1, 2, 3]
        #expect(try metric.reading(of: ImageAnalysis(profiled), against: ImageAnalysis(profiled)).get().flags == ["colour profile ignored"])
        #expect(
            try metric.reading(of: ImageAnalysis(profiled), against: ImageAnalysis(scene)).get().flags == [
                "colour profiles differ: profile 039058c6 against sRGB", "colour profile ignored",
            ])
        var converted = scene, ignored = scene
        (converted.facts.colour, ignored.facts.colour) = (.converted(from: "Display P3"), .ignored(reason: "x"))
        #expect(ImageAnalysis(converted).flags(against: nil) == ["converted to sRGB from Display P3"])
        #expect(ImageAnalysis(converted).flags(against: ImageAnalysis(scene)) == ["colour profiles differ: Display P3 against sRGB"])
        #expect(ImageAnalysis(ignored).flags(against: ImageAnalysis(scene)) == ["colour profile ignored"])
        var linear = scene
        linear.facts.gamma = 1
        #expect(ImageAnalysis(linear).flags(against: nil) == ["colour profile ignored"])
    }

    @Test func grayOfColourFollowsOpenCV() {
        // OpenCV 4.10: cvtColor of RGB (255, 0, 0), (0, 255, 0), (0, 0, 255), (255, 255, 255) gives 76, 150, 29, 255.
        let colours = [[255, 0, 0], [0, 255, 0], [0, 0, 255], [255, 255, 255]]
        let picture = SyntheticImage.draw(width: 4, height: 1, channels: 3) { x, _, channel in colours[x][channel] }
        let histogram = ImageAnalysis(picture).pixelStatistics.histogram
        #expect(histogram.indices.filter { histogram[$0] == 1 } == [29, 76, 150, 255])
    }

    @Test func clippedPixelsCountOnlyWhenEveryChannelIs() throws {
        let colours = [[2, 2, 2], [3, 0, 0], [253, 253, 253], [255, 255, 252]]
        let picture = SyntheticImage.draw(width: 4, height: 1, channels: 3) { x, _, channel in colours[x][channel] }
        #expect(try value("clipped_shadows", picture, picture) == 0.25)
        #expect(try value("clipped_highlights", picture, picture) == 0.25)
    }

    @Test func flatPicturesHaveNoContrastNoiseOrColourWhateverTheirValue() throws {
        for level: UInt8 in [0, 1, 77, 128, 255] {
            let flat = SyntheticImage.flat(width: 37, height: 29, value: level)
            for metric in ["rms_contrast", "noise_sigma", "colorfulness", "entropy", "laplacian_variance", "tenengrad"] {
                #expect(try value(metric, flat, flat) == 0, "\(metric) at \(level)")
            }
        }
    }

    /// At every width the vectorised middle, the scalar tail and the reflected edges meet somewhere else.
    @Test(arguments: 1...40)
    func gradientsFollowTheirFormulaAtEveryWidth(width: Int) throws {
        let picture = SyntheticImage.scene(width: width, height: 5, channels: 1)
        guard case .eight(let gray) = picture.samples else { return }
        func at(_ x: Int, _ y: Int) -> Int {
            func reflect(_ i: Int, _ n: Int) -> Int { n == 1 ? 0 : i < 0 ? -i : i >= n ? 2 * (n - 1) - i : i }
            return Int(gray[reflect(y, 5) * width + reflect(x, width)])
        }
        var laplacian: [Double] = [], energy = 0
        for y in 0..<5 {
            for x in 0..<width {
                laplacian.append(Double(at(x - 1, y) + at(x + 1, y) + at(x, y - 1) + at(x, y + 1) - 4 * at(x, y)))
                let gx = at(x + 1, y - 1) + 2 * at(x + 1, y) + at(x + 1, y + 1) - at(x - 1, y - 1) - 2 * at(x - 1, y) - at(x - 1, y + 1)
                let gy = at(x - 1, y + 1) + 2 * at(x, y + 1) + at(x + 1, y + 1) - at(x - 1, y - 1) - 2 * at(x, y - 1) - at(x + 1, y - 1)
                energy += gx * gx + gy * gy
            }
        }
        let count = Double(5 * width), mean = laplacian.reduce(0, +) / count
        let variance = laplacian.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / count
        // Two ways to write a variance agree to rounding.
        #expect(abs(try value("laplacian_variance", picture, picture) - variance) <= 1e-10 * variance)
        #expect(try value("tenengrad", picture, picture) == Double(energy) / count)
    }

    @Test(arguments: 3...40)
    func noiseMaskFollowsItsFormulaAtEveryWidth(width: Int) throws {
        let picture = SyntheticImage.scene(width: width, height: 5, channels: 1)
        let luma = ImageAnalysis(picture).lumaSamples.map(Double.init)
        let mask: [[Double]] = [[1, -2, 1], [-2, 4, -2], [1, -2, 1]]
        var sum = 0.0
        for y in 1..<4 {
            for x in 1..<width - 1 {
                var response = 0.0
                for dy in 0..<3 {
                    for dx in 0..<3 { response += mask[dy][dx] * luma[(y + dy - 1) * width + x + dx - 1] }
                }
                sum += abs(response)
            }
        }
        let expected = (Double.pi / 2).squareRoot() * sum / Double(6 * (width - 2) * 3)
        #expect(abs(try value("noise_sigma", picture, picture) - expected) <= 1e-14 * expected)
    }
}

extension ImageAnalysis {
    /// All rows of luma.
    fileprivate var lumaSamples: [Float] {
        var row = LumaRow(of: self)
        return (0..<height).flatMap { y in
            [Float](unsafeUninitializedCapacity: width) { buffer, count in
                row.read(y, into: buffer.baseAddress!)
                count = width
            }
        }
    }
}
