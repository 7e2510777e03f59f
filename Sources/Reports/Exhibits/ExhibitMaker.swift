import Foundation
import Media
import Pipeline
import Scoring

/// Reads the outputs of a run and makes what a report shows of them, the most telling cases first, until the budget is spent.
struct ExhibitMaker: Sendable {
    let runFolder: String
    let shape: PageShape
    /// Bytes that media may take.
    let budget: Int
    /// Cases of a comparison that are shown at most.
    var mostCases = Int.max

    /// - Parameter keep: takes the files of a case that is shown; called in the order of the cases.
    func exhibits(of record: RunRecord, keep: (MediaDraft) throws -> Void) throws -> Exhibits {
        var exhibits = Exhibits()
        exhibits.budget = budget
        var isFull = [Bool](repeating: false, count: record.comparisons.count)
        let order = order(record)
        // A few cases at a time on all cores; which of them are kept is decided in their order.
        for start in stride(from: 0, to: order.count, by: 8) {
            let group = Array(order[start..<min(order.count, start + 8)])
            let wanted = group.map { !isFull[$0.comparison] }
            let made = concurrentMap(group.count) { index -> CaseExhibits? in
                wanted[index] ? CaseExhibits(record.comparisons[group[index].comparison], group[index], self) : nil
            }
            for (place, own) in zip(group, made) {
                guard let own, !isFull[place.comparison], exhibits.bytes + own.draft.bytes <= budget else {
                    // Other comparisons may hold smaller files; this one would be decoded for nothing.
                    isFull[place.comparison] = true
                    exhibits.casesLeftOut += 1
                    continue
                }
                exhibits.take(own)
                try keep(own.draft)
            }
        }
        exhibits.casesLeftOut += record.comparisons.reduce(0) { $0 + Self.withMedia($1).count } - order.count
        return exhibits
    }

    struct Place: Sendable {
        let comparison: Int
        let index: Int
    }

    /// Cases with something to show, those with most to see first, by turns over the comparisons.
    private func order(_ record: RunRecord) -> [Place] {
        let lists = record.comparisons.map { comparison in
            let shown = Set(Self.withMedia(comparison))
            return CaseOrder(comparison, CaseGaps(comparison)).byInterest.filter { shown.contains($0) }.prefix(mostCases)
        }
        return (0..<(lists.map(\.count).max() ?? 0)).flatMap { turn in
            lists.indices.filter { turn < lists[$0].count }.map { Place(comparison: $0, index: lists[$0][turn]) }
        }
    }

    private static func withMedia(_ comparison: Comparison) -> [Int] {
        comparison.cases.indices.filter { index in
            let input = comparison.cases[index]
            return input.results.contains { $0.path != nil } || input.verdicts.contains { $0.composite != nil }
        }
    }

    func absolute(_ path: String) -> String { path.hasPrefix("/") ? path : runFolder + "/" + path }

    /// Without the path, which would be one of this machine.
    static func words(_ error: any Error) -> String { "cannot be shown: \((error as? MediaError)?.message ?? "\(error)")" }
}

extension Exhibits {
    fileprivate mutating func take(_ own: CaseExhibits) {
        bytes += own.draft.bytes
        casesShown += 1
        shown.merge(own.shown) { $1 }
        differences.merge(own.differences) { $1 }
    }
}
