import Pipeline
import Testing

/// The wordings of every label; a change here changes what every surface says.
@Suite struct VerdictSentenceTests {
    private func sentence(
        _ label: String, _ winners: [String] = ["aurora-xl"], over: String? = "lumen-2", diff: Double? = 3.72,
        ci95: [Double]? = [2.9, 4.51],
        wins: Int = 41, losses: Int = 7, ties: Int = 0, cases: Int = 48, needed: Int? = nil, claims: String? = nil, failed: [String] = []
    ) -> VerdictSentence {
        VerdictSentence(
            label: label, winners: winners, over: over, diff: diff, ci95: ci95, wins: wins, losses: losses, ties: ties, cases: cases,
            casesNeeded: needed, minimumCases: 8, minEffect: 2, claims: claims, failedBranches: failed)
    }

    @Test func betterNamesMarginIntervalAndWins() {
        let verdict = sentence("better")
        #expect(verdict.heading == "Clear winner")
        #expect(
            verdict.text == "aurora-xl is the clear winner: it scores +3.7 above lumen-2 (95% interval +2.9 to +4.5), wins 41 of 48.")
    }

    @Test(arguments: ["technically cleaner", "closer to its reference"]) func aClaimStandsInPlaceOfWinner(claim: String) {
        for label in ["better", "better_but_small"] {
            let verdict = sentence(label, claims: claim)
            #expect(verdict.text.contains("aurora-xl is \(claim): +3.7 over lumen-2 (95% interval +2.9 to +4.5), wins 41 of 48"))
            #expect(!verdict.text.contains("winner") && !verdict.text.contains("better"))
            #expect(!verdict.heading.lowercased().contains("winner"))
        }
        #expect(sentence("too_close", claims: claim).text.hasPrefix("Too close to call which is \(claim): "))
        #expect(sentence("equivalent", claims: claim).text.contains("neither is \(claim)"))
    }

    @Test func better_isAPlainWinnerWhenTheProfileClaimsBetter() {
        #expect(sentence("better", claims: "better") == sentence("better"))
    }

    @Test func differencesWithoutAnySpreadAreNotCalledTooFew() {
        let verdict = sentence("not_enough_data", ci95: [3.7, 3.7], wins: 48, losses: 0)
        #expect(verdict.text.hasPrefix("aurora-xl scores exactly +3.7 above lumen-2 in all of 48 cases: without any spread"))
    }

    @Test func smallWinsSayThatTheyMayNotMatter() {
        let verdict = sentence("better_but_small", diff: 0.9, ci95: [0.2, 1.6])
        #expect(verdict.heading == "Winner, small margin")
        #expect(verdict.text.hasSuffix("wins 41 of 48; the difference may be too small to matter."))
        #expect(!verdict.text.contains("clear winner"))
    }

    @Test func equivalentNamesTheBand() {
        let verdict = sentence(
            "equivalent", ["north", "harbor"], over: "harbor", diff: 0.1, ci95: [-0.8, 1], wins: 12, losses: 11, ties: 1, cases: 24)
        #expect(verdict.heading == "Practically equal")
        #expect(verdict.text == "north and harbor are equal within 2 points (+0.1, 95% interval \u{2212}0.8 to +1.0; 12 to 11, 1 tied).")
    }

    @Test func tooCloseNamesTheWholeTopTierAndTheCasesNeeded() {
        let pair = sentence(
            "too_close", ["north", "harbor"], over: "harbor", diff: 0.3, ci95: [-2.3, 2.8], wins: 12, losses: 12, cases: 24, needed: 77)
        #expect(pair.heading == "Too close to call")
        #expect(
            pair.text == "Too close to call: north or harbor (+0.3, 95% interval \u{2212}2.3 to +2.8; 12 to 12)."
                + " About 77 cases would settle a difference of 2 points.")
        let three = sentence("too_close", ["north", "harbor", "pine"], over: "harbor", diff: 0.3, ci95: [-2.3, 2.8], needed: 77)
        #expect(three.text.hasPrefix("Too close to call: north, harbor or pine (north against harbor: +0.3"))
    }

    @Test func tooFewCasesSayHowManyAreNeeded() {
        let few = sentence("not_enough_data", over: "us", diff: 4, ci95: nil, wins: 3, losses: 0, cases: 3)
        #expect(few.heading == "Not enough cases")
        #expect(few.text == "3 cases cannot decide; at least 8 with a difference are needed. So far: aurora-xl +4.0 over us, 3 to 0.")
        let same = sentence("not_enough_data", over: "us", diff: 0, ci95: nil, wins: 0, losses: 0, ties: 24, cases: 24)
        #expect(same.text == "The models do not differ in any of 24 cases; at least 8 with a difference are needed to decide.")
        let one = sentence("not_enough_data", over: nil, diff: nil, ci95: nil, wins: 0, losses: 0, cases: 5)
        #expect(one.text == "One model alone has nothing to be compared with.")
        #expect(
            sentence("not_enough_data", [], over: nil, diff: nil, ci95: nil, wins: 0, losses: 0, cases: 0).text
                == "There is nothing to compare.")
    }

    @Test func meanAndWinsThatDisagreeAreBothTold() {
        let verdict = sentence("too_close", ["a", "b"], over: "b", diff: 1.5, ci95: [-1, 4], wins: 9, losses: 15)
        #expect(verdict.text.hasSuffix("The mean favours a, the wins favour b."))
    }

    @Test func branchesWithoutOutputsAreNamed() {
        #expect(sentence("better", failed: ["northwind"]).text.hasSuffix("wins 41 of 48. northwind has no outputs."))
    }

    @Test func anUnknownLabelClaimsNothing() {
        #expect(sentence("collected").heading == "Not compared")
    }
}
