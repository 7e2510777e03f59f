import Foundation
import Media

/// One damaged picture: what the model sees of it, and what the teacher says.
struct QualitySample: Sendable {
    let features: [Float]
    /// The teacher's score brought to 0…100; see `QualityTarget`.
    let target: Float
    /// Samples of one scene are copies of one picture, which can be ranked.
    let scene: Int
    /// SSIMULACRA2 against the undamaged scene.
    let teacher: Double
    /// Readings of rivals on the same copy, by metric; for the test alone.
    let rivals: [String: Double]
}

/// SSIMULACRA2, which reaches far below 0 for ruined pictures, on a scale of 0 to 100: the same from 30 up, below that an
/// exponential that meets it with the same slope.
enum QualityTarget {
    static func value(ofTeacher score: Double) -> Double {
        score >= 30 ? min(100, score) : 30 * PortableMath.exp((score - 30) / 30)
    }
}

/// Cuts scenes out of pictures, damages them and asks the teacher.
struct QualitySampling: Sendable {
    let teacher: any Metric<ImageAnalysis>
    /// Read on every sample too; empty for training.
    let rivals: [any Metric<ImageAnalysis>]
    let scenesOfAPicture: Int
    let copiesOfAScene: Int
    /// Whether the copies have the mixtures that training leaves out.
    let isHeldBack: Bool

    private static let sides = [224, 256, 320, 384, 512]
    /// Of this many scenes one is drawn instead of cut out.
    private static let drawnEvery = 8

    /// Samples of all pictures, in their order; pictures that cannot be read are told to `report`.
    func samples(of paths: [String], seed: UInt64, report: @Sendable (String) -> Void) -> [QualitySample] {
        concurrentMap(paths.count) { index -> [QualitySample] in
            var noise = SeededNoise(seed: seed &+ UInt64(index) &* 0x9E37_79B9)
            do {
                let picture = try PixelImage.read(paths[index])
                var found: [QualitySample] = []
                for scene in 0..<scenesOfAPicture {
                    found += try samples(of: picture, scene: index * scenesOfAPicture + scene, noise: &noise)
                }
                report("\(paths[index]): \(found.count) samples")
                return found
            } catch {
                report(String(describing: error))
                return []
            }
        }.flatMap { $0 }
    }

    private func samples(of picture: PixelImage, scene: Int, noise: inout SeededNoise) throws -> [QualitySample] {
        let isDrawn = scene % Self.drawnEvery == 0
        guard let clean = isDrawn ? try Self.drawing(noise: &noise) : try Self.scene(of: picture, noise: &noise) else { return [] }
        let reference = ImageAnalysis(clean)
        var samples = [try sample(reference, against: reference, scene: scene)].compactMap { $0 }
        for _ in 0..<copiesOfAScene {
            let recipe = DamageRecipe(isHeldBack: isHeldBack, noise: &noise)
            let copy = ImageAnalysis(try recipe.apply(to: clean, noise: &noise))
            if let sample = try sample(copy, against: reference, scene: scene) { samples.append(sample) }
        }
        return samples
    }

    private func sample(_ copy: ImageAnalysis, against reference: ImageAnalysis, scene: Int) throws -> QualitySample? {
        guard case .value(let score) = try teacher.measure(copy, against: reference) else { return nil }
        let features = try QualityFeatures(of: copy).values
        var readings: [String: Double] = [:]
        for rival in rivals { if let reading = try? rival.reading(of: copy).get() { readings[reading.metric] = reading.value } }
        return QualitySample(
            features: features, target: Float(QualityTarget.value(ofTeacher: score)), scene: scene, teacher: score, rivals: readings)
    }

    private static func drawing(noise: inout SeededNoise) throws(MediaError) -> PixelImage {
        let drawing = DrawnScene(noise: &noise)
        return try drawing.picture(side: [64, 96, 128, 192, 256, 384][noise.pick(6)])
    }

    /// A square of the picture, shrunk by a drawn factor so that what its camera or encoder did to it is gone; nil when it is
    /// too small or has nothing in it.
    private static func scene(of picture: PixelImage, noise: inout SeededNoise) throws(MediaError) -> PixelImage? {
        let least = min(picture.width, picture.height)
        let fitting = sides.filter { Double($0) <= 0.8 * Double(least) }
        guard !fitting.isEmpty else { return nil }
        let side = fitting[noise.pick(fitting.count)]
        // Most of the picture, so that its subject, which is in focus, is in it.
        let cut = max(Int(1.25 * Double(side)), Int(Double(least) * noise.between(0.55, 1)))
        let square = picture.cropped(
            x: noise.pick(picture.width - cut + 1), y: noise.pick(picture.height - cut + 1), width: cut, height: cut)
        let scene = try square.resized(width: side, height: side)
        guard ImageAnalysis(scene).pixelStatistics.luma.deviation >= 4 else { return nil }
        // Some pictures are gray, which the features of colour show.
        return noise.share() < 0.15 ? FloatPicture(scene).gray.image : FloatPicture(scene).image
    }
}
