import Catalogs

/// Items are dealt out in turn, like cards.
struct RoundRobin: SplitStrategy {
    static let name = "round_robin"
    static let summary = "Items are dealt out in turn: the first to the first branch, the second to the second, and so on."

    init(options: inout Options) {}

    var sharesItems: Bool { false }

    func problems(branches: [String], itemCount: Int?) -> [Problem] {
        guard let itemCount, itemCount < branches.count else { return [] }
        return [
            Problem(
                "\(itemCount) items cannot reach all \(branches.count) branches; \(branches[itemCount...].joined(separator: ", ")) gets none",
                severity: .warning)
        ]
    }

    func deal(_ items: [DealtItem], to branches: [String]) -> [String: [Int]] {
        var deal = Dictionary(uniqueKeysWithValues: branches.map { ($0, [Int]()) })
        for index in items.indices where !branches.isEmpty { deal[branches[index % branches.count]]?.append(index) }
        return deal
    }
}
