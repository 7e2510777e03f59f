/// The fewest removals and additions that make one sequence another, in memory that grows with its length alone.
///
/// Source: Myers, An O(ND) Difference Algorithm and Its Variations, Algorithmica 1 (1986), with the middle snake of section 4b.
struct SequenceDifference {
    /// A stretch that both have, and what then only one of them has.
    struct Edit: Hashable {
        var kept: [Substring] = []
        var removed: [Substring] = []
        var added: [Substring] = []
    }

    private(set) var edits: [Edit] = []
    private let old: [Substring]
    private let new: [Substring]
    // Each word as a number, so that comparing is cheap.
    private let a: [Int32]
    private let b: [Int32]
    private var isKept: [Bool]
    private var isTaken: [Bool]

    init(from old: [Substring], to new: [Substring]) {
        var numbers: [Substring: Int32] = [:]
        func number(_ token: Substring) -> Int32 {
            let next = Int32(numbers.count)
            if let known = numbers[token] { return known }
            numbers[token] = next
            return next
        }
        (self.old, self.new) = (old, new)
        a = old.map { number($0) }
        b = new.map { number($0) }
        isKept = Array(repeating: false, count: old.count)
        isTaken = Array(repeating: false, count: new.count)
        var forward = [Int](repeating: 0, count: 2 * (a.count + b.count) + 4)
        var backward = forward
        match(0..<a.count, 0..<b.count, &forward, &backward)
        collect()
    }

    private mutating func match(_ x: Range<Int>, _ y: Range<Int>, _ forward: inout [Int], _ backward: inout [Int]) {
        var (x, y) = (x, y)
        while let i = x.first, let j = y.first, a[i] == b[j] {
            (isKept[i], isTaken[j]) = (true, true)
            (x, y) = (i + 1..<x.upperBound, j + 1..<y.upperBound)
        }
        while let i = x.last, let j = y.last, a[i] == b[j] {
            (isKept[i], isTaken[j]) = (true, true)
            (x, y) = (x.lowerBound..<i, y.lowerBound..<j)
        }
        guard !x.isEmpty, !y.isEmpty, let split = middle(x, y, &forward, &backward) else { return }
        match(x.lowerBound..<split.x, y.lowerBound..<split.y, &forward, &backward)
        match(split.x..<x.upperBound, split.y..<y.upperBound, &forward, &backward)
    }

    /// A point on a shortest path, found from both ends at once; nil where nothing is alike.
    private func middle(_ x: Range<Int>, _ y: Range<Int>, _ forward: inout [Int], _ backward: inout [Int]) -> (x: Int, y: Int)? {
        let (n, m) = (x.count, y.count)
        let (delta, most) = (n - m, (n + m + 1) / 2)
        let origin = n + m + 1
        forward[origin + 1] = 0
        backward[origin + 1] = 0
        for d in 0...most {
            for k in stride(from: -d, through: d, by: 2) {
                var i =
                    k == -d || k != d && forward[origin + k - 1] < forward[origin + k + 1]
                    ? forward[origin + k + 1] : forward[origin + k - 1] + 1
                if i > n { i = n + 1 }
                while i < n, i - k < m, i - k >= 0, a[x.lowerBound + i] == b[y.lowerBound + i - k] { i += 1 }
                forward[origin + k] = i
                let opposite = delta - k
                if delta % 2 != 0, abs(opposite) < d, i + backward[origin + opposite] >= n, i <= n, i - k <= m, i - k >= 0 {
                    return (x.lowerBound + i, y.lowerBound + i - k)
                }
            }
            for k in stride(from: -d, through: d, by: 2) {
                var i =
                    k == -d || k != d && backward[origin + k - 1] < backward[origin + k + 1]
                    ? backward[origin + k + 1] : backward[origin + k - 1] + 1
                if i > n { i = n + 1 }
                while i < n, i - k < m, i - k >= 0, a[x.upperBound - 1 - i] == b[y.upperBound - 1 - (i - k)] { i += 1 }
                backward[origin + k] = i
                let opposite = delta - k
                if delta % 2 == 0, abs(opposite) <= d, i + forward[origin + opposite] >= n, i <= n, i - k <= m, i - k >= 0 {
                    return (x.upperBound - i, y.upperBound - (i - k))
                }
            }
        }
        return nil
    }

    private mutating func collect() {
        var (i, j) = (0, 0)
        while i < old.count || j < new.count {
            var edit = Edit()
            while i < old.count, isKept[i], j < new.count, isTaken[j] {
                edit.kept.append(old[i])
                (i, j) = (i + 1, j + 1)
            }
            while i < old.count, !isKept[i] {
                edit.removed.append(old[i])
                i += 1
            }
            while j < new.count, !isTaken[j] {
                edit.added.append(new[j])
                j += 1
            }
            edits.append(edit)
        }
    }
}
