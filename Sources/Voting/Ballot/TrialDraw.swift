import Statistics

/// Draws the lists of a ballot, so that over listeners every pair meets on every case as often as every other, each side as often left
/// as right.
struct TrialDraw {
    /// What is asked about: a case, and one branch (mos), two (pairwise, abx) or all (mushra), by index.
    struct Subject: Hashable, Sendable {
        let caseIndex: Int
        let branches: [Int]
    }

    struct Trial: Hashable, Sendable {
        /// Branches in the order in which they are shown.
        var subject: Subject
        var kind = BallotKey.Kind.real
        /// Number of the trial that is asked again, from 1.
        var repeatOf: Int?
        /// In abx whether X is the second.
        var isXSecond = false
        /// In a trial with a damaged copy whether that stands second.
        var isBrokenSecond = false
    }

    let settings: BallotSettings
    /// By pair (or branch, or nothing in mushra) the cases on which it can be asked; pairs in file order.
    let cases: [[Int]: [Int]]

    private static let mostCatches = 6

    func lists() -> [[Trial]] {
        var random = RandomStream(seed: settings.seed, purpose: .ballot, replicate: 0)
        var dealer = Dealer(cases, random: random)
        let pool = catchPool(&random)
        return (0..<settings.listeners).map { number in
            var own = RandomStream(seed: settings.seed, purpose: .ballot, replicate: number + 1)
            return list(number, &dealer, pool, &own)
        }
    }

    private func list(_ number: Int, _ dealer: inout Dealer, _ pool: [Trial], _ random: inout RandomStream) -> [Trial] {
        let (real, catches, repeats) = counts
        var trials = random.shuffled(dealer.deal(real)).map { subject in
            Trial(subject: subject, isXSecond: random.below(2) == 1)
        }
        // Originals come early and their repeats late, so that nobody remembers them.
        let originals = random.shuffled(Array(0..<max(1, trials.count / 2))).prefix(repeats).sorted()
        var late = originals.map { place in
            var again = trials[place]
            again.subject = Subject(caseIndex: again.subject.caseIndex, branches: again.subject.branches.reversed())
            again.kind = .again
            again.repeatOf = place
            return again
        }
        late = random.shuffled(late)
        for again in late {
            let from = trials.count * 3 / 4
            trials.insert(again, at: min(trials.count, max(from, 1) + Int(random.below(UInt64(trials.count - from + 1)))))
        }
        for turn in 0..<catches where !pool.isEmpty {
            var known = pool[(number * catches + turn) % pool.count]
            (known.isBrokenSecond, known.isXSecond) = (random.below(2) == 1, random.below(2) == 1)
            trials.insert(known, at: min(trials.count, 1 + Int(random.below(UInt64(max(1, trials.count))))))
        }
        return numbered(trials, originals: trials.filter { $0.kind == .real }.map(\.subject))
    }

    /// Repeats name their original by where it ended up.
    private func numbered(_ trials: [Trial], originals: [Subject]) -> [Trial] {
        trials.map { trial in
            guard let place = trial.repeatOf else { return trial }
            var trial = trial
            trial.repeatOf = trials.firstIndex { $0.kind == .real && $0.subject == originals[place] }.map { $0 + 1 }
            return trial
        }
    }

    /// Trials of a list that count, those with a known answer, and those asked twice; the last two never more than a quarter of the first.
    private var counts: (real: Int, catches: Int, repeats: Int) {
        let subjects = cases.values.reduce(0) { $0 + $1.count }
        func share(_ share: Double, _ isAsked: Bool) -> Int {
            isAsked && share > 0 ? max(1, Int((Double(settings.perListener) * share).rounded())) : 0
        }
        let catches = share(settings.catchShare, settings.method.hasCatchTrials)
        let repeats = share(settings.repeatShare, settings.method.asksTwice)
        let real = min(max(1, settings.perListener - catches - repeats), subjects)
        let most = max(1, real / 4)
        return (real, min(catches, most), min(repeats, most))
    }

    /// A few trials with a known answer, shared by all lists: each needs media of its own.
    private func catchPool(_ random: inout RandomStream) -> [Trial] {
        guard settings.catchShare > 0, settings.method.hasCatchTrials else { return [] }
        let outputs = Set(
            cases.flatMap { pair, cases in cases.flatMap { number in pair.map { Subject(caseIndex: number, branches: [$0]) } } })
        let sorted = outputs.sorted { ($0.caseIndex, $0.branches[0]) < ($1.caseIndex, $1.branches[0]) }
        return random.shuffled(sorted).prefix(Self.mostCatches).enumerated().map { turn, subject in
            Trial(subject: subject, kind: settings.method == .pairwise && turn % 2 == 0 ? .same : .broken)
        }
    }
}

/// Hands out subjects so that none is handed out twice before every other was once.
private struct Dealer {
    private let pairs: [[Int]]
    private let cases: [[Int]: [Int]]
    private var random: RandomStream
    private var queue: [TrialDraw.Subject] = []
    private var passes = 0

    init(_ cases: [[Int]: [Int]], random: RandomStream) {
        self.cases = cases
        self.random = random
        pairs = cases.keys.sorted { $0.lexicographicallyPrecedes($1) }
    }

    mutating func deal(_ count: Int) -> [TrialDraw.Subject] {
        var dealt: [TrialDraw.Subject] = []
        var seen: Set<[Int]> = []
        while dealt.count < count {
            let place = queue.firstIndex { !seen.contains([$0.caseIndex] + $0.branches.sorted()) }
            guard let place else {
                refill()
                continue
            }
            let subject = queue.remove(at: place)
            seen.insert([subject.caseIndex] + subject.branches.sorted())
            dealt.append(subject)
        }
        return dealt
    }

    /// One pass over everything: pairs by turns, each through its cases in an order of its own; sides change from turn to turn and from
    /// pass to pass.
    private mutating func refill() {
        let orders = pairs.map { random.shuffled(cases[$0] ?? []) }
        let start = Int(random.below(2))
        for turn in 0..<(orders.map(\.count).max() ?? 0) {
            for (place, pair) in pairs.enumerated() where turn < orders[place].count {
                let isSwapped = (turn + place + passes + start) % 2 == 1
                let shown = pair.count == 2 ? (isSwapped ? pair.reversed() : pair) : random.shuffled(pair)
                queue.append(TrialDraw.Subject(caseIndex: orders[place][turn], branches: shown))
            }
        }
        passes += 1
    }
}

extension RandomStream {
    /// Fisher and Yates.
    mutating func shuffled<Element>(_ values: [Element]) -> [Element] {
        var values = values
        for last in stride(from: values.count - 1, to: 0, by: -1) { values.swapAt(last, Int(below(UInt64(last + 1)))) }
        return values
    }
}
