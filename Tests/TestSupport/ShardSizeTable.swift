/// The table of `docs/cluster.md`: efficiency by shard size of 10⁷ items of 2.5 s on 256 slots.
package enum ShardSizeTable {
    package struct Column: Sendable, CustomStringConvertible {
        package let description: String
        package let startUpSeconds: Double
        package let secondsBetweenFailures: Double
        package let keepsFinishedItems: Bool
        /// In the order of `itemsPerShard`.
        package let published: [Double]

        package var scheduling: ListScheduling {
            var result = ListScheduling()
            result.startUpSeconds = startUpSeconds
            result.secondsBetweenFailures = secondsBetweenFailures
            result.keepsFinishedItems = keepsFinishedItems
            return result
        }
    }

    /// 0.4, 1.7, 5, 10, 20, 60 and 208 minutes.
    package static let itemsPerShard = [10, 40, 120, 240, 480, 1_440, 5_000]

    package static let columns = [
        Column(
            description: "1 s, stable", startUpSeconds: 1, secondsBetweenFailures: .infinity, keepsFinishedItems: true,
            published: [0.961, 0.989, 0.995, 0.994, 0.992, 0.979, 0.949]),
        Column(
            description: "46 s, stable", startUpSeconds: 46, secondsBetweenFailures: .infinity, keepsFinishedItems: true,
            published: [0.352, 0.684, 0.865, 0.925, 0.955, 0.967, 0.946]),
        Column(
            description: "46 s, lost every 4 h", startUpSeconds: 46, secondsBetweenFailures: 14_400, keepsFinishedItems: true,
            published: [0.344, 0.668, 0.845, 0.904, 0.934, 0.943, 0.934]),
        Column(
            description: "46 s, lost every 4 h, no checkpoints", startUpSeconds: 46, secondsBetweenFailures: 14_400,
            keepsFinishedItems: false, published: [0.344, 0.667, 0.835, 0.881, 0.884, 0.772, 0.469]),
    ]
}
