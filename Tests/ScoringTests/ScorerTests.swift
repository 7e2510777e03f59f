import Catalogs
import Foundation
import Media
import TestSupport
import Testing

@testable import Scoring

@Suite struct ScorerTests {
    let data: ScoringData

    init() throws { data = try ScoringData.load() }

    @Test func damageOfASceneNeverScoresAboveTheCleanScene() throws {
        let scorer = try Scorer(data: data, profile: data.profile("image-technical"))
        for (width, height) in [(64, 64), (96, 128), (256, 256), (400, 300)] {
            let clean = drawnScene(width: width, height: height)
            let quality = try #require(scorer.score(clean).quality)
            let damages = [
                "soft": clean.blurred(radius: 1), "softer": clean.blurred(radius: 3), "noisy": clean.noisy(amplitude: 25),
                "noisier": clean.noisy(amplitude: 60), "blocky": clean.mosaic(side: 4), "blockier": clean.mosaic(side: 8),
            ]
            for (name, picture) in damages {
                let damaged = try #require(scorer.score(picture).quality)
                #expect(damaged < quality - 2, "\(name) at \(width)×\(height): \(damaged) against \(quality)")
            }
        }
    }

    @Test func aBlankPictureIsOutAndItsReadingsAreWithheld() throws {
        let scorer = try Scorer(data: data, profile: data.profile("image-technical"))
        let card = scorer.score(SyntheticImage.flat(width: 320, height: 320, value: 200))
        #expect(card.quality == 0 && !card.isEligible && card.readings.isEmpty)
        #expect(card.gates.map(\.gate) == ["blank"])
        #expect(card.missing.first?.reason == "withheld: the picture is blank: its luma varies by 0 of 255")
        let asked = try Scorer(data: data, profile: data.profile("image-technical"), metrics: ["entropy"])
        #expect(asked.score(SyntheticImage.flat(width: 64, height: 64, value: 200)).readings.map(\.metric) == ["entropy"])
    }

    @Test func everyWeighedReadingHasWorthAndWeightAndTheOthersHaveNone() throws {
        let scorer = try Scorer(data: data, profile: data.profile("image-technical"), metrics: ["colorfulness"])
        let card = scorer.score(drawnScene(width: 128, height: 128))
        for reading in card.readings {
            let isWeighed = scorer.profile?.metrics.contains(reading.metric) == true
            #expect((reading.utility != nil) == isWeighed && (reading.weight != nil) == isWeighed, "\(reading.metric)")
        }
        #expect(card.readings.contains { $0.metric == "colorfulness" })
        #expect(card.readings.contains { $0.metric == "clipped_shadows" }, "a gate needs it")
        #expect(abs(card.readings.compactMap(\.weight).reduce(0, +) - 1) < 1e-12)
        #expect(abs(card.coverage - 1) < 1e-12)
    }

    @Test func withoutAProfileThereAreReadingsOnly() throws {
        let card = try Scorer(data: data, profile: nil).score(drawnScene(width: 64, height: 64))
        #expect(card.quality == nil && card.profile == nil && card.gates.isEmpty && card.aspects.isEmpty)
        #expect(Set(card.readings.map(\.metric)).union(card.missing.map(\.metric)) == Set(MetricCatalog.image.map { $0.name }))
        #expect(card.readings.allSatisfy { $0.utility == nil && $0.weight == nil })
    }

    @Test func aMetricThatNeedsAReferenceSaysSo() throws {
        let scorer = try Scorer(data: data, profile: data.profile("reference"))
        let card = scorer.score(drawnScene(width: 64, height: 64))
        #expect(card.quality == nil && card.coverage == 0)
        #expect(
            card.missing.count == 6 && card.missing.allSatisfy { $0.state == .unavailable && $0.reason.hasPrefix("needs a reference: ") })
    }

    @Test func identityWithTheReferenceIsPerfectAndMoreNoiseIsNeverCloser() throws {
        let scorer = try Scorer(data: data, profile: data.profile("reference"))
        let clean = drawnScene(width: 200, height: 180)
        #expect(scorer.score(clean, reference: clean).quality == 100)
        let qualities = try [4, 12, 30, 80].map { try #require(scorer.score(clean.noisy(amplitude: $0), reference: clean).quality) }
        #expect(qualities == qualities.sorted(by: >))
    }

    @Test func aSmallPictureLacksOneMetricAndIsStillScored() throws {
        let scorer = try Scorer(data: data, profile: data.profile("reference"))
        let clean = drawnScene(width: 64, height: 64)
        let card = scorer.score(clean.noisy(amplitude: 10), reference: clean)
        #expect(card.missing.map(\.metric) == ["ms_ssim"])
        #expect(card.quality != nil && abs(card.coverage - 0.82) < 1e-12)
    }

    @Test func valuesOutsideCalibrationAreFlagged() throws {
        let scorer = try Scorer(data: data, profile: data.profile("image-technical"))
        let card = scorer.score(drawnScene(width: 64, height: 64).mosaic(side: 8))
        let reading = try #require(card.readings.first { $0.metric == "blockiness" })
        #expect(reading.flags.contains("outside calibration"))
    }

    @Test func metricsThatDoNotApplyAreNamedAndLeaveTheProfile() throws {
        let base = try data.profile("image-technical")
        let profile = ScoringProfile(
            name: "drawn", kind: .image, restsOn: base.restsOn, claims: base.claims, aspects: base.aspects,
            notApplicable: ["blockiness": "pixel art"])
        let card = try Scorer(data: data, profile: profile).score(drawnScene(width: 64, height: 64))
        #expect(card.missing == [Missing(.notApplicable, "pixel art", metric: "blockiness")])
        #expect(abs(card.coverage - 1) < 1e-12 && card.quality != nil)
    }

    @Test func silenceIsOutAndClippingIsCapped() throws {
        let scorer = try Scorer(data: data, profile: data.profile("music"))
        let silent = scorer.score(AudioClip(sampleRate: 24_000, channels: 1, samples: [Float](repeating: 0, count: 48_000)))
        #expect(silent.quality == 0 && silent.gates.contains { $0.gate == "silent" && $0.severity == .fatal })
        let square = AudioClip(sampleRate: 24_000, channels: 1, samples: (0..<48_000).map { $0 % 200 < 100 ? 1 : -1 })
        let card = scorer.score(square)
        #expect(card.gates.contains { $0.gate == "clipped" && $0.cap == 50 })
        #expect((card.quality ?? 100) <= 50)
    }

    @Test func unknownMetricsAreRefusedTogetherWithTheNearestNames() throws {
        let error = #expect(throws: Problems.self) { try Scorer(data: data, profile: nil, metrics: ["true_peek", "ssimm"]) }
        #expect(error?.list.map(\.remedy) == ["did you mean 'true_peak'?", "did you mean 'ssim'?"])
    }

    @Test func settingsThatAMetricDoesNotKnowAreRefused() throws {
        let base = try data.profile("image-technical")
        let settings = try SettingsFile.parse("{window: 3}", file: "p.yaml")
        let profile = ScoringProfile(
            name: "x", kind: .image, restsOn: base.restsOn, claims: base.claims, aspects: base.aspects, settings: ["tenengrad": settings])
        let error = #expect(throws: Problems.self) { try Scorer(data: data, profile: profile) }
        #expect(error?.list.first?.description.hasPrefix("p.yaml:1:2: error: unknown key 'window' in metric 'tenengrad'") == true)
    }

    @Test func filesAreReadAndWhatCannotBeReadIsAMediaError() throws {
        let scorer = try Scorer(data: data, profile: data.profile("reference"))
        let chelsea = try fixture("image/chelsea.png").path, jpeg = try fixture("image/chelsea.jpeg10.png").path
        let card = try scorer.score(path: jpeg, kind: .image, reference: chelsea)
        #expect((card.quality ?? 0) > 20 && (card.quality ?? 100) < 80)
        #expect(throws: MediaError.self) { try scorer.score(path: jpeg + ".absent", kind: .image) }
        let wrong = #expect(throws: MediaError.self) { try scorer.score(path: chelsea, kind: .audio) }
        #expect(wrong?.path == chelsea)
        let video = #expect(throws: MediaError.self) { try scorer.score(path: chelsea, kind: .video) }
        #expect(video?.code == .unsupported)
    }

    @Test func scoringTwiceGivesTheSameCard() async throws {
        let scorer = try Scorer(data: data, profile: data.profile("image-technical"))
        let scene = drawnScene(width: 120, height: 90)
        let first = scorer.score(scene)
        await withTaskGroup(of: Scorecard.self) { group in
            for _ in 0..<4 { group.addTask { scorer.score(scene) } }
            for await card in group { #expect(card == first) }
        }
    }
}

/// Discs and bars on a slope, smoothed by drawing each pixel as the mean of 3 × 3 points: clean, and with edges off any grid.
func drawnScene(width: Int, height: Int) -> PixelImage {
    let radius = min(width, height) * 9
    func point(_ x: Int, _ y: Int, _ channel: Int) -> Int {
        let dx = x * 30 - width * 40, dy = y * 30 - height * 33
        if dx * dx + dy * dy < radius * radius { return [210, 150, 60][channel] }
        if (x * 7 + y * 3) / (width / 2) % 4 == 1 { return [60, 120, 180][channel] }
        return [90, 110, 130][channel] + y * 20 / height
    }
    return SyntheticImage.draw(width: width, height: height, channels: 3) { x, y, channel in
        var sum = 0
        for dy in 0..<3 {
            for dx in 0..<3 { sum += point(3 * x + dx, 3 * y + dy, channel) }
        }
        return sum / 9
    }
}
