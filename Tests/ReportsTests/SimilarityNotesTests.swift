import Foundation
import Pipeline
import Testing

@testable import Reports

@Suite struct SimilarityNotesTests {
    private func repeats(_ branch: String, distances: [Double], pairs: Int, near: Int) -> RepeatSimilarity {
        let cases = distances.enumerated().map { RepeatSimilarity.CaseDistance(id: "c\($0)", pictures: 3, distance: $1) }
        return RepeatSimilarity(branch: branch, cases: cases, pairs: pairs, nearDuplicates: near)
    }

    private func pair(_ a: String, _ b: String, _ near: Int, of cases: Int) -> BranchSimilarity {
        BranchSimilarity(a: a, b: b, cases: cases, nearDuplicates: near)
    }

    private func notes(_ similarity: SimilarityRecord?, identical: [[String]] = []) throws -> [String] {
        let run = try SampleRun()
        var comparison = try run.pictures(cases: 1, width: 32)
        try run.remove()
        comparison.similarity = similarity
        comparison.identicalBranches = identical
        return SimilarityNotes(comparison).lines
    }

    /// A model that gives one picture whatever the seed, and two names for one model, make a ranking worth little: every
    /// surface says it.
    @Test func everySurfaceSaysThatPicturesResembleEachOther() throws {
        let run = try SampleRun()
        var pictures = try run.pictures(cases: 6, width: 32)
        pictures.similarity = SimilarityRecord(
            repeats: [
                repeats("aurora-xl", distances: [0.01, 0.02, 0.3], pairs: 9, near: 7),
                repeats("lumen-2", distances: [0.4], pairs: 3, near: 0),
            ],
            branches: [pair("pixelforge", "sketchlite", 4, of: 5), pair("aurora-xl", "lumen-2", 2, of: 6)], cases: 6, casesLeftOut: 3)
        let record = run.record([pictures])
        let paths = try writeReports(record, in: run.folder.path, formats: ["html", "md", "summary"])
        let texts = try paths.map { try String(contentsOfFile: $0, encoding: .utf8) } + [TerminalSummary(width: 1000).text(record)]
        try run.remove()
        for text in texts {
            #expect(
                text.contains("aurora-xl repeats itself: its pictures of one case hardly differ, whatever the seed (median distance 0.020"))
            #expect(text.contains("7 of 9 pairs nearly the same"))
            #expect(text.contains("pixelforge and sketchlite gave nearly the same picture in 4 of 5 cases: probably the same model"))
            #expect(text.contains("Only the first 6 of 9 cases were looked at for pictures that resemble each other."))
            #expect(!text.contains("lumen-2 repeats itself") && !text.contains("aurora-xl and lumen-2 gave nearly"))
        }
    }

    @Test func branchesThatAreAllAlikeAreOneSentence() throws {
        let alike = [pair("a", "b", 6, of: 6), pair("a", "c", 5, of: 6), pair("b", "c", 6, of: 6), pair("c", "d", 6, of: 6)]
        let lines = try notes(SimilarityRecord(repeats: [], branches: alike, cases: 6, casesLeftOut: 0))
        #expect(
            lines == [
                "a, b and c gave nearly the same picture in at least 5 of 6 cases: probably the same model, or all started from one picture."
            ], "d is like c, but not like a and b")
    }

    @Test func oneCaseIsLittle() throws {
        let lines = try notes(SimilarityRecord(repeats: [], branches: [pair("a", "b", 1, of: 1)], cases: 1, casesLeftOut: 0))
        #expect(
            lines == ["a and b gave nearly the same picture in the one case: perhaps the same model, or both started from one picture."])
    }

    @Test func whatWasSaidOfIdenticalFilesIsNotSaidAgain() throws {
        let similarity = SimilarityRecord(repeats: [], branches: [pair("a", "b", 6, of: 6)], cases: 6, casesLeftOut: 2)
        #expect(try notes(similarity, identical: [["x", "a", "b"]]).isEmpty)
        #expect(try notes(nil).isEmpty)
    }
}
