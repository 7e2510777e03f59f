/// Whether wins and losses are equally likely, whatever their size; ties say nothing and are left out.
package enum SignTest {
    /// Exact two-sided p; 1 without wins and losses.
    package static func exactP(wins: Int, losses: Int) -> Double { McNemar.exactP(onlyFirst: wins, onlySecond: losses) }

    package static func exactP(_ differences: [Double]) -> Double {
        exactP(wins: differences.count { $0 > 0 }, losses: differences.count { $0 < 0 })
    }
}
