import Foundation
import Media
import Scoring
import TestSupport
import Testing

@testable import Pipeline

/// Records of pictures in a folder, without a run around them.
@Suite struct SimilarityAssemblyTests {
    /// Blocks of gray that depend on the motif alone, and noise on them.
    private func picture(_ motif: Int, noise: Int = 0) -> PixelImage {
        var random = SplitMix(seed: UInt64(motif))
        let blocks = (0..<60).map { _ in Int(random.next() % 256) }
        let plain = SyntheticImage.draw(width: 96, height: 80, channels: 3) { x, y, channel in blocks[x / 16 + y / 16 * 6] + channel * 9 }
        return noise == 0 ? plain : plain.noisy(amplitude: noise)
    }

    private func result(_ branch: String, _ number: Int, _ picture: PixelImage, in folder: TemporaryFolder) throws -> ResultRecord {
        let name = "\(UUID().uuidString).png"
        try picture.writePNG(to: "\(folder.path)/\(name)")
        var result = ResultRecord(branch: branch, repeat: number, status: .ok, latency: 1, tries: 1, seed: UInt64(number))
        result.path = name
        result.sha256 = try sha256Hex(ofFile: "\(folder.path)/\(name)")
        var card = Scorecard(readings: [], missing: [])
        card.facts = MediaFacts(of: picture)
        card.facts?.perceptualHash = PerceptualHash(of: ImageAnalysis(picture))
        result.scorecard = card
        return result
    }

    private func record(_ id: String, _ results: [ResultRecord], reference: String? = nil) -> CaseRecord {
        CaseRecord(id: id, prompt: id, reference: reference, transcript: nil, tags: [], columns: [:], results: results, verdicts: [])
    }

    private func similarity(
        _ cases: [CaseRecord], _ branches: [String], in folder: TemporaryFolder, mostPictures: Int = 200
    ) -> SimilarityRecord? {
        SimilarityAssembly(of: cases, branches: branches, in: RunFolder(path: folder.path), mostPictures: mostPictures).record()
    }

    @Test func aModelThatIgnoresItsSeedRepeatsItselfAndAnotherDoesNot() throws {
        let folder = try TemporaryFolder()
        let cases = try (0..<3).map { number in
            let stuck = try (0..<4).map { try result("stuck", $0, picture(number, noise: $0), in: folder) }
            let free = try (0..<4).map { try result("free", $0, picture(100 + number * 4 + $0), in: folder) }
            return record("c\(number)", stuck + free)
        }
        let found = try #require(similarity(cases, ["stuck", "free"], in: folder))
        #expect(found.repeats.map(\.branch) == ["stuck", "free"] && found.cases == 3 && found.casesLeftOut == 0)
        let (stuck, free) = (found.repeats[0], found.repeats[1])
        #expect(stuck.isCollapsed && stuck.pairs == 18 && stuck.nearDuplicates == 18 && stuck.medianDistance < 0.05)
        #expect(stuck.cases.map(\.id) == ["c0", "c1", "c2"] && stuck.cases.allSatisfy { $0.pictures == 4 })
        #expect(!free.isCollapsed && free.nearDuplicates == 0 && free.medianDistance > 0.4)
        #expect(found.branches.isEmpty)
    }

    @Test func twoNamesForOneModelAreNoticedThoughNoByteIsTheSame() throws {
        let folder = try TemporaryFolder()
        let cases = try (0..<3).map { number in
            record(
                "c\(number)",
                [
                    try result("a", 0, picture(number), in: folder), try result("b", 0, picture(50 + number), in: folder),
                    try result("c", 0, picture(number, noise: 8), in: folder),
                ])
        }
        let found = try #require(similarity(cases, ["a", "b", "c"], in: folder))
        #expect(found.branches == [BranchSimilarity(a: "a", b: "c", cases: 3, nearDuplicates: 3)])
        #expect(found.branches[0].isProbablyOne && found.repeats.isEmpty)
    }

    @Test func oneLikenessInThreeCasesIsAChance() throws {
        let folder = try TemporaryFolder()
        let cases = try (0..<3).map { number in
            record(
                "c\(number)",
                [
                    try result("a", 0, picture(number), in: folder),
                    try result("b", 0, picture(number == 0 ? 0 : 50 + number), in: folder),
                ])
        }
        let found = try #require(similarity(cases, ["a", "b"], in: folder))
        #expect(found.branches == [BranchSimilarity(a: "a", b: "b", cases: 3, nearDuplicates: 1)])
        #expect(!found.branches[0].isProbablyOne)
    }

    @Test func whatShouldLookAlikeIsNotLookedAt() throws {
        let folder = try TemporaryFolder()
        let results = [try result("a", 0, picture(1), in: folder), try result("b", 0, picture(1), in: folder)]
        #expect(similarity([record("c", results, reference: "original.png")], ["a", "b"], in: folder) == nil)
        #expect(similarity([record("c", results)], [], in: folder) == nil, "no branch makes pictures from text")
        #expect(similarity([record("c", [results[0]])], ["a", "b"], in: folder) == nil, "one picture alone")
    }

    @Test func theWorkIsBounded() throws {
        let folder = try TemporaryFolder()
        let cases = try (0..<4).map { number in
            record("c\(number)", try (0..<3).map { try result("a", $0, picture(number * 3 + $0), in: folder) })
        }
        let found = try #require(similarity(cases, ["a"], in: folder, mostPictures: 7))
        #expect(found.cases == 2 && found.casesLeftOut == 2 && found.repeats[0].cases.map(\.id) == ["c0", "c1"])
        let many = record("many", try (0..<14).map { try result("a", $0, picture($0), in: folder) })
        #expect(similarity([many], ["a"], in: folder, mostPictures: 3)?.repeats[0].cases[0].pictures == 10)
    }

    @Test func aPictureThatIsGoneIsMissingAndNothingElse() throws {
        let folder = try TemporaryFolder()
        let results = try (0..<3).map { try result("a", $0, picture($0), in: folder) }
        try FileManager.default.removeItem(atPath: "\(folder.path)/\(try #require(results[1].path))")
        let found = try #require(similarity([record("c", results)], ["a"], in: folder))
        #expect(found.repeats[0].cases[0].pictures == 2 && found.repeats[0].pairs == 1)
    }

    /// The median of an even number of cases lies between the middle two.
    @Test(arguments: [([0.02, 0.5, 0.6], 0.5, false), ([0.02, 0.07], 0.045, true), ([], 0, true)])
    func theMedianDecides(_ distances: [Double], _ median: Double, _ isCollapsed: Bool) {
        let cases = distances.map { RepeatSimilarity.CaseDistance(id: "c", pictures: 2, distance: $0) }
        let repeats = RepeatSimilarity(branch: "a", cases: cases, pairs: 4, nearDuplicates: 2)
        #expect(abs(repeats.medianDistance - median) < 1e-12 && repeats.isCollapsed == isCollapsed)
        #expect(RepeatSimilarity(branch: "a", cases: cases, pairs: 4, nearDuplicates: 3).isCollapsed)
    }

    /// A whole run: the hash is made when an output is scored, the record says what it found, and JSON keeps it.
    @Test func aRunFindsItsTwins() async throws {
        let folder = try TemporaryFolder()
        let data = try ScoringData.load()
        let scorer = try Scorer(data: data, profile: data.profile("image-technical"))
        func branch(_ id: String, noise: Int) -> Branch {
            let pictures = ["c1", "c2"].enumerated().map { ($1, picture($0, noise: noise)) }
            let provider = FakeProvider(
                { request in
                    let made = pictures.first { $0.0 == request.cell.caseID }?.1
                    try made?.writePNG(to: "\(request.workFolder)/out")
                }, writes: false)
            return fakeBranch(id, provider, type: .textToImage)
        }
        let branches = [branch("a", noise: 0), branch("b", noise: 9)]
        let plain = try fakeGroup("g", branches, kind: .image, merge: "best_quality")
        let group = ParallelGroup(
            id: plain.id, branches: branches, maxWorkers: 2, failFast: false, merge: plain.merge, mergeName: plain.mergeName, kind: .image,
            scorer: scorer, place: testPlace)
        let plan = fakePlan(
            steps: [fakeStep("g", kind: .image, .group(group))], cases: [Case(id: "c1", prompt: "p"), Case(id: "c2", prompt: "q")],
            repeats: 2, runs: folder.path)
        let comparison = try await execute(plan, in: folder).comparisons[0]
        #expect(comparison.cases[0].results[0].scorecard?.facts?.perceptualHash != nil)
        let found = try #require(comparison.similarity)
        #expect(found.branches == [BranchSimilarity(a: "a", b: "b", cases: 2, nearDuplicates: 2)])
        #expect(found.repeats.map(\.isCollapsed) == [true, true] && found.repeats[0].medianDistance == 0)
        let again = try JSONDecoder().decode(Comparison.self, from: JSONEncoder().encode(comparison))
        #expect(again.similarity == found)
    }
}
