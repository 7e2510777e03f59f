/// The ranks that a branch may hold: 1 + those significantly better, to all − those significantly worse.
///
/// The simultaneous construction of Mogstad, Romano, Shaikh and Wilhelm (arXiv:2401.15205) with Holm's correction.
package struct RankRange: Sendable, Hashable {
    package let low: Int
    package let high: Int

    /// The ranges of `count` branches; `isBetter(a, b)` says that a is significantly better than b.
    package static func each(of count: Int, isBetter: (Int, Int) -> Bool) -> [RankRange] {
        (0..<count).map { branch in
            RankRange(
                low: 1 + (0..<count).count { isBetter($0, branch) },
                high: count - (0..<count).count { isBetter(branch, $0) })
        }
    }
}
