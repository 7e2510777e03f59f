/// The moves of a Levenshtein table, one byte per cell, and the few rows of costs that joins look back on.
struct AlignmentTable {
    static let match: UInt8 = 0, substitution: UInt8 = 1, deletion: UInt8 = 2, insertion: UInt8 = 3
    /// Plus the number of words that are joined.
    static let heardJoin: UInt8 = 16, saidJoin: UInt8 = 64

    private static let far = Int32.max / 2

    let isBanded: Bool
    private let n: Int, m: Int
    private let said: [Int32], heard: [Int32]
    private let saidJoins: [[WordJoins.Join]], heardJoins: [[WordJoins.Join]]
    /// Cells of a row that are looked at.
    private let width: Int
    private var moves: [UInt8]

    init(said: [String], heard: [String], cellLimit: Int) {
        (n, m) = (said.count, heard.count)
        var ids: [String: Int32] = [:]
        func number(_ words: [String]) -> [Int32] {
            words.map { word in
                let id = ids[word] ?? Int32(ids.count)
                ids[word] = id
                return id
            }
        }
        self.said = number(said)
        self.heard = number(heard)
        let saidWords = ids.filter { [limit = Set(self.said)] in limit.contains($0.value) }
        let heardWords = ids.filter { [limit = Set(self.heard)] in limit.contains($0.value) }
        func longest(_ words: [String]) -> Int { min(64, words.reduce(0) { max($0, $1.utf8.count) }) }
        saidJoins = WordJoins(of: said, among: heardWords, lengthLimit: longest(heard)).ending
        heardJoins = WordJoins(of: heard, among: saidWords, lengthLimit: longest(said)).ending
        let rows = said.count + 1, columns = heard.count + 1
        isBanded = rows.multipliedReportingOverflow(by: columns).overflow || rows * columns > cellLimit
        // A band narrower than the slope of the diagonal would have gaps.
        width = isBanded ? min(columns, max(cellLimit / rows, 4 * (columns / rows + 2))) : columns
        moves = Array(repeating: Self.insertion, count: rows * width)
    }

    /// The first cell of a row's band.
    private func low(_ i: Int) -> Int {
        guard isBanded, n > 0 else { return 0 }
        return min(max(0, Int(Double(i) * Double(m) / Double(n)) - width / 2), m + 1 - width)
    }

    /// How the cheapest path comes to a cell.
    func move(_ i: Int, _ j: Int) -> UInt8 { moves[i * width + j - low(i)] }

    /// - Complexity: cells of the band, beside the joins.
    mutating func fill() {
        let depth = WordJoins.longest + 1
        var rows = Array(repeating: Array(repeating: Self.far, count: m + 1), count: depth)
        for j in 0..<min(width, m + 1) { rows[0][j] = Int32(j) }
        guard n > 0 else { return }
        for i in 1...n {
            // Taken out, since a row that is held twice is copied when it changes.
            var row: [Int32] = []
            swap(&row, &rows[i % depth])
            fillRow(i, &row, above: rows[(i - 1) % depth], rows)
            // What later rows may look at beyond this band must be out of reach.
            let end = low(i) + width
            for j in end..<max(end, min(m + 1, low(min(n, i + depth)) + width)) { row[j] = Self.far }
            swap(&row, &rows[i % depth])
        }
    }

    private mutating func fillRow(_ i: Int, _ row: inout [Int32], above: [Int32], _ rows: [[Int32]]) {
        let start = low(i), lowAbove = low(i - 1), word = said[i - 1]
        let base = i * width - start
        var left = Self.far
        for j in start..<start + width {
            var cost = Self.far
            var move = Self.insertion
            if j > lowAbove {
                let isMatch = heard[j - 1] == word
                cost = above[j - 1] + (isMatch ? 0 : 1)
                move = isMatch ? Self.match : Self.substitution
            }
            if j >= lowAbove, above[j] + 1 < cost { (cost, move) = (above[j] + 1, Self.deletion) }
            if left + 1 < cost { (cost, move) = (left + 1, Self.insertion) }
            if j > 0, !heardJoins[j].isEmpty || !saidJoins[i].isEmpty {
                join(i, j, rows, &cost, &move)
            }
            row[j] = cost
            moves[base + j] = move
            left = cost
        }
    }

    private func join(_ i: Int, _ j: Int, _ rows: [[Int32]], _ cost: inout Int32, _ move: inout UInt8) {
        for join in heardJoins[j] where join.word == said[i - 1] && j - join.length >= low(i - 1) {
            let other = rows[(i - 1) % rows.count][j - join.length]
            if other < cost || (other == cost && move > Self.match) { (cost, move) = (other, Self.heardJoin + UInt8(join.length)) }
        }
        for join in saidJoins[i] where join.word == heard[j - 1] && j - 1 >= low(i - join.length) {
            let other = rows[(i - join.length) % rows.count][j - 1]
            if other < cost || (other == cost && move > Self.match) { (cost, move) = (other, Self.saidJoin + UInt8(join.length)) }
        }
    }
}
