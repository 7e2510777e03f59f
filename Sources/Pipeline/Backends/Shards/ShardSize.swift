/// How many cells a shard holds, so that loading models, losing slots and waiting for the last shard each cost little.
///
/// With a start-up of s seconds and T seconds of work for each slot, a shard works for
/// 1. 20 s, which keeps loading below 5 %, but at least 5 minutes, which any scheduler follows, and at most 60, beyond which lost
///    slots cost more than loading;
/// 2. at most T/20, so that the last shards do not stretch the run, or √(2sT) where that is more: k shards a slot cost ks for loading
///    and about T/2k at the end, least at k = √(T/2s);
/// 3. at least 1 minute; then the nearest duration, up to 60 minutes, that gives each slot a whole number of shards, so that all end
///    together in a short run.
///
/// The root and the whole number act where T is under 800 start-ups and loading outweighs the last shards: simulated, 10⁵ cells of 2.5 s on 256 slots with s = 46 use .75 rather than .54 of the slots' time.
package struct ShardSize: Sendable, Hashable {
    package enum Hardware: Sendable {
        /// Includes services that are called over the network.
        case cpu
        case gpu

        /// Seconds assumed until the start-up was measured; they lead to shards of 10 and of 20 minutes.
        var startUpSeconds: Double { self == .cpu ? 30 : 60 }
    }

    /// Cells of the first shard, whose duration tells how long a cell takes.
    package static let pilotCells = 20

    package var cellsLeft: Int
    package var slots: Int
    /// Seconds a cell takes on one slot; nil until it was measured.
    package var secondsPerCell: Double?
    /// Seconds from a shard's start to its first cell, most of it for loading models; nil until it was measured.
    package var startUpSeconds: Double?
    package var hardware: Hardware
    /// Minutes that the user wants a shard to last, in place of the first step.
    package var minutes: Double?
    /// What the user asked for, which nothing overrides.
    package var fixedCells: Int?

    package init(
        cellsLeft: Int, slots: Int, secondsPerCell: Double? = nil, startUpSeconds: Double? = nil, hardware: Hardware = .cpu,
        minutes: Double? = nil, fixedCells: Int? = nil
    ) {
        self.cellsLeft = cellsLeft
        self.slots = slots
        self.secondsPerCell = secondsPerCell
        self.startUpSeconds = startUpSeconds
        self.hardware = hardware
        self.minutes = minutes
        self.fixedCells = fixedCells
    }

    /// At least 1 and, unless the user asked for more, at most the cells left.
    package func cellsPerShard() -> Int {
        if let fixedCells { return max(1, fixedCells) }
        let most = max(1, cellsLeft)
        guard let seconds = Self.usable(secondsPerCell), seconds > 0 else { return pilot }
        let work = Double(most) * seconds / Double(max(1, slots))
        let cells = (Double(most) / (Double(max(1, slots)) * shardsPerSlot(of: work))).rounded(.up)
        // Compared before it is converted: the largest integers round up to a number that is none.
        return cells < Double(most) ? max(1, Int(cells)) : most
    }

    /// Small enough that every slot gets one.
    private var pilot: Int { max(1, min(Self.pilotCells, (max(0, cellsLeft) + max(1, slots) - 1) / max(1, slots))) }

    /// A whole number; `work` is in seconds for each slot.
    private func shardsPerSlot(of work: Double) -> Double {
        let startUp = Self.usable(startUpSeconds) ?? hardware.startUpSeconds
        let wanted = minutes.map { 60 * $0 } ?? min(3_600, max(300, 20 * startUp))
        let seconds = max(60, min(wanted, max(work / 20, (2 * startUp * work).squareRoot())))
        return max(1, (work / seconds).rounded(), (work / 3_600).rounded(.up))
    }

    /// A measurement that is no time counts as none.
    private static func usable(_ seconds: Double?) -> Double? { seconds.flatMap { $0.isFinite && $0 >= 0 ? $0 : nil } }
}
