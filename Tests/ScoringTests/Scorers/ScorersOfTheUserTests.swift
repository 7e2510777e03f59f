import Foundation
import Media
import TestSupport
import Testing

@testable import Scoring

/// A source that answers what the test says.
private struct Canned: ScorerSource {
    let title: String?
    let give: @Sendable (ScorerQuestion) throws(Missing) -> ScorerAnswer

    func answer(_ question: ScorerQuestion) throws(Missing) -> ScorerAnswer { try give(question) }
    func end() {}
}

@Suite struct ScorersOfTheUserTests {
    private let data: ScoringData
    private let picture: String

    init() throws {
        data = try ScoringData.load()
        picture = FileManager.default.temporaryDirectory.path + "/scored-" + UUID().uuidString + ".png"
        try SyntheticImage.scene(width: 320, height: 320).writePNG(to: picture)
    }

    private func slot(_ name: String, _ value: Double, identity: String = "1") throws -> ConfiguredScorer {
        ConfiguredScorer(
            name: name, metric: try #require(.slot(name)), identity: identity, source: Canned(title: "canned") { _ in .value(value) })
    }

    @Test func filledSlotsGiveAQuality() throws {
        defer { try? FileManager.default.removeItem(atPath: picture) }
        let photo = try data.profile("photo")
        let without = try Scorer(data: data, profile: photo).score(path: picture, kind: .image)
        #expect(without.quality == nil && photo.unmeasured() == ["prompt_alignment", "aesthetics"] && !photo.canGiveQuality())
        let scorers = [try slot("prompt_alignment", 0.8), try slot("aesthetics", 0.5)]
        #expect(photo.unmeasured(with: scorers).isEmpty && photo.canGiveQuality(with: scorers))
        let card = try Scorer(data: data, profile: photo, scorers: scorers).score(path: picture, kind: .image)
        #expect(card.quality != nil && card.missing.isEmpty)
        let utility = try #require(card.readings.first { $0.metric == "prompt_alignment" }?.utility)
        #expect(abs(utility - 0.8) < 1e-12)
    }

    @Test func versionsChangeWithTheScorer() throws {
        defer { try? FileManager.default.removeItem(atPath: picture) }
        let photo = try data.profile("photo")
        let scorers = try ["1", "2"].map { try Scorer(data: data, profile: photo, scorers: [slot("aesthetics", 1, identity: $0)]) }
        let plain = try Scorer(data: data, profile: photo)
        #expect(Set((scorers + [plain]).map(\.version)).count == 3 && Set((scorers + [plain]).map(\.measuring)).count == 3)
    }

    @Test func aMetricOfTheUsersOwnIsShownAndMayHaveWeight() throws {
        defer { try? FileManager.default.removeItem(atPath: picture) }
        let metric = MetricDescription(
            scorer: "my_score", kind: .image, summary: "Mine.", unit: "", better: .lower, lowest: 1, highest: 5)
        let own = ConfiguredScorer(name: "m", metric: metric, identity: "", source: Canned(title: nil) { _ in .value(2) })
        let shown = try Scorer(data: data, profile: data.profile("image-technical"), scorers: [own]).score(path: picture, kind: .image)
        let reading = try #require(shown.readings.first { $0.metric == "my_score" })
        #expect(reading.value == 2 && reading.weight == nil && shown.quality != nil)
        let card = try #require(data.adding([own]).cards["my_score"])
        #expect(card.appraise(reading)?.utility == 0.75)
    }

    @Test func onlyWhatWasBrokenOffIsTriedAgain() throws {
        defer { try? FileManager.default.removeItem(atPath: picture) }
        let photo = try data.profile("photo")
        for (state, isWorth) in [(Missing.State.unavailable, true), (.failed, false)] {
            let scorer = ConfiguredScorer(
                name: "a", metric: try #require(.slot("aesthetics")), identity: "",
                source: Canned(title: nil) { _ throws(Missing) in throw Missing(state, "x") })
            let all = try Scorer(data: data, profile: photo, scorers: [scorer])
            let card = try all.score(path: picture, kind: .image)
            #expect(all.isWorthAnotherTry(card, asking: ScorerQuestion(path: picture)) == isWorth)
        }
    }

    @Test func aBlankPictureIsNotAsked() throws {
        defer { try? FileManager.default.removeItem(atPath: picture) }
        try SyntheticImage.flat(width: 320, height: 320, value: 9).writePNG(to: picture)
        let card = try Scorer(data: data, profile: data.profile("photo"), scorers: [slot("aesthetics", 1)]).score(
            path: picture, kind: .image)
        #expect(card.missing.first { $0.metric == "aesthetics" }?.reason.hasPrefix("withheld") == true && card.quality == 0)
    }
}
