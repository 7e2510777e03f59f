import Pipeline
import Testing

@testable import Reports

@Suite struct FailuresViewTests {
    private func view(_ change: (inout Comparison) -> Void) throws -> FailuresView {
        let run = try SampleRun()
        var pictures = try run.pictures(cases: 6, width: 32)
        try run.remove()
        change(&pictures)
        return FailuresView(run.record([pictures]))
    }

    @Test func anotherMessageIsAnotherLine() throws {
        let view = try view { pictures in
            for index in 0..<4 {
                pictures.cases[index].results[0].status = .failed
                pictures.cases[index].results[0].error = FailureRecord(code: "exit_status", message: index < 3 ? "status 1" : "status 2")
            }
        }
        #expect(view.groups.map(\.count) == [3, 1, 1])
        #expect(view.groups.map(\.cases.plain) == ["img-01, img-02, img-03", "img-04", "img-06"])
        #expect(view.groups[0].allCases.isNull && view.count == 5 && view.failedCount == 5)
    }

    @Test func cancelledOnesComeLastAndAreNoFailures() throws {
        let view = try view { pictures in
            pictures.cases[0].results[0].status = .cancelled
            pictures.cases[0].results[0].error = FailureRecord(code: "cancelled", message: "another branch won the race")
        }
        #expect(view.groups.map(\.isCancelled) == [false, true])
        #expect(view.count == 2 && view.failedCount == 1)
        #expect(view.retry.plain.hasSuffix("--resume --only failed"))
    }

    @Test func whereNothingFailedCancelledOnesAreRunAgainWithoutOnly() throws {
        let view = try view { pictures in
            pictures.cases[5].results[3].status = .cancelled
        }
        #expect(view.failedCount == 0 && view.retry.plain.hasSuffix(" --resume"))
    }

    @Test func aRepeatIsNamed() throws {
        let view = try view { pictures in
            var again = pictures.cases[5].results[3]
            again.repeat = 1
            again.tries = 2
            pictures.cases[5].results.append(again)
        }
        #expect(view.groups.map(\.cases.plain) == ["img-06, img-06 (repeat 2)"] && view.groups[0].tries == 4)
    }
}
