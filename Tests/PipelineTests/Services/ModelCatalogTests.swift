import Catalogs
import Testing

@testable import Pipeline

@Suite struct ModelCatalogTests {
    @Test func everyEntryReadsWithoutAProblem() {
        let (models, problems) = KnownModel.all()
        #expect(problems.isEmpty, "\(problems.map(\.description))")
        #expect(models.allSatisfy { !$0.steps.isEmpty })
    }

    @Test(arguments: [
        "flux", "flux_dev", "flux_schnell", "imagen4", "seedream", "seedream_v3", "seedream3", "gen4", "nano_banana_pro", "gpt_image_1_5",
        "elevenlabs", "elevenlabs_turbo", "elevenlabs_v3", "kontext", "clarity", "demo",
    ])
    func namesOfThePlanStandForModels(_ name: String) throws {
        let model = try #require(KnownModel.all().models.first { $0.name == name })
        if name == "flux" || name == "seedream" { #expect(model.alias != nil) }
    }

    @Test func aPriceHasAUnitASourceAndADate() {
        for model in KnownModel.all().models where model.price != "unknown" && !model.price.hasPrefix("free") {
            #expect(model.price.contains("(") && model.price.contains("20"), "\(model.name): \(model.price)")
        }
    }
}
