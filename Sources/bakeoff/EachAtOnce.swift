import Foundation

/// What becomes of each item, in the order of the items; as many at once as there are cores.
func eachAtOnce<Item: Sendable, Result: Sendable>(
    _ items: [Item], _ body: @escaping @Sendable (Item) async -> Result
) async -> [Result] {
    await withTaskGroup(of: (Int, Result).self) { tasks in
        var results = [Result?](repeating: nil, count: items.count)
        var next = 0
        func start() {
            guard next < items.count else { return }
            let (index, item) = (next, items[next])
            next += 1
            tasks.addTask { (index, await body(item)) }
        }
        for _ in 0..<max(1, ProcessInfo.processInfo.activeProcessorCount) { start() }
        while let (index, result) = await tasks.next() {
            results[index] = result
            start()
        }
        return results.compactMap { $0 }
    }
}
