import Catalogs

/// How the items of a list are dealt to branches.
///
/// Contract, checked for every member: the same items and branches twice give the same deal; no index is out of range; every
/// branch named has an entry.
package protocol SplitStrategy: CatalogEntry {
    /// True when every branch gets every item, so that branches can be compared on them.
    var sharesItems: Bool { get }

    /// A problem for each thing that can be told before any item is known: an unknown branch, an item given to nobody.
    func problems(branches: [String], itemCount: Int?) -> [Problem]

    /// Indices of items, from 0, by branch.
    ///
    /// - Throws: `CellFailure` when an external program fails or answers nonsense.
    func deal(_ items: [DealtItem], to branches: [String]) async throws -> [String: [Int]]
}

/// An item as a split strategy sees it.
package struct DealtItem: Sendable, Hashable, Codable {
    /// From 1, as files and reports count.
    package let index: Int
    package let kind: String
    /// The text itself for a text, else nil.
    package let text: String?
    /// The file, absolute; nil for a text that was never in one.
    package let path: String?
    package let tags: [String]

    package init(index: Int, kind: String, text: String?, path: String?, tags: [String]) {
        self.index = index
        self.kind = kind
        self.text = text
        self.path = path
        self.tags = tags
    }
}

/// Every split strategy. A new one is a new file and one line here, in alphabetical order.
package let splitStrategyTypes: [any SplitStrategy.Type] = [
    CustomSplit.self,
    Duplicate.self,
    RoundRobin.self,
]

/// The split strategies that YAML can name.
package let splitStrategyCatalog = Catalog<any SplitStrategy>(
    kind: "split strategy",
    entries: splitStrategyTypes.map { type in .init(name: type.name, summary: type.summary) { type.init(options: &$0) } })
