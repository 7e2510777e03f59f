import Catalogs
import Testing

@Suite struct NearestNameTests {
    @Test(arguments: [
        ("true_peek", "true_peak"), ("paralel_steps", "parallel_steps"), ("tts-naration", "tts-narration"), ("TRUE_PEAK", "true_peak"),
        ("ssmi", "ssim"), ("integrated", "integrated_loudness"),
    ])
    func aSlipIsMended(written: String, meant: String) {
        #expect(nearestName(to: written, among: ["true_peak", "parallel_steps", "tts-narration", "ssim", "integrated_loudness"]) == meant)
    }

    @Test func somethingElseEntirelyHasNoNearestName() {
        #expect(nearestName(to: "banana", among: ["true_peak", "ssim"]) == nil)
        #expect(nearestName(to: "", among: ["true_peak"]) == nil)
        #expect(nearestName(to: "x", among: []) == nil)
    }

    @Test func aSuggestionListsWhatIsKnownWhenNothingIsClose() {
        #expect(suggestion(for: "banana", among: ["psnr", "ssim"]) == "known: psnr, ssim")
        #expect(suggestion(for: "ssin", among: ["psnr", "ssim"]) == "did you mean 'ssim'?")
    }

    @Test func aVeryLongNameIsNotSlow() {
        #expect(nearestName(to: String(repeating: "a", count: 1_000_000), among: ["psnr"]) == nil)
    }
}
