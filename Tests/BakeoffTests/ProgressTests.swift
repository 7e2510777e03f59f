import Foundation
import Media
import Pipeline
import Testing

@testable import bakeoff

/// What progress shows, from events and times alone.
@Suite struct ProgressTests {
    private func cell(_ branch: String, _ number: Int = 1, group: String = "images") -> Cell {
        Cell(group: group, caseID: "img-\(number)", branch: branch, repeat: 0)
    }

    private func made(_ cell: Cell, seconds: Double = 2, cost: Double? = 0.04, isCached: Bool? = nil) -> RunEvent {
        let artifact = Artifact(kind: .image, path: "\(cell.outputStem).png", sha256: "00", mediaType: "image/png")
        var result = CellResult(cell: cell, outcome: .produced(artifact), seconds: seconds, costUSD: cost, tries: 1, seed: 1)
        result.isCached = isCached
        return .cellFinished(result, isStored: false)
    }

    private func failed(_ cell: Cell, _ code: String = "rate_limited", tries: Int = 4) -> RunEvent {
        .cellFinished(
            CellResult(
                cell: cell, outcome: .failed(CellFailure(code, "HTTP 429\nsecond line")), seconds: 1, costUSD: 0, tries: tries, seed: 1),
            isStored: false)
    }

    /// Four branches in the middle of a run of 48 outputs, at second 134.
    private var inTheMiddle: ProgressState {
        var scope = ProgressScope()
        scope.maxCost = 5
        var state = ProgressState(scope: scope)
        state.note(.groupStarted(group: "images", branches: ["aurora-xl", "lumen-2", "pixelforge-base", "sketchlite"], cells: 48), at: 0)
        for number in 1...9 {
            state.note(.cellStarted(cell("aurora-xl", number)), at: 1)
            state.note(made(cell("aurora-xl", number), seconds: 6.8), at: 20)
        }
        for number in 10...12 { state.note(.cellStarted(cell("aurora-xl", number)), at: 30) }
        for number in 1...12 { state.note(made(cell("lumen-2", number), seconds: 3.1, cost: 0.018), at: 40) }
        for number in 1...5 { state.note(made(cell("pixelforge-base", number), cost: 0.012, isCached: true), at: 50) }
        state.note(.cellStarted(cell("sketchlite", 1)), at: 60)
        state.note(failed(cell("sketchlite", 1)), at: 61)
        state.note(.cellStarted(cell("sketchlite", 2)), at: 100)
        state.note(.cellWaiting(cell("sketchlite", 2), seconds: 20, reason: "rate limit", tries: 1), at: 126)
        return state
    }

    @Test func theBarsReadLikeThis() {
        let lines = ProgressPicture(width: 100, height: 24).lines(inTheMiddle, at: 134)
        #expect(
            lines == [
                "images  48 outputs  02:14 elapsed · about 02:07 left · $0.576 of $5.00",
                "  aurora-xl        ━━━━━━━━━━━━━━━━━━━───────   9/12  3 running  6.8 s each  $0.360",
                "  lumen-2          ━━━━━━━━━━━━━━━━━━━━━━━━━━  12/12  done       3.1 s each  $0.216",
                "  pixelforge-base  ━━━━━━━━━━────────────────   5/12  5 from cache",
                "  sketchlite       ━━────────────────────────   1/12  waiting 12 s (rate limit)  1 failed",
            ])
    }

    @Test func theQueueStandsBelowTheBarsUntilAllIsDone() {
        var state = ProgressState()
        state.note(.groupStarted(group: "images", branches: ["a", "b"], cells: 2), at: 0)
        state.note(.backend("slurm: 0 running, 2 waiting (Priority)"), at: 1)
        state.note(.backend("slurm: 1 running, 1 waiting (Resources)"), at: 2)
        let picture = ProgressPicture(width: 40, height: 24)
        #expect(picture.lines(state, at: 3).last == "slurm: 1 running, 1 waiting (Resources)")
        #expect(ProgressPicture(width: 30, height: 24).lines(state, at: 3).last == "slurm: 1 running, 1 waiting …")
        #expect(ProgressPicture(width: 40, height: 5).lines(state, at: 3).count == 4)
        for branch in ["a", "b"] { state.note(made(cell(branch)), at: 4) }
        #expect(!picture.lines(state, at: 5).contains { $0.contains("slurm") })
    }

    @Test func aWaitThatIsOverIsRunningAgain() {
        #expect(ProgressPicture(width: 100, height: 24).lines(inTheMiddle, at: 147)[4].contains("1 running"))
    }

    /// Many groups, so that there is more to show than any of these windows holds.
    private var crowded: ProgressState {
        var state = ProgressState()
        for number in 1...5 {
            state.note(
                .groupStarted(
                    group: "group-with-a-long-name-\(number)", branches: (1...6).map { "branch-with-a-long-name-\($0)" }, cells: 12),
                at: 0)
        }
        for group in 1...2 {
            for branch in 1...6 {
                for number in 1...2 {
                    state.note(made(cell("branch-with-a-long-name-\(branch)", number, group: "group-with-a-long-name-\(group)")), at: 5)
                }
            }
        }
        for number in 1...2 {
            state.note(.cellStarted(cell("branch-with-a-long-name-5", number, group: "group-with-a-long-name-4")), at: 6)
        }
        state.note(
            .cellWaiting(
                cell("branch-with-a-long-name-2", group: "group-with-a-long-name-3"), seconds: 60, reason: "rate limit", tries: 0),
            at: 7)
        return state
    }

    @Test(arguments: [10, 40, 80, 200], [2, 3, 6, 24, 80]) func thePictureFitsTheWindow(width: Int, height: Int) {
        for state in [crowded, inTheMiddle] {
            let lines = ProgressPicture(width: width, height: height).lines(state, at: 3700)
            #expect(!lines.isEmpty && lines.count < height, "the cursor needs the last row")
            for line in lines { #expect(line.count < width && !line.contains("\n"), "\(line)") }
        }
    }

    @Test func whatDoesNotFitIsCountedAndTheBusiestIsShown() {
        let lines = ProgressPicture(width: 80, height: 6).lines(crowded, at: 8)
        #expect(lines.count == 5)
        #expect(lines[0].hasPrefix("all  24/60 outputs"))
        #expect(lines.contains { $0.contains("2 running") } && !lines.contains { $0.hasPrefix("group-with-a-long-name-1") })
        #expect(lines[4] == "  … and 28 more")
    }

    @Test func finishedGroupsCollapseBeforeAnythingIsLeftOut() {
        let lines = ProgressPicture(width: 80, height: 26).lines(crowded, at: 8)
        #expect(lines.contains("group-with-a-long-name-1  12/12  done  $0.480"))
        #expect(!lines.contains { $0.contains("more") })
        let whole = ProgressPicture(width: 80, height: 80).lines(crowded, at: 8)
        #expect(whole.count == 1 + 5 * 7)
    }

    @Test func aStepOfOneBranchTakesOneLine() {
        var state = ProgressState()
        for id in ["draw", "speak"] { state.note(.groupStarted(group: id, branches: [id], cells: 2), at: 0) }
        state.note(made(cell("draw", group: "draw")), at: 1)
        let lines = ProgressPicture(width: 50, height: 24).lines(state, at: 1)
        #expect(lines == ["all  1/4 outputs  00:01 elapsed · $0.040", "draw   1/2  2.0 s each  $0.040", "speak  0/2"])
    }

    @Test func barsOfStepsAndGroupsStandBelowEachOther() {
        var state = ProgressState()
        state.note(.groupStarted(group: "images", branches: ["a", "b"], cells: 4), at: 0)
        state.note(.groupStarted(group: "speak", branches: ["speak"], cells: 2), at: 0)
        let bars = ProgressPicture(width: 80, height: 24).lines(state, at: 1).filter { $0.contains("─") }
        #expect(bars.count == 3 && Set(bars.map { $0.prefix { $0 != "─" }.count }).count == 1)
    }

    @Test func colourIsOnlyWhereItIsAskedFor() {
        #expect(!ProgressPicture(width: 80, height: 24).lines(inTheMiddle, at: 134).joined().contains("\u{1B}"))
        let coloured = ProgressPicture(width: 80, height: 24, isColoured: true).lines(inTheMiddle, at: 134)
        #expect(coloured.joined().contains("\u{1B}[31m1 failed\u{1B}[0m"))
        #expect(coloured.allSatisfy { $0.replacing(/\u{1B}\[[0-9]*m/, with: "").count < 80 })
    }

    @Test func aListHasNoTotalUntilItsEnd() {
        var state = ProgressState()
        state.note(.groupStarted(group: "images", branches: ["a", "b"], cells: nil), at: 0)
        state.note(made(cell("a")), at: 1)
        #expect(ProgressPicture(width: 50, height: 24).lines(state, at: 1)[1].hasPrefix("  a  1  "))
        #expect(state.left(at: 100) == nil && !state.groups[0].isFinished)
        state.note(.groupFinished(group: "images"), at: 2)
        #expect(state.groups[0].isFinished)
    }

    @Test func whatIsLeftOutIsNotShownAndAGroupInAGroupIsNotPaidTwice() {
        var scope = ProgressScope()
        scope.leftOut = [.init(group: "images", branch: "b")]
        scope.composed = [.init(group: "images", branch: "a")]
        var state = ProgressState(scope: scope)
        state.note(.groupStarted(group: "images", branches: ["a", "b"], cells: 2), at: 0)
        state.note(.groupStarted(group: "inner", branches: ["x"], cells: 2), at: 0)
        state.note(made(cell("x", group: "inner")), at: 1)
        state.note(made(cell("a")), at: 2)
        state.note(made(cell("b")), at: 2)
        #expect(state.groups.map { $0.branches.map(\.name) } == [["a"], ["x"]])
        #expect(state.groups[0].branches[0].total == 2)
        #expect(state.spending.known == 0.08, "b was left out and still made something; a is paid for in its own group")
    }

    // MARK: Lines

    private func told(_ events: [(RunEvent, Double)]) -> [String] {
        var (state, log) = (ProgressState(), ProgressLog())
        return events.flatMap { event, time in
            state.note(event, at: time)
            return log.lines(event, state, at: time)
        }
    }

    @Test func aPipeGetsALineWhenSomethingHappens() {
        let lines = told([
            (.groupStarted(group: "images", branches: ["a", "sketchlite"], cells: 4), 0),
            (.cellStarted(cell("a")), 1), (made(cell("a")), 2), (made(cell("a", 2), isCached: true), 31),
            (.cellWaiting(cell("sketchlite"), seconds: 11.2, reason: "rate limit", tries: 2), 32),
            (failed(cell("sketchlite")), 40), (made(cell("sketchlite", 2), cost: nil), 45), (.groupFinished(group: "images"), 50),
        ])
        #expect(
            lines == [
                "images: 2 branches, 4 outputs",
                "images: 2/4 done, 0 failed, 1 from cache, $0.040",
                "images/sketchlite/img-1: rate limit, waiting 12 s (try 2 failed)",
                "images/sketchlite/img-1: failed after 4 tries: HTTP 429",
                "images: 4/4 done, 1 failed, 1 from cache, $0.040 and unknown costs",
            ])
    }

    @Test func oneRateLimitIsOnePieceOfNews() {
        let waits = (1...100).map { (RunEvent.cellWaiting(cell("a", $0), seconds: 30, reason: "rate limit", tries: 0), Double($0) / 10) }
        let lines = told([(.groupStarted(group: "images", branches: ["a"], cells: 100), 0)] + waits)
        #expect(lines == ["images: 100 outputs", "images/a: rate limit, waiting 30 s"])
    }

    @Test func aRefusedCredentialIsToldOnce() {
        let refusals = (1...5).map { (failed(cell("a", $0), "credential_refused", tries: $0 == 1 ? 1 : 0), 1.0) }
        let lines = told([(.groupStarted(group: "images", branches: ["a", "b"], cells: 20), 0)] + refusals)
        #expect(lines.count == 2 && lines[1] == "images/a/img-1: failed: HTTP 429")
    }

    @Test func totalsComeEveryThirtySecondsAndOnlyWhenSomethingWasDone() {
        var (state, log) = (ProgressState(), ProgressLog())
        state.note(.groupStarted(group: "images", branches: ["a"], cells: 3), at: 0)
        #expect(log.totals(state, at: 31) == [])
        state.note(made(cell("a")), at: 32)
        #expect(log.totals(state, at: 60) == [])
        #expect(log.totals(state, at: 61) == ["images: 1/3 done, 0 failed, $0.040"])
        #expect(log.totals(state, at: 100) == [])
    }

    // MARK: JSON

    private func object(_ event: RunEvent) throws -> [String: Any] {
        let text = ProgressEvent.json(event, at: Date(timeIntervalSince1970: 0))
        #expect(!text.contains("\n"))
        return try #require(try JSONSerialization.jsonObject(with: Data(text.utf8)) as? [String: Any])
    }

    @Test func anOutputAsAnEvent() throws {
        let event = try object(failed(cell("sketchlite", 6)))
        #expect(event["ev"] as? String == "output" && event["t"] as? String == "1970-01-01T00:00:00Z")
        #expect(event["status"] as? String == "failed" && event["code"] as? String == "rate_limited" && event["tries"] as? Int == 4)
        #expect(event["case"] as? String == "img-6" && event["branch"] as? String == "sketchlite" && event["cost_usd"] as? Double == 0)
        #expect(event["cached"] as? Bool == false && event["seconds"] as? Double == 1)
    }

    @Test func unknownIsNullAndNeverZero() throws {
        #expect(try object(made(cell("a"), cost: nil))["cost_usd"] is NSNull)
        #expect(try object(made(cell("a"), seconds: .infinity))["seconds"] is NSNull)
        #expect(try object(.groupStarted(group: "g", branches: ["a"], cells: nil))["cells"] is NSNull)
    }

    @Test func everyEventHasAName() throws {
        let events: [RunEvent] = [
            .groupStarted(group: "g", branches: ["a"], cells: 3), .cellStarted(cell("a")),
            .cellWaiting(cell("a"), seconds: 3, reason: "rate limit", tries: 1), made(cell("a")), .groupFinished(group: "g"),
            .warning("w"),
        ]
        #expect(
            try events.map { try object($0)["ev"] as? String } == [
                "group_started", "cell_started", "waiting", "output", "group_finished", "warning",
            ])
    }

    @Test func barsAreNeverDrawnWhereTheyCannotBeRedrawn() {
        #expect(Progress.style(for: .auto, isTerminal: true, canMove: true) == .bar)
        #expect(Progress.style(for: .auto, isTerminal: false, canMove: true) == .plain)
        #expect(Progress.style(for: .bar, isTerminal: false, canMove: false) == .plain)
        #expect(Progress.style(for: .json, isTerminal: true, canMove: true) == .json)
    }
}
