import Foundation
import Statistics

/// The answer of a run of any size: what each group adds up to, in memory that does not grow with the cells.
///
/// Qualities are those that the scorecards hold; failures count 0 where anything was scored, repeats of a case are averaged first,
/// and a case is the unit of every interval, as in the ranking. What needs the plan or all cells at once is left to the ranking:
/// families of cases, corrections for many pairs, and qualities on the metrics that all outputs of a case have.
package struct RunTotals: Encodable, Sendable, Hashable {
    package let schema = "bakeoff.totals"
    package let schemaVersion = "1.0"
    /// Points of quality below which a difference is a tie.
    package let minEffect: Double
    /// Groups, and steps that give outputs, by name.
    package let groups: [Group]

    package struct Group: Encodable, Sendable, Hashable {
        package let group: String
        package let cases: Int
        package let cells: Int
        /// Best mean first; what has none comes last, by name.
        package let branches: [Branch]
        /// Every two branches that share scored cases, the one with the better mean first.
        package let pairs: [Pair]

        /// The best against the second.
        package var lead: Pair? { pairs.first { $0.a == branches.first?.branch && $0.b == branches.dropFirst().first?.branch } }
    }

    package struct Branch: Encodable, Sendable, Hashable {
        package let branch: String
        package let outputs: Int
        /// Cells by failure code.
        package let failures: [String: Int]
        package let cancelled: Int
        /// Cases with a quality.
        package let cases: Int
        package let mean: Double?
        /// 95 % limits of the mean.
        package let interval: [Double]?
        /// Lower quartile, median and upper quartile of the cases.
        package let quartiles: [Double]?
        /// Mean of the outputs that were made in this run.
        package let seconds: Double?
        /// US dollars of all cells whose cost is known.
        package let costUsd: Double
        package let costUnknown: Int

        package var failed: Int { failures.values.reduce(0, +) }
    }

    /// Differences of two branches on the cases that both have.
    package struct Pair: Encodable, Sendable, Hashable {
        package let a: String
        package let b: String
        package let cases: Int
        package let difference: Double
        /// 95 % limits of the difference.
        package let interval: [Double]?
        package let wins: Int
        package let ties: Int
        package let losses: Int
        package let label: VerdictLabel
    }
}

extension RunTotals {
    /// Keys sorted; what is not known is left out.
    package func json() throws -> String {
        let encoder = JSONEncoder()
        encoder.keyEncodingStrategy = .convertToSnakeCase
        encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
        return String(decoding: try encoder.encode(self), as: UTF8.self)
    }
}
