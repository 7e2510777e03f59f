import Foundation
import Media

/// A line of what a worker writes about one order of its shard.
struct ShardRow: Codable, Sendable {
    /// Its place in the plan, from 0.
    let order: Int
    /// True before the first call: an attempt that ends here may have paid for an output that nobody has. False when the call was
    /// cut off on purpose, which may have cost as much and is no sign of a call that kills its workers.
    var begun: Bool?
    var made: CellReturn?
    var judgement: Judgement?
}

/// All that the attempts at a shard have done so far.
struct ShardProgress: Sendable {
    private(set) var made: [Int: CellReturn] = [:]
    private(set) var judgements: [Int: Judgement] = [:]
    /// How often a call was begun whose end nobody wrote.
    private(set) var begun: [Int: Int] = [:]
    /// How often a call was cut off on purpose.
    private(set) var cutOff: [Int: Int] = [:]

    mutating func add(_ row: ShardRow) {
        if row.begun == true { begun[row.order, default: 0] += 1 }
        if row.begun == false {
            begun[row.order, default: 1] -= 1
            cutOff[row.order, default: 0] += 1
        }
        if let made = row.made, self.made[row.order] == nil {
            self.made[row.order] = made
            begun[row.order] = nil
            cutOff[row.order] = nil
        }
        if let judgement = row.judgement { judgements[row.order] = judgement }
    }

    /// Rows of all attempts; a line that was torn by a kill counts as not written.
    static func read(_ shard: String, in folder: ShardFolder) -> ShardProgress {
        var progress = ShardProgress()
        let names = (try? FileManager.default.contentsOfDirectory(atPath: folder.parts(shard))) ?? []
        for name in names.sorted() where name.hasSuffix(".jsonl") {
            for var row in ShardRow.read("\(folder.parts(shard))/\(name)") {
                if let made = row.made, made.source != nil {
                    row.made?.source = ContentStore(root: folder.outputs).place(of: made) ?? made.source
                }
                progress.add(row)
            }
        }
        return progress
    }
}

extension ShardRow {
    static func read(_ path: String) -> [ShardRow] {
        FileManager.default.contents(atPath: path).map { JSONLines.decode(ShardRow.self, from: $0) } ?? []
    }
}
