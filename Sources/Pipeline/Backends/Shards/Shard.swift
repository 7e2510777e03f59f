import Foundation

/// Cells of one branch that one worker makes one after the other.
struct Shard: Sendable {
    /// What all its orders have in common; the first line of its plan.
    struct Header: Codable, Sendable, Hashable {
        let shard: String
        /// The manifest of the plan that ordered it.
        let manifest: String
        let group: String
        let branch: String
        /// The first output ends the other branches of the case.
        let isRace: Bool
        /// The first failure ends the group.
        let failFast: Bool

        /// As a person reads it.
        var name: String { "\(group)/\(branch)" }
    }

    let header: Header
    let orders: [CellOrder]

    var id: String { header.shard }

    /// Writes the plan; it never changes after that.
    @concurrent
    func write(in folder: ShardFolder) async throws {
        let text = try JSONLines.line(header) + JSONLines.encode(orders)
        try Durable.write(text, to: folder.plan(id))
    }

    /// - Throws: when the plan is not there or damaged.
    static func read(_ id: String, in folder: ShardFolder) throws -> Shard {
        let lines = try Data(contentsOf: URL(fileURLWithPath: folder.plan(id))).split(separator: UInt8(ascii: "\n"))
        guard let first = lines.first else { throw CocoaError(.fileReadCorruptFile) }
        let decoder = JSONDecoder()
        return Shard(
            header: try decoder.decode(Header.self, from: first),
            orders: try lines.dropFirst().map { try decoder.decode(CellOrder.self, from: $0) })
    }
}

extension Plan {
    /// Whom the orders of a shard call; nil for a branch that the pipeline has no longer.
    func callee(of header: Shard.Header) -> (group: ParallelGroup, branch: Branch)? {
        guard let group = callingGroups.first(where: { $0.id == header.group }) else { return nil }
        return group.branches.first { $0.id == header.branch }.map { (group, $0) }
    }
}

/// Shards that the engine is asked to run in one job array.
struct ShardArray: Codable, Sendable, Hashable {
    /// Names the job too.
    let name: String
    let group: String
    /// Task i of the array runs shard i.
    let shards: [String]
    /// Tasks under way at once.
    var throttle: Int
    let resources: Resources
    /// A licence of the cluster that stands for the model's own limit.
    var licence: String?
    /// Calls a minute that one worker may begin, by branch; a branch without a rate has none.
    var rates: [String: Double] = [:]
    /// Minutes after which a task is ended.
    let minutes: Int
    /// Seconds before that at which a worker begins no further call.
    var notice = 60

    func write(in folder: ShardFolder) throws { try Durable.write(try JSONEncoder().encode(self), to: folder.array(name)) }

    static func read(_ name: String, in folder: ShardFolder) throws -> ShardArray {
        try JSONDecoder().decode(Self.self, from: Data(contentsOf: URL(fileURLWithPath: folder.array(name))))
    }
}

/// What a call of a branch needs of its machine.
package struct Resources: Codable, Sendable, Hashable {
    package var gpus = 0
    package var cpus: Int?
    /// Mebibytes.
    package var memory: Int?
    package init() {}

    /// `512M`, `16G` or `1T`; nil for anything else.
    static func mebibytes(_ text: String) -> Int? {
        guard let match = text.wholeMatch(of: /(\d{1,9})([MGT])/), let count = Int(match.1), count > 0 else { return nil }
        return count << (match.2 == "M" ? 0 : match.2 == "G" ? 10 : 20)
    }
}
