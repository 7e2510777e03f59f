import Synchronization

/// What readers asked for while they ran on example settings: how a schema learns the keys without a second list of them.
///
/// Readers make their own `Options` for nested mappings and keep them to themselves; a record kept by the task sees those too.
package final class ReadRecord: Sendable {
    /// The reads of all `Options` of one owner.
    package struct Reads: Sendable, Hashable {
        /// As named in errors: `parallel_group`, `a branch`.
        package let owner: String
        /// In order of reading.
        package fileprivate(set) var keys: [OptionKey]
    }

    @TaskLocal static var current: ReadRecord?

    private let owners = Mutex<[Reads]>([])

    private init() {}

    /// Runs readers; what they asked for comes back in the order in which owners were first read.
    package static func reads(during work: () -> Void) -> [Reads] {
        let record = ReadRecord()
        $current.withValue(record) { work() }
        return record.owners.withLock { $0 }
    }

    func add(_ key: OptionKey, of owner: String) {
        owners.withLock { owners in
            let index = owners.firstIndex { $0.owner == owner } ?? owners.endIndex
            if index == owners.endIndex { owners.append(Reads(owner: owner, keys: [])) }
            owners[index].keys.note(key)
        }
    }
}

extension [OptionKey] {
    /// Adds a key, or widens what is known of it.
    mutating func note(_ key: OptionKey) {
        if let index = firstIndex(where: { $0.name == key.name }) { self[index].widen(with: key) } else { append(key) }
    }
}
