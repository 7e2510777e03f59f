import Scoring
import Statistics

/// The cases of one group made into a ranking, with the words for its verdict.
struct RankedCases {
    let cases: [CaseRecord]
    let branches: [BranchRecord]
    /// nil where nothing scores the group.
    let profile: ScoringProfile?
    let minEffect: Double
    let ranking: Ranking

    init(_ cases: [CaseRecord], branches: [BranchRecord], profile: ScoringProfile?, settings: RankingSettings) {
        self.cases = cases
        self.branches = branches
        self.profile = profile
        minEffect = settings.minEffect
        let scores = ComparableScores(profile)
        let rows = cases.map { record in branches.map { branch in scores.mean(record, of: branch.id) } }
        let failed = cases.map { record in branches.map { branch in record.hasOnlyFailures(of: branch.id) } }
        let input = RankingInput(
            branches: branches.map(\.id), cases: cases.map(\.id),
            quality: branches.indices.map { branch in rows.map { $0[branch] } },
            failed: branches.indices.map { branch in failed.map { $0[branch] } })
        let families = Dictionary(cases.compactMap { record in record.family.map { (record.id, $0) } }) { first, _ in first }
        ranking = Ranking(families.isEmpty ? input : input.averaged { families[$0] }, settings: settings)
    }

    var standings: [StandingRecord] {
        let results = Dictionary(grouping: cases.flatMap(\.results), by: \.branch)
        return ranking.standings.map { standing($0, results[$0.branch] ?? []) }
    }

    var pairs: [PairRecord] {
        ranking.pairs.map { pair in
            PairRecord(
                a: pair.a, b: pair.b, cases: pair.cases, wins: pair.wins, losses: pair.losses, ties: pair.ties, diff: pair.difference,
                ci95: Self.printed(pair.interval), p: pair.p?.rounded(digits: 4), pHolm: pair.pHolm?.rounded(digits: 4),
                label: pair.label.rawValue, casesNeeded: pair.casesNeeded)
        }
    }

    var overall: OverallRecord {
        let verdict = ranking.verdict
        let silent = ranking.standings.filter { $0.cases > 0 && $0.failures == $0.cases }.map(\.branch)
        let label = profile == nil ? "not_compared" : verdict.label.rawValue
        let sentence = VerdictSentence(
            label: label, winners: verdict.winners, over: verdict.over, diff: verdict.difference, ci95: Self.printed(verdict.interval),
            wins: verdict.wins, losses: verdict.losses, ties: verdict.ties, cases: verdict.cases, casesNeeded: verdict.casesNeeded,
            minimumCases: verdict.minimumCases, minEffect: minEffect, claims: profile?.claims, failedBranches: silent)
        return OverallRecord(
            label: label, winners: verdict.winners, over: verdict.over, diff: verdict.difference, ci95: Self.printed(verdict.interval),
            wins: verdict.wins, losses: verdict.losses, ties: verdict.ties, cases: verdict.cases, casesNeeded: verdict.casesNeeded,
            minEffect: minEffect, warnings: verdict.warnings, heading: sentence.heading, text: sentence.text)
    }

    private func standing(_ standing: Standing, _ results: [ResultRecord]) -> StandingRecord {
        let own = results.filter { $0.status == .ok }
        // A cached output tells how long it took then, not how fast the model is now; a file that was there tells nothing.
        let isMade = branches.first { $0.id == standing.branch }?.provider != FilesProvider.name
        let times = isMade ? own.filter { !$0.cached }.map(\.latency).sorted() : []
        let tried = results.filter { $0.status != .cancelled }
        let cost = CaseAssembly.sum(tried.map(\.costUsd)).map { own.isEmpty ? 0 : $0 / Double(own.count) }
        return StandingRecord(
            branch: standing.branch, cases: standing.cases, rank: [standing.rankLow, standing.rankHigh], mean: standing.mean,
            ci95: Self.printed(standing.interval), winRate: standing.winRate, failures: standing.failures,
            failureRate: standing.failureRate, failureCi95: standing.failureInterval, secondsMedian: Self.quantile(times, 0.5),
            secondsP95: Self.quantile(times, 0.95), costPerOutput: own.isEmpty ? nil : cost)
    }

    /// Limits as they are printed and decided on: further digits differ between platforms.
    private static func printed(_ limits: [Double]?) -> [Double]? { limits?.map { $0.rounded(digits: 4) } }

    /// Nearest rank of a sorted list.
    private static func quantile(_ sorted: [Double], _ share: Double) -> Double? {
        sorted.isEmpty ? nil : sorted[min(sorted.count - 1, max(0, Int((share * Double(sorted.count)).rounded(.up)) - 1))]
    }
}

/// What cells count as in a comparison: failures 0, and qualities from the metrics that all outputs of a case have, since leaving out
/// a mediocre metric would lift an output.
struct ComparableScores {
    private let fusion: Fusion?

    init(_ profile: ScoringProfile?) { fusion = profile.map(Fusion.init) }

    /// Mean over the repeats; nil where nothing counts.
    func mean(_ record: CaseRecord, of branch: String) -> Double? {
        guard fusion != nil else { return nil }
        let own = record.results.filter { $0.branch == branch && $0.status != .cancelled }
        return ContestScores.mean(own.compactMap { $0.status == .failed ? 0 : quality(of: $0, in: record) })
    }

    func quality(of result: ResultRecord, in record: CaseRecord) -> Double? {
        // What may not win, such as a file that cannot be decoded, is worth its 0, and has no metrics that others could be held to.
        guard let fusion, let card = result.scorecard, let own = card.quality, !card.isFatal else { return result.scorecard?.quality }
        let rivals = record.results.filter { $0.repeat == result.repeat && $0.status == .ok }.compactMap(\.scorecard)
            .filter { $0.quality != nil && !$0.isFatal }
        guard rivals.contains(where: { !$0.measuresTheSame(as: card) }) else { return own }
        return fusion.pairedQualities(of: [card] + rivals)[0]
    }
}

extension Scorecard {
    fileprivate var isFatal: Bool { gates.contains { $0.severity == .fatal } }

    /// The same metrics have a worth; in another order they count as others, which costs time and changes nothing.
    fileprivate func measuresTheSame(as other: Scorecard) -> Bool {
        readings.lazy.filter { $0.utility != nil }.map(\.metric).elementsEqual(
            other.readings.lazy.filter { $0.utility != nil }.map(\.metric))
    }
}

extension CaseRecord {
    /// Cases of one family count as one: column `family` of the cases.
    var family: String? { columns["family"] }

    fileprivate func hasOnlyFailures(of branch: String) -> Bool {
        let own = results.filter { $0.branch == branch && $0.status != .cancelled }
        return !own.isEmpty && own.allSatisfy { $0.status == .failed }
    }
}
