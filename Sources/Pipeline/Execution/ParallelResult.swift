/// All that one parallel group gave for one case and repeat, in file order whatever finished first.
package struct ParallelResult: Sendable, Hashable, Codable {
    package let groupID: String
    package let results: [CellResult]

    package init(groupID: String, results: [CellResult]) {
        self.groupID = groupID
        self.results = results
    }

    package var successfulCount: Int { results.count { $0.artifact != nil } }
    package var failedCount: Int {
        results.count {
            if case .failed = $0.outcome { return true }
            return false
        }
    }
    /// Seconds of the slowest branch.
    package var totalTime: Double { results.map(\.seconds).max() ?? 0 }
    /// US dollars; nil when one price is unknown.
    package var totalCost: Double? {
        results.reduce(Double?.some(0)) { sum, result in
            guard let sum, let cost = result.costUSD else { return nil }
            return sum + cost
        }
    }
}
