import Testing

@testable import Scoring

/// Expected counts: jiwer 4.0.0 (rapidfuzz 3.14.6) on the normalised words.
@Suite struct WordErrorsTests {
    static let prompt = "The birch canoe slid on the smooth planks."

    /// Transcripts of Whisper tiny.en for the demo voices; hits, S, D, I.
    static let vectors: [(heard: String, expected: [Int])] = [
        ("The merch can also lead on the smooth clanks.", [4, 4, 0, 1]), ("The merch can be slid on the smooth clanks.", [5, 3, 0, 1]),
        ("The merch can be displayed on the zoom planks.", [4, 4, 0, 1]), ("The birds can be slid on the smooth clouds.", [5, 3, 0, 1]),
        ("The birch can isolate on the smooth planks.", [6, 2, 0, 0]), ("The birch can loosely done for smooth planks.", [4, 4, 0, 0]),
        ("The birch can also be on the smooth planks.", [6, 2, 0, 1]), ("The battery can use slid on the smooth planks", [6, 2, 0, 1]),
        ("The birch can do slid on the smooth playanks.", [6, 2, 0, 1]), ("The birch canoes live on the smooth planks.", [6, 2, 0, 0]),
        ("The birch can use lid on the smooth planks.", [6, 2, 0, 1]),
    ]

    @Test(arguments: vectors) func countsAgreeWithJiwer(heard: String, expected: [Int]) {
        let errors = WordErrors(said: Self.prompt, heard: heard)
        #expect([errors.hits, errors.substitutions, errors.deletions, errors.insertions] == expected)
        #expect(errors.words == 8)
    }

    /// Characters: S + D + I by jiwer; how ties are split is each tool's own.
    @Test func characterCountsAgreeWithJiwer() {
        let counts = [(0, 10), (1, 5), (2, 14), (3, 8), (4, 7), (5, 12), (6, 7), (7, 9), (8, 5), (9, 4), (10, 4)]
        for (index, errors) in counts {
            let characters = CharacterErrors(said: Self.prompt, heard: Self.vectors[index].heard)
            #expect(characters.count.errors == errors)
            #expect(characters.count.units == 41)
        }
    }

    @Test func tiesGoToSubstitutionThenDeletion() {
        let errors = WordErrors(said: "alpha bravo", heard: "bravo alpha")
        #expect(errors.count == ErrorCount(substitutions: 2, units: 2))
        let kinds = WordErrors(said: "alpha alpha bravo", heard: "alpha bravo bravo lima").alignment.map(\.kind)
        #expect(kinds.filter { $0 == .same }.count == 2)
    }

    @Test func joinsAndSplitsAreFreeAndShown() {
        let errors = WordErrors(said: "We ate ice cream.", heard: "we ate icecream")
        #expect(errors.count == ErrorCount(units: 4))
        #expect(errors.hits == 4)
        #expect(errors.alignment.last == AlignedWord(kind: .same, said: "ice cream", heard: "icecream"))
    }

    @Test func theAlignmentShowsTheTextsAsWritten() {
        let errors = WordErrors(said: "Dr. Smith doesn't really know.", heard: "Doctor Smythe does really know well")
        #expect(errors.alignment.map(\.kind) == [.same, .substituted, .same, .deleted, .same, .same, .inserted])
        #expect(errors.alignment[0] == AlignedWord(kind: .same, said: "Dr", heard: "Doctor"))
        #expect(errors.alignment[3] == AlignedWord(kind: .deleted, said: "not", heard: nil))
    }

    @Test func withoutAReferenceThereIsNoRate() {
        let errors = WordErrors(said: "", heard: "thank you")
        #expect(errors.rate == nil)
        #expect(errors.insertions == 2)
        #expect(errors.isRunaway)
        #expect(WordErrors(said: "", heard: "").rate == nil)
        #expect(CharacterErrors(said: "", heard: "x").rate == nil)
    }

    @Test func aRunawayTranscriptIsCappedAndKeepsItsRate() {
        let errors = WordErrors(said: "hello world", heard: "thank you thank you thank you")
        #expect(errors.isRunaway)
        #expect(errors.rate == 3)
        #expect(errors.cappedRate == 1)
        #expect(!WordErrors(said: "one cat", heard: "a b c d").isRunaway)
    }

    @Test func countsPool() {
        let pooled = ErrorCount(substitutions: 1, units: 10) + ErrorCount(deletions: 2, insertions: 1, units: 30)
        #expect(pooled == ErrorCount(substitutions: 1, deletions: 2, insertions: 1, units: 40))
        #expect(pooled.rate == 0.1)
        #expect(ErrorCount().rate == nil)
    }

    @Test func theBandIsExactNearTheDiagonal() {
        let said = (0..<400).map { "w\($0)x" }
        var heard = said
        heard.remove(at: 200)
        heard[17] = "other"
        let path = WordAlignment(said: said, heard: heard, cellLimit: 20_000)
        #expect(path.isBanded)
        #expect(path.steps.filter { $0.kind != .same }.count == 2)
        #expect(path.steps.reduce(0) { $0 + $1.said } == 400)
        #expect(path.steps.reduce(0) { $0 + $1.heard } == 399)
    }

    @Test func longTextsAreComparedInsideABand() {
        let said = Array(repeating: ["alpha", "bravo", "charlie", "delta"], count: 750).flatMap { $0 }
        let path = WordAlignment(said: said, heard: ["well"] + said + ["zulu"], cellLimit: 200_000)
        #expect(path.isBanded)
        #expect(path.steps.filter { $0.kind == .inserted }.count == 2)
        #expect(path.steps.filter { $0.kind == .same }.count == said.count)
    }

    @Test func aBandOfExtremeShapeHasNoGaps() {
        for (n, m) in [(1, 5000), (5000, 1), (40, 3000), (3000, 40), (0, 9), (9, 0)] {
            let path = WordAlignment(said: Array(repeating: "a", count: n), heard: Array(repeating: "b", count: m), cellLimit: 1000)
            #expect(path.steps.count >= max(n, m))
            let distance = CharacterDistance(String(repeating: "a", count: n), String(repeating: "b", count: m), cellLimit: 1000)
            #expect(distance.count.errors == max(n, m))
        }
    }
}
