/// The branches that ran at least one case, by name, over the cases, by id: the order in which everything is summed and drawn.
struct Field: Sendable {
    let branches: [String]
    let cases: [String]
    /// Where each branch stands in the file.
    let filePositions: [Int]
    /// Branches without a single case, in file order.
    let absent: [String]
    let quality: [[Double?]]
    let failed: [[Bool]]

    init(_ input: RankingInput) {
        let caseOrder = Self.sorted(input.cases)
        var rows: [(position: Int, quality: [Double?], failed: [Bool])] = []
        var absent: [String] = []
        for position in input.branches.indices {
            let failed = caseOrder.map { Self.cell(input.failed, position, $0) ?? false }
            let quality = caseOrder.enumerated().map { index, column in
                (Self.cell(input.quality, position, column) ?? nil).flatMap { $0.isFinite ? $0 : nil } ?? (failed[index] ? 0 : nil)
            }
            if quality.contains(where: { $0 != nil }) {
                rows.append((position, quality, failed))
            } else {
                absent.append(input.branches[position])
            }
        }
        let order = Self.sorted(rows.map { input.branches[$0.position] })
        branches = order.map { input.branches[rows[$0].position] }
        cases = caseOrder.map { input.cases[$0] }
        filePositions = order.map { rows[$0].position }
        self.absent = absent
        quality = order.map { rows[$0].quality }
        failed = order.map { rows[$0].failed }
    }

    /// What each branch scored on the cases it ran.
    var scores: [[Double]] { quality.map { $0.compactMap(\.self) } }

    /// Whether some case was run by some branches only.
    var isIncomplete: Bool {
        cases.indices.contains { position in
            let runs = quality.count { $0[position] != nil }
            return runs > 0 && runs < quality.count
        }
    }

    /// The samples of all pairs, the branch that sorts first as `first`.
    var pairs: [PairSample] {
        branches.indices.flatMap { first in
            (first + 1..<branches.count).map { PairSample(first, $0, in: self) }
        }
    }

    /// Indices in the byte order of the names, which is the same in every locale.
    private static func sorted(_ names: [String]) -> [Int] {
        names.indices.sorted { left, right in
            names[left] == names[right] ? left < right : names[left].utf8.lexicographicallyPrecedes(names[right].utf8)
        }
    }

    private static func cell<Value>(_ rows: [[Value]], _ row: Int, _ column: Int) -> Value? {
        row < rows.count && column < rows[row].count ? rows[row][column] : nil
    }
}
