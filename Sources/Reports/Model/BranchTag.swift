import Pipeline

/// How a branch is named everywhere in a report: letter, colour class, id.
struct BranchTag: Hashable, Sendable {
    /// A, B, C …
    let letter: String
    /// `k0` … `k9`, a colour of the style sheet; the letter carries the meaning, never the colour alone.
    let colour: String
    let name: ShownText

    init(_ branch: BranchRecord, at index: Int) {
        letter = Escaping.visible(branch.label)
        colour = "k\(index % Self.colours)"
        name = ShownText(branch.id)
    }

    private init(unknown id: String) {
        letter = "?"
        colour = "k8"
        name = ShownText(id)
    }

    static let colours = 10

    /// Tags by branch id.
    struct Directory: Sendable {
        let ordered: [BranchTag]
        private let byID: [String: BranchTag]

        init(_ branches: [BranchRecord]) {
            ordered = branches.enumerated().map { BranchTag($1, at: $0) }
            byID = Dictionary(zip(branches.map(\.id), ordered), uniquingKeysWith: { first, _ in first })
        }

        /// A record read from a file may name a branch that it does not list.
        subscript(id: String) -> BranchTag { byID[id] ?? BranchTag(unknown: id) }
    }
}
