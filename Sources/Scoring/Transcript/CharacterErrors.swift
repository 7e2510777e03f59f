/// Character errors over the normalised texts, words joined by single spaces; finer than word errors on short prompts.
package struct CharacterErrors: Sendable, Hashable {
    /// The version of the normaliser that both texts went through.
    package let normaliserVersion: Int
    /// S, D, I and N in Characters.
    package let count: ErrorCount
    /// The texts were too long to compare in full: the errors are an upper bound.
    package let isUpperBound: Bool

    /// Compares two raw texts; any text is accepted.
    package init(said: String, heard: String) {
        self.init(said: TranscriptNormaliser.words(said), heard: TranscriptNormaliser.words(heard))
    }

    /// Compares words that are already normalised.
    package init(said: [NormalisedWord], heard: [NormalisedWord]) {
        let left = said.map(\.text).joined(separator: " "), right = heard.map(\.text).joined(separator: " ")
        let distance = CharacterDistance(left, right)
        normaliserVersion = TranscriptNormaliser.version
        count = distance.count
        isUpperBound = distance.isBanded
    }

    /// (S + D + I)/N; nil without a reference.
    package var rate: Double? { count.rate }
}

/// Levenshtein distance over Characters in two rows of memory.
struct CharacterDistance {
    /// About a second of work.
    static let cellLimit = 300_000_000

    let count: ErrorCount
    let isBanded: Bool

    init(_ reference: String, _ other: String, cellLimit: Int = Self.cellLimit) {
        var ids: [Character: Int32] = [:]
        func number(_ text: String) -> [Int32] {
            text.map { character in
                let id = ids[character] ?? Int32(ids.count)
                ids[character] = id
                return id
            }
        }
        let a = number(reference), b = number(other)
        let (n, m) = (a.count, b.count)
        let product = (n + 1).multipliedReportingOverflow(by: m + 1)
        isBanded = product.overflow || product.partialValue > cellLimit
        let width = isBanded ? min(m + 1, max(cellLimit / (n + 1), 4 * (m / (n + 1) + 2))) : m + 1
        let last = Self.lastCell(a, b, width: width)
        // S + D + I = cost and D − I = n − m.
        let cost = Int(last >> 32), insertions = Int(last & 0xFFFF_FFFF)
        let deletions = insertions + n - m
        count = ErrorCount(substitutions: cost - deletions - insertions, deletions: deletions, insertions: insertions, units: n)
    }

    /// Cost in the high half, insertions in the low: the least is the cheapest with the fewest insertions.
    private static func lastCell(_ a: [Int32], _ b: [Int32], width: Int) -> UInt64 {
        let (n, m) = (a.count, b.count)
        let far = UInt64(Int32.max) << 32, one = UInt64(1) << 32, insertion = one + 1
        func low(_ i: Int) -> Int {
            guard n > 0, width < m + 1 else { return 0 }
            return min(max(0, Int(Double(i) * Double(m) / Double(n)) - width / 2), m + 1 - width)
        }
        var row = Array(repeating: far, count: m + 1)
        for j in 0..<width { row[j] = UInt64(j) * insertion }
        row.withUnsafeMutableBufferPointer { row in
            b.withUnsafeBufferPointer { b in
                for i in stride(from: 1, through: n, by: 1) {
                    let start = low(i), letter = a[i - 1]
                    // Cells left of the last band hold older rows.
                    var diagonal = start > low(i - 1) ? row[start - 1] : far
                    var left = far
                    for j in start..<start + width {
                        let above = row[j]
                        var best = above + one
                        if j > 0 { best = min(best, diagonal + (b[j - 1] == letter ? 0 : one)) }
                        best = min(best, left + insertion)
                        diagonal = above
                        left = best
                        row[j] = best
                    }
                }
            }
        }
        return row[m]
    }
}
