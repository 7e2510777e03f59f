import Catalogs
import Media
import TestSupport
import Testing

@testable import Scoring

@Suite struct DamageTests {
    private let scene = SyntheticImage.scene(width: 160, height: 144)

    private func teacherScore(_ kind: Damage.Kind, _ strength: Double) throws -> Double {
        var noise = SeededNoise(seed: 5), options = Options(of: "metric 'ssimulacra2'")
        let copy = try Damage(kind: kind, strength: strength).apply(to: scene, noise: &noise)
        guard case .value(let score) = try SSIMULACRA2(options: &options).measure(ImageAnalysis(copy), against: ImageAnalysis(scene)) else {
            return .nan
        }
        return score
    }

    @Test(arguments: Damage.Kind.allCases)
    func strongerDamageIsWorse(kind: Damage.Kind) throws {
        let scores = try [0.1, 0.5, 0.9].map { try teacherScore(kind, $0) }
        #expect(scores[0] > scores[1] && scores[1] > scores[2], "\(kind): \(scores)")
    }

    @Test func theTestHasPairsThatTheFitNeverSees() {
        var noise = SeededNoise(seed: 1)
        for _ in 0..<500 {
            let seen = Set(DamageRecipe(isHeldBack: false, noise: &noise).damages.map(\.kind))
            #expect(!DamageRecipe.heldBack.contains { $0.isSubset(of: seen) })
            let unseen = Set(DamageRecipe(isHeldBack: true, noise: &noise).damages.map(\.kind))
            #expect(DamageRecipe.heldBack.contains { $0.isSubset(of: unseen) })
        }
    }

    @Test func theSameSeedGivesTheSameCopy() throws {
        func copy() throws -> PixelImage {
            var noise = SeededNoise(seed: 9)
            return try DamageRecipe(isHeldBack: true, noise: &noise).apply(to: scene, noise: &noise)
        }
        #expect(try copy().samples == copy().samples)
    }
}
