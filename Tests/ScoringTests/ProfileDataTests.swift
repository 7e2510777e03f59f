import Foundation
import Media
import TestSupport
import Testing

@testable import Scoring

/// The profiles that ship.
@Suite struct ProfileDataTests {
    let data: ScoringData

    init() throws { data = try ScoringData.load() }

    @Test func theProfilesOfThisVersionAreThere() {
        let names = [
            "illustration", "image-technical", "music", "photo", "reference-speech", "reference", "text-in-image", "tts-dialogue",
            "tts-narration",
        ]
        #expect(data.profiles.map(\.name) == names)
    }

    @Test func weightsAsWrittenSumToOne() throws {
        for profile in data.profiles {
            let aspects = profile.aspects.reduce(0) { $0 + $1.weight }
            #expect(abs(aspects - 1) < 1e-12, "\(profile.name)")
            #expect(abs(profile.metrics.compactMap(profile.weight).reduce(0, +) - 1) < 1e-12, "\(profile.name)")
        }
    }

    @Test func aProfileThatHasNoJudgeSaysSo() {
        let music = data.profiles.filter { $0.name == "music" }
        #expect(music.map(\.restsOn) == [[.descriptors]] && music.map(\.basisInWords) == ["signal descriptors alone"])
        for profile in data.profiles where profile.restsOn.contains(.descriptors) { #expect(!profile.claims.contains("better")) }
    }

    /// Beauty and prompt match have no measure here: those profiles give no quality until a scorer is configured, and say why.
    @Test func profilesThatNeedAScorerGiveNoQualityWithoutOne() throws {
        let needy = data.profiles.filter { !$0.canGiveQuality() }
        #expect(needy.map(\.name) == ["illustration", "photo", "text-in-image"])
        let card = try Scorer(data: data, profile: data.profile("photo")).score(SyntheticImage.scene(width: 200, height: 200))
        #expect(card.quality == nil && abs(card.coverage - 0.3) < 1e-12)
        let missing = card.missing.filter { $0.state == .unavailable }
        #expect(missing.map(\.metric) == ["prompt_alignment", "aesthetics"] && missing.allSatisfy { $0.reason.contains("votes") })
    }

    @Test func sharpnessNeverStandsWithoutNoise() {
        for profile in data.profiles where profile.metrics.contains(where: { ["laplacian_variance", "tenengrad"].contains($0) }) {
            #expect(!profile.metrics.filter { $0.hasPrefix("noise_") }.isEmpty, "\(profile.name)")
        }
    }

    @Test func everyDefaultExists() throws {
        for (kind, hasReference) in [(MediaKind.image, false), (.image, true), (.audio, false), (.audio, true)] {
            let name = try #require(ScoringData.defaultProfile(for: kind, hasReference: hasReference))
            #expect(try data.profile(name).kind == kind)
        }
        #expect(ScoringData.defaultProfile(for: .video, hasReference: false) == nil)
    }

    @Test func theReadmeNamesEveryProfileFactAndCurve() throws {
        let text = try String(contentsOfFile: data.folder + "/README.md", encoding: .utf8)
        let facts = GateFacts.names(for: .image) + GateFacts.names(for: .audio)
        for name in data.profiles.map(\.name) + facts + UtilityCurve.types + ScoringProfile.Basis.allCases.map(\.rawValue) {
            #expect(text.contains("`\(name)`"), "\(name)")
        }
    }

    @Test func bandsCoverTheScale() {
        #expect(data.bands.map(\.name) == ["poor", "fair", "good", "very good", "excellent"])
        #expect(data.band(of: 0)?.name == "poor" && data.band(of: 49.9)?.name == "fair" && data.band(of: 100)?.name == "excellent")
    }
}
