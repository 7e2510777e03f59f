import Pipeline

/// How much of each case a report tells.
package enum CaseExtent: String, Sendable, CaseIterable {
    /// The cases that say most in full, the others briefly.
    case interesting
    case all
    /// Numbers and links alone.
    case none
}

/// Which cases a report lists, in which order, under which anchors.
struct CasePlan {
    struct Entry: Sendable {
        let comparison: Int
        /// In the record.
        let index: Int
        /// In the list of its comparison.
        let position: Int
        let anchor: String
        /// All there is to say, or only its numbers and links.
        let isFull: Bool
    }

    /// By comparison, largest gap first.
    let lists: [[Entry]]
    /// Cases of each comparison that stand in no list.
    let leftOut: [Int]

    /// About a hundred of each sort: gaps each way, the closest, failures, and some at random.
    static let mostInteresting = 500

    /// - Parameter listsAll: false for a page that holds everything: what is not told in full is left out.
    init(_ record: RunRecord, extent: CaseExtent, listsAll: Bool, anchors: inout Anchors) {
        var lists: [[Entry]] = []
        var leftOut: [Int] = []
        for (number, comparison) in record.comparisons.enumerated() {
            let order = CaseOrder(comparison, CaseGaps(comparison))
            let full: Set<Int> =
                switch extent {
                case .interesting: Set(order.byInterest.prefix(Self.mostInteresting))
                case .all: Set(comparison.cases.indices)
                case .none: []
                }
            let listed = order.telling.filter { listsAll || extent != .interesting || full.contains($0) }
            leftOut.append(comparison.cases.count - listed.count)
            lists.append(
                listed.enumerated().map { position, index in
                    Entry(
                        comparison: number, index: index, position: position,
                        anchor: anchors.make(comparison.groupId, comparison.cases[index].id), isFull: full.contains(index))
                })
        }
        (self.lists, self.leftOut) = (lists, leftOut)
    }
}
