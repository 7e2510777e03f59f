import Catalogs

/// Every branch gets every item.
struct Duplicate: SplitStrategy {
    static let name = "duplicate"
    static let summary = "Every branch gets every item, so that branches can be compared on them."

    init(options: inout Options) {}

    var sharesItems: Bool { true }

    func problems(branches: [String], itemCount: Int?) -> [Problem] { [] }

    func deal(_ items: [DealtItem], to branches: [String]) -> [String: [Int]] {
        Dictionary(uniqueKeysWithValues: branches.map { ($0, Array(items.indices)) })
    }
}
