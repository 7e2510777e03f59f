/// The cheapest alignment of two word sequences (Levenshtein 1966, unit costs) in which joins and splits of words are free.
///
/// Up to `cellLimit` cells it is exact; longer texts are compared inside a band around the diagonal.
struct WordAlignment {
    /// Some words of the one text beside some of the other; more than one only where they are the same when joined.
    struct Step {
        let kind: AlignedWord.Kind
        let said: Int
        let heard: Int
    }

    /// One byte each: what the alignment may hold in memory.
    static let cellLimit = 25_000_000

    let steps: [Step]
    let isBanded: Bool

    init(said: [String], heard: [String], cellLimit: Int = Self.cellLimit) {
        var table = AlignmentTable(said: said, heard: heard, cellLimit: cellLimit)
        table.fill()
        isBanded = table.isBanded
        steps = Self.steps(table, said.count, heard.count)
    }

    private static func steps(_ table: AlignmentTable, _ n: Int, _ m: Int) -> [Step] {
        var steps: [Step] = []
        var (i, j) = (n, m)
        while i > 0 || j > 0 {
            let step: Step
            switch table.move(i, j) {
            case AlignmentTable.match: step = Step(kind: .same, said: 1, heard: 1)
            case AlignmentTable.substitution: step = Step(kind: .substituted, said: 1, heard: 1)
            case AlignmentTable.deletion: step = Step(kind: .deleted, said: 1, heard: 0)
            case AlignmentTable.insertion: step = Step(kind: .inserted, said: 0, heard: 1)
            case let move where move < AlignmentTable.saidJoin:
                step = Step(kind: .same, said: 1, heard: Int(move - AlignmentTable.heardJoin))
            case let move: step = Step(kind: .same, said: Int(move - AlignmentTable.saidJoin), heard: 1)
            }
            steps.append(step)
            (i, j) = (i - step.said, j - step.heard)
        }
        return steps.reversed()
    }
}
