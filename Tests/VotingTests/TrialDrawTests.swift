import Testing

@testable import Voting

@Suite struct TrialDrawTests {
    /// Three branches, `cases` cases, all there.
    private func draw(_ method: VoteMethod = .pairwise, cases: Int = 10, change: (inout BallotSettings) -> Void = { _ in }) -> [[TrialDraw
        .Trial]]
    {
        var settings = BallotSettings()
        settings.method = method
        change(&settings)
        let all = Array(0..<cases)
        let subjects: [[Int]: [Int]] =
            switch method {
            case .mos: [[0]: all, [1]: all, [2]: all]
            case .mushra: [[0, 1, 2]: all]
            case .pairwise, .abx: [[0, 1]: all, [0, 2]: all, [1, 2]: all]
            }
        return TrialDraw(settings: settings, cases: subjects).lists()
    }

    @Test func everyListHasItsTrialsCatchTrialsAndRepeats() {
        for list in draw() {
            #expect(list.count == 20)
            #expect(list.count { $0.kind == .real } == 16)
            #expect(list.count { $0.kind == .again } == 2)
            #expect(list.count { $0.kind == .same || $0.kind == .broken } == 2)
            #expect(list[0].kind == .real)
        }
    }

    @Test func pairsAndCasesFillEvenly() {
        let real = draw().joined().filter { $0.kind == .real }
        let counts = Dictionary(grouping: real) { [$0.subject.caseIndex] + $0.subject.branches.sorted() }.mapValues(\.count)
        #expect(counts.count == 30)
        let (low, high) = (counts.values.min() ?? 0, counts.values.max() ?? 9)
        #expect(high - low <= 1, "\(low) to \(high)")
    }

    @Test func everyPairStandsLeftAsOftenAsRight() {
        let real = draw().joined().filter { $0.kind == .real }
        for (pair, own) in Dictionary(grouping: real, by: { $0.subject.branches.sorted() }) {
            let left = own.count { $0.subject.branches == pair }
            #expect(abs(2 * left - own.count) <= 4, "\(pair): \(left) of \(own.count)")
        }
    }

    @Test func noListAsksTheSameTwiceExceptAsARepeat() {
        for list in draw(cases: 6) {
            let real = list.filter { $0.kind == .real }.map { [$0.subject.caseIndex] + $0.subject.branches.sorted() }
            #expect(Set(real).count == real.count)
        }
    }

    @Test func repeatsComeLaterWithSidesSwapped() throws {
        for list in draw() {
            for (place, trial) in list.enumerated() where trial.kind == .again {
                let number = try #require(trial.repeatOf)
                #expect(number - 1 < place - 3)
                #expect(list[number - 1].kind == .real && list[number - 1].subject.branches == trial.subject.branches.reversed())
                #expect(list[number - 1].subject.caseIndex == trial.subject.caseIndex)
            }
        }
    }

    @Test func aSmallComparisonGivesShortLists() {
        let lists = draw(cases: 1)
        #expect(lists.allSatisfy { $0.count { $0.kind == .real } == 3 && $0.count <= 5 })
    }

    @Test(arguments: VoteMethod.allCases) func theSameSeedDrawsTheSame(method: VoteMethod) {
        #expect(draw(method) == draw(method))
        #expect(draw(method) != draw(method) { $0.seed = 1 })
    }

    @Test func inABXEitherSideIsXAboutAsOften() {
        let real = draw(.abx).joined().filter { $0.kind == .real }
        let second = real.count { $0.isXSecond }
        // 24 lists of 18 trials: four standard deviations of a fair coin are 42.
        #expect(abs(2 * second - real.count) < 84)
    }
}
