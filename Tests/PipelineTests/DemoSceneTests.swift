import Foundation
import Media
import Testing

@testable import Pipeline

struct DemoSceneTests {
    private func scene(_ prompt: String = "a red house by the lake", seed: UInt64 = 3, _ quality: DemoQuality = .clean) -> PixelImage {
        DemoScene.render(prompt: prompt, seed: seed, width: 256, height: 192, quality: quality)
    }

    private func bytes(_ image: PixelImage) throws -> [UInt8] {
        guard case .eight(let bytes) = image.samples else { throw MediaError(.unsupported, "scene", "not 8 bits") }
        return bytes
    }

    private func psnr(_ image: PixelImage, _ other: PixelImage) throws -> Double {
        let sum = zip(try bytes(image), try bytes(other)).reduce(0.0) { $0 + pow(Double($1.0) - Double($1.1), 2) }
        return 10 * log10(255 * 255 * Double(image.width * image.height * 3) / sum)
    }

    @Test(arguments: DemoQuality.allCases)
    func theSameArgumentsGiveTheSameBytes(_ quality: DemoQuality) {
        #expect(scene("snow at night", seed: 9, quality) == scene("snow at night", seed: 9, quality))
    }

    @Test func promptAndSeedBothChangeThePicture() {
        #expect(scene(seed: 1) != scene(seed: 2))
        #expect(scene("a dog") != scene("a cat"))
    }

    @Test func sizesAreAsAsked() {
        for (width, height) in [(16, 16), (512, 384), (40, 300), (301, 97)] {
            let image = DemoScene.render(prompt: "é 語 \u{7}", seed: 0, width: width, height: height)
            #expect(image.width == width && image.height == height && image.channels == 3 && image.bitDepth == 8)
        }
    }

    @Test(arguments: ["a red house by the lake at noon", "sunset over mountains", "two cats", ""])
    func everyDamageIsPlain(_ prompt: String) throws {
        let clean = scene(prompt)
        let loss = try DemoQuality.allCases.dropFirst().map { try psnr(clean, scene(prompt, $0)) }
        // Measured over five prompts: soft 25.3…29.3 dB, noisy 25.2…25.3, blocky 24.0…27.2.
        #expect(loss.allSatisfy { (20...34).contains($0) })
        #expect(loss[0] > loss[1], "blur of 1.6 pixels loses less than noise of 14 codes")
        #expect(try bytes(clean) == bytes(scene(prompt)))
    }

    @Test func noiseHasTheStatedStrength() throws {
        // Without clipping, which takes away from the tails in the sun and in the dark.
        let (clean, noisy) = (try bytes(scene()), try bytes(scene(.noisy)))
        let errors = zip(clean, noisy).filter { (60...195).contains($0.0) }.map { Double($0.1) - Double($0.0) }
        let deviation = (errors.reduce(0) { $0 + $1 * $1 } / Double(errors.count)).squareRoot()
        // σ 14 with the rounding of two pictures; the spread of an estimate from 50,000 samples is 0.05.
        #expect(abs(deviation - 14) < 0.25)
    }

    @Test func blocksStandOnTheGridOfEight() throws {
        func steps(_ image: PixelImage) throws -> (onGrid: Double, offGrid: Double) {
            let values = try bytes(image)
            var sums = [0.0, 0.0]
            var counts = [0.0, 0.0]
            for y in 0..<image.height {
                for x in 1..<image.width {
                    let side = x % 8 == 0 ? 0 : 1
                    sums[side] += abs(Double(values[(y * image.width + x) * 3 + 1]) - Double(values[(y * image.width + x - 1) * 3 + 1]))
                    counts[side] += 1
                }
            }
            return (sums[0] / counts[0], sums[1] / counts[1])
        }
        let (clean, blocky) = (try steps(scene()), try steps(scene(.blocky)))
        #expect(abs(clean.onGrid / clean.offGrid - 1) < 0.1)
        #expect(blocky.onGrid / blocky.offGrid > 1.2)
    }

    @Test func blurTakesFineDetailOnly() throws {
        func detail(_ image: PixelImage) throws -> Double {
            let values = try bytes(image)
            return stride(from: 3, to: values.count, by: 3).reduce(0.0) { $0 + abs(Double(values[$1]) - Double(values[$1 - 3])) }
        }
        #expect(try detail(scene(.soft)) < 0.6 * detail(scene()))
    }

    @Test func gradientsAreDitheredAgainstBands() throws {
        // The sky between rows 2 and 12: bands would leave most neighbours equal in every channel of a row.
        let image = scene("a clear day without a cloud", seed: 1)
        let values = try bytes(image)
        let row = (2 * image.width * 3)..<(12 * image.width * 3 - 3)
        let equal = row.filter { values[$0] == values[$0 + 3] }.count
        #expect(Double(equal) / Double(row.count) < 0.8)
    }
}

extension DemoSceneTests {
    private func scene(_ quality: DemoQuality) -> PixelImage { scene("a red house by the lake", seed: 3, quality) }

    private func scene(_ prompt: String, _ quality: DemoQuality) -> PixelImage { scene(prompt, seed: 3, quality) }
}
